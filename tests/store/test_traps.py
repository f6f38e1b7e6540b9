"""A shape of addresses is opened as far as it has earned; the rest is held and said."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scanner.model.frontier import Coverage, Imprint, Trail
from scanner.model.ids import Address
from scanner.model.page import MissReason
from scanner.store import frontier, parameters, traps
from scanner.store.database import Store
from scanner.store.traps import BASE, EARNED, MOST_BLIND, MOST_HELD, MOST_SHAPES, OPENED_AGAIN, WEEK
from tests.conftest import MORNING
from tests.store.test_frontier import BLOG, FIRST, FORUM, HOUR, SECOND, came, claim_all, missed

HOME = "http://forum.example"


@pytest.fixture
def forum(any_store: Store) -> Store:
    any_store.write(lambda tx: frontier.seed(tx, FORUM, (FIRST,), MORNING))
    return any_store


def says(*lines: int, looks_back: bool = True, text: bytes = b"text") -> Trail:
    return Trail(looks_back=looks_back, imprint=Imprint(text=text, lines=lines))


def visit(
    store: Store, trail: Trail | None, *links: str, horizon: datetime = MORNING
) -> Address | None:
    """Visit the next page: what it said, where it leads. Gives its address; None if none is due."""
    addresses = tuple(Address(f"{HOME}{link}") for link in links)
    with_miss = missed(FIRST, MissReason.GONE)

    def work(tx: frontier.Transaction) -> Address | None:
        for due in claim_all(tx, horizon=horizon, now=horizon):
            due = replace(due, next_due=horizon + 1000 * HOUR)
            outcome = came(due.address) if trail else with_miss
            frontier.finish(tx, due, outcome, links=addresses, trail=trail)
            return due.address
        return None

    return store.write(work)


def held(store: Store) -> int:
    return store.read(lambda tx: traps.held_of(tx, (FORUM,))).get(FORUM, 0)


def visit_all(store: Store, trail: Trail | None) -> int:
    count = 0
    while visit(store, trail) is not None:
        count += 1
    return count


def days(count: int, first: int = 0) -> list[str]:
    return [f"/dag/{n}" for n in range(first, first + count)]


def test_pages_that_say_the_same_end_and_those_left_are_a_gap(forum: Store) -> None:
    visit(forum, says(1), *days(BASE + 30))
    assert visit_all(forum, says(2)) == BASE + EARNED
    (coverage,) = forum.read(lambda tx: frontier.coverage(tx, (FORUM,), MORNING))
    assert coverage == Coverage(
        source_id=FORUM, checked=1 + BASE + EARNED, missed=((MissReason.TRAP, 30 - EARNED),)
    )


def test_pages_that_say_something_new_are_all_read(forum: Store) -> None:
    visit(forum, says(1), *days(MOST_HELD))
    for n in range(MOST_HELD):
        assert visit(forum, says(2, 100 + n)) is not None
    assert (visit(forum, says(2)), held(forum)) == (None, 0)


def test_a_page_that_is_gone_takes_no_others_place(forum: Store) -> None:
    visit(forum, says(1), *days(BASE + 100))
    assert visit_all(forum, None) == BASE + 100


def test_one_section_does_not_pay_for_another(forum: Store) -> None:
    visit(forum, says(1), *days(BASE + 30), *(f"/t/{n}" for n in range(2, BASE)))
    read = {visit(forum, says(2)) for _ in range(2 * BASE + 10)}
    assert {f"{HOME}/t/{n}" for n in range(2, BASE)} <= read


def test_what_lies_nearest_comes_first_of_what_is_held(forum: Store) -> None:
    visit(forum, says(1), *days(BASE))
    visit(forum, says(), *days(15, first=900))
    forum.write(lambda tx: frontier.seed(tx, FORUM, (FIRST, SECOND), MORNING))
    assert visit(forum, says(1), *days(15, first=500)) == SECOND
    visit(forum, says(2))
    read = set[Address | None]()
    while (address := visit(forum, says())) is not None:
        read.add(address)
    late = {address for address in days(1000, first=500) if f"{HOME}{address}" in read}
    assert len(late) == EARNED
    assert late < set(days(15, first=500))


def test_a_maze_of_new_words_ends_and_a_thread_does_not(forum: Store) -> None:
    for is_thread in (True, False):
        section = "t" if is_thread else "labyrint"
        visit(forum, says(1), f"/{section}/2") if is_thread else None
        for n in range(3, 400):
            trail = says(1000 + n, looks_back=is_thread)
            if visit(forum, trail, f"/{section}/{n}") is None:
                assert not is_thread
                assert n <= MOST_BLIND + 10
                break
        else:
            assert is_thread
        forum.write(lambda tx: frontier.seed(tx, FORUM, (Address(f"{HOME}/labyrint/2"),), MORNING))
        visit_all(forum, says(1))


def test_names_by_chance_run_out_of_shapes(forum: Store) -> None:
    visit(forum, says(1), *(f"/{'abcdefghij'[n % 10] * (n // 10 + 1)}/x" for n in range(300)))
    assert visit_all(forum, says(2)) <= MOST_SHAPES + BASE + EARNED


@pytest.mark.parametrize("link", ["/om/om/om/om", "/?" + "&".join(f"p{n}=1" for n in range(9))])
def test_an_endless_address_is_never_asked_for_but_said(forum: Store, link: str) -> None:
    visit(forum, says(1), link)
    assert visit_all(forum, says(2)) == 0
    forum.write(lambda tx: frontier.look_again(tx, (FORUM,), MORNING + 9 * WEEK))
    assert visit_all(forum, says(2)) == 0
    assert held(forum) == 1


def test_months_far_away_have_little_room(forum: Store) -> None:
    visit(forum, says(1), *(f"/kalender/{year}/04" for year in range(2010, 2090)))
    visit_all(forum, says(2))
    assert held(forum) == 80 - (2027 - 2010 + 1) - traps.BASE_FAR - EARNED


def test_some_of_what_is_held_are_tried_each_week(forum: Store) -> None:
    visit(forum, says(1), *days(BASE + 100))
    visit_all(forum, says(2))
    before = held(forum)
    for later in (timedelta(days=6), WEEK, WEEK + timedelta(days=1)):
        forum.write(lambda tx, later=later: frontier.look_again(tx, (FORUM,), MORNING + later))  # type: ignore[misc]
    assert before - held(forum) == OPENED_AGAIN
    forum.write(lambda tx: frontier.look_again(tx, (BLOG,), MORNING + 3 * WEEK))
    assert before - held(forum) == OPENED_AGAIN


def test_how_many_are_held_has_an_end(forum: Store) -> None:
    visit(forum, says(1), *days(BASE + MOST_HELD + 700))
    assert held(forum) == MOST_HELD


def test_a_page_that_is_met_again_is_held_once(forum: Store) -> None:
    visit(forum, says(1), *days(BASE + 15))
    visit(forum, says(2), *days(BASE + 15))
    assert held(forum) == 15 - EARNED


def test_what_a_watchlist_names_is_never_held(forum: Store) -> None:
    visit(forum, says(1), *days(BASE + 15))
    named = [Address(f"{HOME}/dag/{n}") for n in range(BASE + 15)]
    forum.write(lambda tx: frontier.seed(tx, FORUM, named, MORNING))
    assert held(forum) == 0
    assert visit_all(forum, says(2)) == BASE + 15


def test_nothing_is_held_of_a_source_that_there_is_no_more(forum: Store) -> None:
    visit(forum, says(1), *days(BASE + 15))
    forum.write(lambda tx: frontier.retire_unknown(tx, [BLOG]))
    assert held(forum) == 0


# ---- parameters


def visit_visitors(store: Store, count: int, text: bytes = b"lika", first: int = 0) -> None:
    """Read addresses that differ in a visitor's number."""
    visit(store, says(1), *(f"/korg?besok={n}&vara=7" for n in range(first, first + count)))
    while visit(store, says(2, text=text)) is not None:
        pass


def links_after(store: Store) -> set[str]:
    """Where twenty new links with such a number lead."""
    visit_at = MORNING + HOUR
    new = [Address(f"{HOME}/korg?besok={n}&vara=8") for n in range(1000, 1020)]
    due = replace(_due(store), horizon=visit_at)
    return set(store.read(lambda tx: parameters.without_noise(tx, due, new)))


def _due(store: Store) -> frontier.DuePage:
    store.write(lambda tx: frontier.seed(tx, FORUM, (Address(f"{HOME}/ny"),), MORNING))
    (due,) = store.write(lambda tx: claim_all(tx))
    return due


def test_a_parameter_that_changes_nothing_is_left_out_but_not_always(forum: Store) -> None:
    visit_visitors(forum, parameters.ALIKE + 1)
    links = links_after(forum)
    assert f"{HOME}/korg?vara=8" in links
    assert 1 <= len(links) < 8


def test_a_parameter_is_not_left_out_too_soon(forum: Store) -> None:
    visit_visitors(forum, parameters.ALIKE)
    assert len(links_after(forum)) == 20


def test_one_page_that_reads_otherwise_brings_a_parameter_back(forum: Store) -> None:
    visit_visitors(forum, 10)
    other = Address(f"{HOME}/korg?besok=5000&vara=7")
    forum.write(lambda tx: frontier.seed(tx, FORUM, (other,), MORNING))
    assert visit(forum, says(3, text=b"annat")) == other
    assert len(links_after(forum)) == 20
