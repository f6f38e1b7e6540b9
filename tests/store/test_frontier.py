"""No page is lost, none is stored twice, and a miss never replaces what was read."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from scanner.model.frontier import (
    Changes,
    Coverage,
    DuePage,
    HostState,
    Marks,
    Revisit,
    RobotsCopy,
    RobotsState,
    Tally,
)
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.store import frontier, hosts, robots_copies, turns
from scanner.store.database import Store, Transaction
from scanner.store.frontier import LeaseLostError, PageKind
from tests.conftest import MORNING

FORUM = SourceId("forum")
BLOG = SourceId("blogg")
FIRST = Address("http://forum.example/t/1")
SECOND = Address("http://forum.example/t/2")
POST = Address("http://blogg.example/1")
HOUR = timedelta(hours=1)


@pytest.fixture
def frontier_store(any_store: Store) -> Store:
    any_store.write(lambda tx: frontier.seed(tx, FORUM, (FIRST,), MORNING))
    return any_store


def claim_all(
    tx: Transaction,
    group: str = "forum.example",
    *,
    owner: str = "a",
    generation: str = "1",
    now: datetime = MORNING,
    horizon: datetime = MORNING,
    sources: tuple[SourceId, ...] = (FORUM, BLOG),
    limit: int = 1,
) -> tuple[DuePage, ...]:
    claimed = frontier.claim(
        tx,
        group,
        sources=sources,
        generation=generation,
        owner=owner,
        now=now,
        lease_until=now + timedelta(minutes=2),
        horizon=horizon,
        limit=limit,
    )
    return tuple(replace(due, next_due=horizon + HOUR) for due in claimed)


def claim(tx: Transaction, group: str = "forum.example", **options: Any) -> DuePage | None:
    return next(iter(claim_all(tx, group, **options)), None)


def must_claim(
    tx: Transaction, owner: str = "a", generation: str = "1", horizon: datetime = MORNING
) -> DuePage:
    due = claim(tx, owner=owner, generation=generation, horizon=horizon, now=horizon)
    assert due is not None
    return due


def came(address: Address, body: bytes = b"hej", **headers: str) -> Page:
    return Page(
        source_id=FORUM,
        asked=address,
        final=address,
        fetched_at=MORNING,
        status=200,
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        body=body,
        digest=Sha256(sha256(body).hexdigest()),
    )


def missed(address: Address, reason: MissReason) -> Missed:
    return Missed(source_id=FORUM, asked=address, at=MORNING, reason=reason, note="x")


def visit(
    store: Store,
    outcome: Page | Missed,
    *,
    generation: str = "1",
    links: tuple[Address, ...] = (),
    horizon: datetime = MORNING,
    is_pending: bool = False,
) -> DuePage:
    """Claim the forum's next page and finish it."""

    def work(tx: Transaction) -> DuePage:
        due = must_claim(tx, generation=generation, horizon=horizon)
        frontier.finish(tx, due, outcome, links=links, is_pending=is_pending)
        return due

    return store.write(work)


def test_a_seed_is_due_once_a_scan(frontier_store: Store) -> None:
    due = frontier_store.write(must_claim)
    assert (due.address, due.depth, due.etag) == (FIRST, 0, "")
    frontier_store.write(lambda tx: frontier.finish(tx, due, came(FIRST)))
    assert frontier_store.write(claim) is None
    later = MORNING + HOUR
    again = frontier_store.write(lambda tx: must_claim(tx, horizon=later))
    assert again.address == FIRST


def test_a_leased_page_is_nobody_elses_until_the_lease_ends(frontier_store: Store) -> None:
    frontier_store.write(must_claim)
    assert frontier_store.write(lambda tx: claim(tx, owner="b")) is None
    after = MORNING + timedelta(minutes=2)
    taken = frontier_store.write(lambda tx: claim(tx, owner="b", now=after))
    assert taken is not None
    assert taken.lease_owner == "b"


def test_leases_of_the_dead_are_taken_back(frontier_store: Store) -> None:
    frontier_store.write(must_claim)
    frontier_store.write(lambda tx: frontier.release(tx, (FORUM,)))
    assert frontier_store.write(lambda tx: must_claim(tx, owner="b")).lease_owner == "b"


def test_a_visit_whose_lease_was_lost_stores_nothing(frontier_store: Store) -> None:
    mine = frontier_store.write(must_claim)
    frontier_store.write(lambda tx: frontier.release(tx, (FORUM,)))
    theirs = frontier_store.write(lambda tx: must_claim(tx, owner="b"))
    with pytest.raises(LeaseLostError):
        frontier_store.write(lambda tx: frontier.finish(tx, mine, came(FIRST), links=(SECOND,)))
    frontier_store.write(lambda tx: frontier.finish(tx, theirs, came(FIRST)))
    with pytest.raises(LeaseLostError):
        frontier_store.write(lambda tx: frontier.finish(tx, theirs, came(FIRST)))
    (standing,) = frontier_store.read(lambda tx: frontier.coverage(tx, (FORUM,), MORNING))
    assert standing == Coverage(source_id=FORUM, checked=1, missed=())


def test_validators_are_used_only_for_the_generation_that_saw_the_page(
    frontier_store: Store,
) -> None:
    visit(frontier_store, came(FIRST, etag='"1"', last_modified="Sat"))
    day = MORNING + HOUR
    due = frontier_store.write(lambda tx: must_claim(tx, generation="1", horizon=day))
    assert (due.etag, due.last_modified) == ('"1"', "Sat")
    frontier_store.write(lambda tx: frontier.release(tx, (FORUM,)))
    due = frontier_store.write(lambda tx: must_claim(tx, generation="2", horizon=day))
    assert (due.etag, due.last_modified) == ("", "")


def test_every_tenth_visit_is_unconditional(frontier_store: Store) -> None:
    asked = []
    for hour in range(20):
        horizon = MORNING + hour * HOUR
        due = visit(frontier_store, came(FIRST, etag='"1"'), horizon=horizon)
        asked.append(bool(due.etag))
    assert [hour for hour, is_conditional in enumerate(asked) if not is_conditional] == [0, 9, 19]


@pytest.mark.parametrize(
    ("reason", "keeps_validator"),
    [
        (MissReason.NOT_MODIFIED, True),
        (MissReason.BLOCKED, True),
        (MissReason.TIMEOUT, True),
        (MissReason.UNREADABLE, True),
        (MissReason.GONE, False),
    ],
)
def test_a_miss_never_replaces_the_last_good_read(
    frontier_store: Store, reason: MissReason, keeps_validator: bool
) -> None:
    visit(frontier_store, came(FIRST, etag='"1"'))
    visit(frontier_store, missed(FIRST, reason), horizon=MORNING + HOUR)
    due = frontier_store.write(lambda tx: must_claim(tx, horizon=MORNING + 2 * HOUR))
    assert bool(due.etag) is keeps_validator
    assert due.fails == (0 if reason is MissReason.NOT_MODIFIED else 1)


@pytest.mark.parametrize("etag", ["a" * 513, '"\xe5"'])
def test_a_validator_that_would_not_come_back_whole_is_not_kept(
    frontier_store: Store, etag: str
) -> None:
    visit(frontier_store, came(FIRST, etag=etag))
    assert frontier_store.write(lambda tx: must_claim(tx, horizon=MORNING + HOUR)).etag == ""


def test_links_are_read_in_the_same_scan_each_once(frontier_store: Store) -> None:
    visit(frontier_store, came(FIRST), links=(SECOND, FIRST, SECOND))
    due = visit(frontier_store, came(SECOND), links=(FIRST,))
    assert (due.address, due.depth) == (SECOND, 1)
    assert frontier_store.write(claim) is None


def test_seeds_come_before_links_however_long_those_wait(frontier_store: Store) -> None:
    visit(frontier_store, came(FIRST), links=(SECOND,))
    due = frontier_store.write(lambda tx: must_claim(tx, horizon=MORNING + HOUR))
    assert due.address == FIRST


def test_a_seed_no_longer_listed_is_left_alone(frontier_store: Store) -> None:
    frontier_store.write(lambda tx: frontier.seed(tx, FORUM, (SECOND,), MORNING))
    assert frontier_store.write(must_claim).address == SECOND
    assert frontier_store.write(claim) is None


def test_a_page_of_a_source_that_is_gone_can_be_met_anew(frontier_store: Store) -> None:
    visit(frontier_store, came(FIRST), links=(SECOND,))
    frontier_store.write(lambda tx: frontier.retire_unknown(tx, (BLOG,)))
    assert frontier_store.read(lambda tx: frontier.groups_due(tx, (FORUM,), MORNING, MORNING)) == ()
    frontier_store.write(lambda tx: frontier.seed(tx, BLOG, (POST,), MORNING))

    def read_the_blog(tx: Transaction) -> None:
        due = claim(tx, "blogg.example")
        assert due is not None
        frontier.finish(tx, due, came(POST), links=(SECOND,))

    frontier_store.write(read_the_blog)
    again = frontier_store.write(must_claim)
    assert (again.address, again.source_id) == (SECOND, BLOG)


def test_a_page_that_two_sources_list_is_read_for_the_one_that_runs(frontier_store: Store) -> None:
    frontier_store.write(lambda tx: frontier.seed(tx, BLOG, (FIRST,), MORNING))
    due = frontier_store.write(lambda tx: claim(tx, sources=(BLOG,)))
    assert due is not None
    assert due.source_id == BLOG


def test_several_are_leased_at_once_in_the_order_of_their_turn(frontier_store: Store) -> None:
    links = tuple(Address(f"http://forum.example/t/{n}") for n in range(2, 8))
    visit(frontier_store, came(FIRST), links=links)
    frontier_store.write(lambda tx: frontier.seed(tx, FORUM, (FIRST, SECOND), MORNING))

    def claim_four(tx: Transaction) -> list[Address]:
        claimed = claim_all(tx, limit=4, horizon=MORNING + HOUR)
        return [due.address for due in claimed]

    first, second, third = (frontier_store.write(claim_four) for _ in range(3))
    assert set(first[:2]) == {FIRST, SECOND}
    assert sorted(first + second) == sorted({FIRST, *links})
    assert (len(first), third) == (4, [])


def test_a_claim_takes_no_longer_however_many_wait(store: Store) -> None:
    asked = {"of_group": "forum.example", "of_sources": (FORUM,), "until": MORNING}
    statement = frontier.WAITING.params(asked | {"of_kind": PageKind.LINK, "most": 8})
    compiled = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    plan = store.read(
        lambda tx: tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
    )
    assert [step.detail.partition(" (")[0] for step in plan] == [
        "SEARCH page USING INDEX ix_page_group_due"
    ]


def test_a_page_with_very_many_links_brings_each_once(frontier_store: Store) -> None:
    links = tuple(Address(f"http://forum.example/t/{n}") for n in range(2, 1_300))
    visit(frontier_store, came(FIRST), links=links[:600])
    visit(frontier_store, came(links[0]), links=(*links, FIRST, *links))
    (standing,) = frontier_store.read(lambda tx: frontier.coverage(tx, (FORUM,), MORNING))
    assert (standing.checked, standing.missed) == (2, ((MissReason.NOT_REACHED, len(links) - 1),))


def test_only_chosen_sources_are_due(frontier_store: Store) -> None:
    frontier_store.write(lambda tx: frontier.seed(tx, BLOG, (POST,), MORNING))

    def groups(*sources: SourceId) -> tuple[str, ...]:
        return frontier_store.read(lambda tx: frontier.groups_due(tx, sources, MORNING, MORNING))

    assert groups(FORUM, BLOG) == ("blogg.example", "forum.example")
    assert groups(BLOG) == ("blogg.example",)
    assert groups() == ()
    assert frontier_store.write(lambda tx: claim(tx, sources=(BLOG,))) is None


def test_the_pace_is_stored_with_the_finish_unless_it_is_older(frontier_store: Store) -> None:
    due = frontier_store.write(must_claim)
    after = HostState(
        host_group="forum.example",
        next_at=MORNING + timedelta(seconds=7.5),
        latency_seconds=0.25,
        fails=2,
        reason=MissReason.TIMEOUT,
        budget_day="2026-11-21",
        budget_used=3,
    )
    frontier_store.write(lambda tx: frontier.finish(tx, replace(due, hosts=(after,)), came(FIRST)))

    def state(tx: Transaction) -> HostState | None:
        return hosts.find(tx, "forum.example")

    assert frontier_store.read(state) == after
    earlier = replace(after, next_at=MORNING, fails=0)
    frontier_store.write(lambda tx: hosts.save(tx, earlier))
    assert frontier_store.read(state) == after


def test_robots_copies_are_kept(frontier_store: Store) -> None:
    copy = RobotsCopy(
        origin="http://forum.example",
        fetched_at=MORNING,
        state=RobotsState.READ,
        body=b"User-agent: *",
        body_at=MORNING,
    )
    assert frontier_store.read(lambda tx: robots_copies.find(tx, copy.origin)) is None
    for kept in (copy, replace(copy, state=RobotsState.UNREACHABLE, fetched_at=MORNING + HOUR)):
        frontier_store.write(lambda tx, kept=kept: robots_copies.save(tx, kept))
        assert frontier_store.read(lambda tx: robots_copies.find(tx, copy.origin)) == kept


def test_what_was_not_checked_is_counted_by_reason(frontier_store: Store) -> None:
    links = tuple(Address(f"http://forum.example/t/{n}") for n in range(2, 8))
    visit(frontier_store, came(FIRST), links=links)
    visit(frontier_store, missed(links[0], MissReason.GONE))
    visit(frontier_store, missed(links[1], MissReason.BLOCKED))
    visit(frontier_store, missed(links[2], MissReason.BLOCKED))
    frontier_store.write(
        lambda tx: frontier.give_up(
            tx, (FORUM,), MORNING, MissReason.TIMEOUT, host_group="forum.example"
        )
    )
    standing = frontier_store.read(lambda tx: frontier.coverage(tx, (FORUM, BLOG), MORNING))
    gaps = ((MissReason.TIMEOUT, 3), (MissReason.BLOCKED, 2))
    assert standing == (
        Coverage(source_id=FORUM, checked=2, missed=gaps),
        Coverage(source_id=BLOG, checked=0, missed=()),
    )


def test_what_a_scan_left_unvisited_is_a_gap(frontier_store: Store) -> None:
    visit(frontier_store, came(FIRST), links=(SECOND,))
    (standing,) = frontier_store.read(lambda tx: frontier.coverage(tx, (FORUM,), MORNING))
    assert standing.missed == ((MissReason.NOT_REACHED, 1),)


def test_each_source_counts_from_when_it_was_last_taken_up(frontier_store: Store) -> None:
    visit(frontier_store, came(FIRST))
    frontier_store.write(lambda tx: turns.begin(tx, (FORUM,), MORNING))
    # It is due since an hour and its turn comes, as others' did meanwhile …
    assert outcome_of(frontier_store, MORNING + 2 * HOUR) == (1, {})
    # … but not for ever, where nobody comes.
    late = MORNING + HOUR + frontier.IN_TIME
    assert outcome_of(frontier_store, late) == (0, {MissReason.NOT_REACHED: 1})


def outcome_of(store: Store, horizon: datetime = MORNING) -> tuple[int, dict[MissReason, int]]:
    """How many pages of the forum were checked, and the gaps."""
    (standing,) = store.read(lambda tx: frontier.coverage(tx, (FORUM,), horizon))
    return standing.checked, dict(standing.missed)


@pytest.mark.parametrize("outcome", [came(SECOND), missed(SECOND, MissReason.GONE)])
def test_what_nobody_has_looked_at_is_not_checked(
    frontier_store: Store, outcome: Page | Missed
) -> None:
    visit(frontier_store, came(FIRST), links=(SECOND,))
    due = visit(frontier_store, outcome, is_pending=True)
    assert outcome_of(frontier_store) == (1, {MissReason.NOT_REACHED: 1})
    reason = outcome.reason if isinstance(outcome, Missed) else None
    frontier_store.write(lambda tx: frontier.settle(tx, due, reason))
    assert outcome_of(frontier_store) == (2, {})


def test_a_source_whose_own_address_leads_nowhere_is_not_checked(frontier_store: Store) -> None:
    visit(frontier_store, missed(FIRST, MissReason.GONE))
    assert outcome_of(frontier_store) == (0, {MissReason.GONE: 1})
    later = MORNING + 2 * HOUR
    visit(frontier_store, came(FIRST), horizon=later)
    assert outcome_of(frontier_store, later) == (1, {})


def is_gone_through(store: Store, since: datetime, *sources: SourceId) -> bool:
    return store.read(lambda tx: frontier.is_gone_through(tx, sources or (FORUM,), since))


def test_the_list_is_gone_through_when_each_page_was_come_to_since(frontier_store: Store) -> None:
    later = MORNING + 2 * HOUR
    assert not is_gone_through(frontier_store, MORNING)
    visit(frontier_store, came(FIRST), links=(SECOND,))
    assert not is_gone_through(frontier_store, MORNING)
    visit(frontier_store, missed(SECOND, MissReason.TIMEOUT))
    assert is_gone_through(frontier_store, MORNING)
    assert not is_gone_through(frontier_store, later)
    visit(frontier_store, missed(FIRST, MissReason.NOT_MODIFIED), horizon=later)
    assert is_gone_through(frontier_store, later)


def test_a_list_with_a_source_that_was_never_begun_is_not_gone_through(
    frontier_store: Store,
) -> None:
    visit(frontier_store, came(FIRST))
    assert is_gone_through(frontier_store, MORNING)
    assert not is_gone_through(frontier_store, MORNING, FORUM, BLOG)
    assert not frontier_store.read(lambda tx: frontier.is_gone_through(tx, (), MORNING))


def test_what_came_and_nobody_looked_at_is_not_gone_through(frontier_store: Store) -> None:
    due = visit(frontier_store, came(FIRST), is_pending=True)
    assert not is_gone_through(frontier_store, MORNING)
    frontier_store.write(lambda tx: frontier.settle(tx, due, None))
    assert is_gone_through(frontier_store, MORNING)


def test_what_was_gone_before_holds_nothing_up(frontier_store: Store) -> None:
    visit(frontier_store, came(FIRST), links=(SECOND,))
    visit(frontier_store, missed(SECOND, MissReason.GONE))
    later = MORNING + 2 * HOUR
    visit(frontier_store, came(FIRST), horizon=later)
    assert is_gone_through(frontier_store, later)


def test_what_a_killed_scan_did_not_look_at_comes_again_whole(frontier_store: Store) -> None:
    visit(frontier_store, came(FIRST, etag='"1"'), is_pending=True)
    assert frontier_store.write(claim) is None
    frontier_store.write(lambda tx: frontier.reopen(tx, FORUM, MORNING, MORNING))
    again = frontier_store.write(must_claim)
    assert (again.address, again.etag, again.last_outcome) == (FIRST, "", frontier.CAME)


@pytest.mark.parametrize("is_looked_at", [True, False])
@pytest.mark.parametrize("is_ended", [True, False])
def test_a_killed_scans_pages_come_again_alike_however_far_its_looking_had_come(
    frontier_store: Store, *, is_ended: bool, is_looked_at: bool
) -> None:
    visit(frontier_store, came(FIRST, etag='"1"'), links=(SECOND,))
    due = visit(frontier_store, came(SECOND), is_pending=True)
    if is_looked_at:
        frontier_store.write(lambda tx: frontier.settle(tx, due, None))
    later = MORNING + HOUR / 2
    since = None if is_ended else MORNING
    frontier_store.write(lambda tx: frontier.reopen(tx, FORUM, later, since))
    again = frontier_store.write(partial(claim_all, horizon=later, limit=2))
    assert {one.address for one in again} == (
        set() if is_ended and is_looked_at else {FIRST, SECOND}
    )
    assert {one.etag for one in again} <= {""}


def test_kill_upon_kill_leaves_no_page_out(frontier_store: Store) -> None:
    frontier_store.write(lambda tx: frontier.seed(tx, FORUM, (FIRST, SECOND), MORNING))
    visited = set()
    for quarters in range(3):
        horizon = MORNING + quarters * HOUR / 4
        again = partial(frontier.reopen, source_id=FORUM, horizon=horizon, since=MORNING)
        frontier_store.write(again)
        visited.add(visit(frontier_store, came(FIRST), horizon=horizon).address)
    assert visited == {FIRST, SECOND}


def test_what_a_scan_visited_that_ended_whole_does_not_come_again(frontier_store: Store) -> None:
    due = visit(frontier_store, came(FIRST), is_pending=True)
    frontier_store.write(lambda tx: frontier.settle(tx, due, None))
    ended = MORNING + HOUR / 4
    frontier_store.write(lambda tx: frontier.reopen(tx, FORUM, MORNING + HOUR / 2, ended))
    assert frontier_store.write(partial(claim, horizon=MORNING + HOUR / 2)) is None


def test_unchanged_since_it_could_not_be_looked_at_is_a_gap(frontier_store: Store) -> None:
    due = visit(frontier_store, came(FIRST, etag='"1"'), horizon=MORNING + HOUR, is_pending=True)
    frontier_store.write(lambda tx: frontier.settle(tx, due, MissReason.UNREADABLE))
    same = missed(FIRST, MissReason.NOT_MODIFIED)
    due = visit(frontier_store, same, horizon=MORNING + 2 * HOUR)
    # Asked for as if all were well: the site must not learn from it that somebody is named.
    assert (due.etag, due.fails) == ('"1"', 0)
    assert outcome_of(frontier_store) == (0, {MissReason.UNREADABLE: 1})
    visit(frontier_store, came(FIRST), horizon=MORNING + 3 * HOUR)
    assert outcome_of(frontier_store) == (1, {})


@pytest.mark.parametrize("between", [MissReason.TIMEOUT, MissReason.BUDGET])
def test_what_could_not_be_looked_at_stays_a_gap_whatever_comes_between(
    frontier_store: Store, between: MissReason
) -> None:
    due = visit(frontier_store, came(FIRST, etag='"1"'), horizon=MORNING + HOUR, is_pending=True)
    frontier_store.write(lambda tx: frontier.settle(tx, due, MissReason.UNREADABLE))
    if between is MissReason.BUDGET:
        latest = MORNING + 2 * HOUR
        frontier_store.write(lambda tx: frontier.give_up(tx, (FORUM,), latest, between))
    else:
        visit(frontier_store, missed(FIRST, between), horizon=MORNING + 2 * HOUR)
    same = missed(FIRST, MissReason.NOT_MODIFIED)
    due = visit(frontier_store, same, horizon=MORNING + 3 * HOUR)
    assert frontier.is_still_unread(due, same)
    assert outcome_of(frontier_store) == (0, {MissReason.UNREADABLE: 1})
    visit(frontier_store, missed(FIRST, MissReason.GONE), horizon=MORNING + 4 * HOUR)
    assert outcome_of(frontier_store) == (0, {MissReason.GONE: 1})


MARKS = Marks(shown_sha256="1" * 64, text_sha256="2" * 64)
LONG = Revisit(due_at=MORNING + 5 * HOUR, changes=Changes(count=0.5, days=3.0), tempo=-5)
SOON = Revisit(due_at=MORNING + 2 * HOUR, changes=Changes(count=1.5, days=3.0), tempo=-2)


def read_as(
    store: Store,
    marks: Marks | None,
    *,
    horizon: datetime = MORNING,
    generation: str = "1",
    outcome: Page | Missed | None = None,
    settled: MissReason | None = None,
) -> DuePage:
    """Claim the forum's next page; finish and settle a visit that found it with `marks`."""

    def work(tx: Transaction) -> DuePage:
        due = must_claim(tx, generation=generation, horizon=horizon)
        due = replace(
            due,
            if_same=replace(LONG, due_at=horizon + 5 * HOUR),
            if_changed=replace(SOON, due_at=horizon + 2 * HOUR),
        )
        frontier.finish(tx, due, outcome or came(FIRST), marks=marks, is_pending=True)
        frontier.settle(tx, due, settled)
        return due

    return store.write(work)


def next_visit(store: Store, horizon: datetime, generation: str = "1") -> DuePage:
    """The claim of the forum's page in a scan long after; nothing of it stays."""

    def work(tx: Transaction) -> DuePage:
        frontier.release(tx, (FORUM,))
        return must_claim(tx, generation=generation, horizon=horizon)

    return store.write(work)


def test_what_was_looked_at_is_known_again_by_who_saw_it_alone(frontier_store: Store) -> None:
    later = MORNING + 9 * HOUR
    assert not next_visit(frontier_store, MORNING).may_skip
    frontier_store.write(lambda tx: frontier.release(tx, (FORUM,)))
    read_as(frontier_store, MARKS)
    again = next_visit(frontier_store, later)
    assert again.is_shown_again(MARKS.shown_sha256)
    assert again.says_the_same(MARKS.text_sha256)
    assert not again.is_shown_again(MARKS.text_sha256)
    assert not again.says_the_same(MARKS.shown_sha256)
    enrolled = next_visit(frontier_store, later, generation="2")
    assert enrolled.marks == MARKS
    assert not enrolled.is_shown_again(MARKS.shown_sha256)
    assert not enrolled.says_the_same(MARKS.text_sha256)


@pytest.mark.parametrize("settled", [MissReason.UNREADABLE])
def test_what_nobody_could_look_at_is_read_again(
    frontier_store: Store, settled: MissReason
) -> None:
    read_as(frontier_store, MARKS, settled=settled)
    assert not next_visit(frontier_store, MORNING + 9 * HOUR).may_skip


def test_what_nobody_has_looked_at_is_read_again(frontier_store: Store) -> None:
    visit(frontier_store, came(FIRST), is_pending=True)
    assert not next_visit(frontier_store, MORNING + 9 * HOUR).may_skip


def test_every_tenth_time_all_is_read(frontier_store: Store) -> None:
    may_skip = []
    for number in range(20):
        due = read_as(frontier_store, MARKS, horizon=MORNING + 9 * number * HOUR)
        may_skip.append(due.may_skip)
    assert may_skip == [False, *[True] * 8, False, *[True] * 9, False]


def test_bytes_without_marks_are_not_taken_for_those_of_the_last_read(
    frontier_store: Store,
) -> None:
    read_as(frontier_store, MARKS)
    read_as(frontier_store, None, horizon=MORNING + 9 * HOUR)
    assert next_visit(frontier_store, MORNING + 18 * HOUR).marks is None


def test_a_page_that_was_gone_is_read_again(frontier_store: Store) -> None:
    read_as(frontier_store, MARKS)
    later = MORNING + 9 * HOUR
    gone = missed(FIRST, MissReason.GONE)
    read_as(frontier_store, None, horizon=later, outcome=gone, settled=MissReason.GONE)
    again = next_visit(frontier_store, later + 9 * HOUR)
    assert not again.may_skip
    assert again.read_in is None


@pytest.mark.parametrize(
    ("outcome", "marks", "known"),
    [
        (came(FIRST), MARKS, LONG),
        (came(FIRST), replace(MARKS, shown_sha256="3" * 64), LONG),
        (came(FIRST), replace(MARKS, text_sha256="3" * 64), SOON),
        (missed(FIRST, MissReason.NOT_MODIFIED), None, LONG),
    ],
)
def test_a_visit_tells_how_often_a_page_changes(
    frontier_store: Store, outcome: Page | Missed, marks: Marks | None, known: Revisit
) -> None:
    read_as(frontier_store, MARKS)
    later = MORNING + 9 * HOUR
    settled = outcome.reason if isinstance(outcome, Missed) else None
    read_as(frontier_store, marks, horizon=later, outcome=outcome, settled=settled)
    wait = known.due_at - MORNING
    early = later + wait - timedelta(seconds=1)
    assert frontier_store.write(lambda tx: claim(tx, horizon=early, now=early)) is None
    again = next_visit(frontier_store, later + wait)
    assert (again.changes, again.read_in) == (known.changes, later)


def test_a_visit_that_brought_nothing_tells_nothing(frontier_store: Store) -> None:
    read_as(frontier_store, MARKS)
    before = next_visit(frontier_store, MORNING + 9 * HOUR)
    frontier_store.write(lambda tx: frontier.release(tx, (FORUM,)))
    down = missed(FIRST, MissReason.TIMEOUT)
    read_as(frontier_store, None, horizon=MORNING + 9 * HOUR, outcome=down)
    # It is tried again by its cadence, however seldom it changes.
    after = next_visit(frontier_store, MORNING + 10 * HOUR)
    assert (after.changes, after.marks, after.read_in) == (
        before.changes,
        before.marks,
        before.read_in,
    )


def test_a_page_whose_turn_comes_late_is_no_longer_checked(frontier_store: Store) -> None:
    read_as(frontier_store, MARKS)

    def standing(hours: int) -> Coverage:
        horizon = MORNING + hours * HOUR
        (found,) = frontier_store.read(lambda tx: frontier.coverage(tx, (FORUM,), horizon))
        return found

    assert standing(0).missed == ()
    assert standing(1).missed == ((MissReason.BUDGET, 1),)
    assert standing(2).missed == ((MissReason.NOT_REACHED, 1),)


def test_pages_that_wait_long_are_brought_forward_where_their_host_is_not_crowded(
    frontier_store: Store,
) -> None:
    read_as(frontier_store, MARKS)
    read_as(frontier_store, MARKS, horizon=MORNING + 9 * HOUR)
    later = MORNING + 10 * HOUR

    def after(crowded: dict[str, timedelta]) -> DuePage | None:
        def work(tx: Transaction) -> DuePage | None:
            frontier.bring_forward(
                tx, FORUM, later, longest=HOUR, longest_if_gone=HOUR, crowded=crowded
            )
            return claim(tx, horizon=later, now=later)

        return frontier_store.write(work)

    assert after({"forum.example": 4 * HOUR}) is None
    assert after({"blogg.example": 4 * HOUR}) is not None


def test_pages_are_counted_by_how_often_they_change(frontier_store: Store) -> None:
    visit(frontier_store, came(FIRST), links=(SECOND,))
    frontier_store.write(lambda tx: frontier.seed(tx, BLOG, (POST,), MORNING))
    read_as(frontier_store, MARKS)
    found = frontier_store.read(lambda tx: frontier.tallies(tx, (FORUM,), on_hosts_of=(FORUM,)))
    never = Changes(count=0.0, days=0.0)
    assert set(found) == {
        Tally(
            source_id=FORUM, host_group="forum.example", is_seed=True, tempo=None, pages=1,
            changes=never,
        ),
        Tally(
            source_id=FORUM, host_group="forum.example", is_seed=False, tempo=SOON.tempo, pages=1,
            changes=SOON.changes,
        ),
    }  # fmt: skip


FAR_OFF = Address("http://blogg.example/1")


def test_pages_on_many_hosts_are_counted_some_hosts_at_a_time(
    frontier_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frontier, "LOOKED_UP", 2)
    hosts = [f"sida-{number}.example" for number in range(5)]
    pages = [Address(f"http://{host}/{page}") for host in hosts for page in range(3)]
    frontier_store.write(lambda tx: frontier.seed(tx, BLOG, pages, MORNING))
    found = frontier_store.read(lambda tx: frontier.tallies(tx, (BLOG,), on_hosts_of=(BLOG,)))
    assert sorted((one.host_group, one.pages) for one in found) == [(host, 3) for host in hosts]


def test_pages_of_others_are_counted_on_the_same_hosts_alone(frontier_store: Store) -> None:
    beside = Address("http://forum.example/annat")
    frontier_store.write(lambda tx: frontier.seed(tx, BLOG, (beside, FAR_OFF), MORNING))
    found = frontier_store.read(
        lambda tx: frontier.tallies(tx, (FORUM, BLOG), on_hosts_of=(FORUM,))
    )
    assert {(one.source_id, one.host_group, one.pages) for one in found} == {
        (FORUM, "forum.example", 1), (BLOG, "forum.example", 1),
    }  # fmt: skip
