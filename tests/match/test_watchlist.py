"""Who comes is found at once, who goes is found no more. All people are invented."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.match.matcher import Matcher
from scanner.match.roll import Written
from scanner.match.watchlist import Watchlist
from scanner.model.ids import PersonId
from scanner.model.mention import Mention
from scanner.model.person import DetailKind, Setting, WatchedDetail, WatchedPerson

NAMES = (
    ("Amina", "Warsame"),
    ("Amina", "Warsame"),
    ("Amina", "Warsane"),
    ("Anna-Karin", "Provlund"),
    ("Karin", "Provlund Warsame"),
    ("Kristina", "Provberg"),
    ("Johan", "von Provberg"),
    ("سارة", "الخطيب"),
    ("Sara", "Al-Khatib"),
    ("Bo", "Ek"),
)
SPELLINGS = ((), (), ("Sossetanten",), ("Amina Provlund", "Kicki"), ("Анна Провлунд",))
TEXTS = (
    "Amina Warsame och Amina Warsane, A. Warsame.",
    "Anna Karin Provlund, Karin Provlund-Warsame, K. Provlund, provlundkarin",
    "Kicki Provberg, Christina Provbergs, Johan Provberk, Sossetanten, Sosse Tanten",
    "سارة الخطيب قالت, Sara Khatib, Анна Провлунд, Kicki Warsame",
    "A*ina Wars*me 070-174 06 05, Bo Ek, aminawarsame, Amina Provlumd, Warsamme Amina",
)


def person(number: int, name: tuple[str, str], spellings: tuple[str, ...]) -> WatchedPerson:
    digest = bytes([number % 3])
    detail = WatchedDetail(
        kind=DetailKind.PHONE, setting=Setting.WORK, digest=digest, proved=number % 2 == 0
    )
    return WatchedPerson(f"p{number}", *name, spellings, details=(detail,) * (number % 2))


people = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(SPELLINGS)), max_size=7).map(
    lambda some: [person(number, *each) for number, each in enumerate(some)]
)
matters = settings(max_examples=20, deadline=None)


def found(matcher: Matcher) -> list[tuple[Mention, ...]]:
    return matcher.find(TEXTS)


def built(some: Sequence[WatchedPerson]) -> Matcher:
    return Matcher(some, seed=3, keyed_hash=lambda _, normal: bytes([len(normal) % 3]))


@matters
@given(people, st.data())
def test_without_people_is_as_if_they_had_never_been_there(
    some: list[WatchedPerson], data: st.DataObject
) -> None:
    gone = {one.person_id for one in some if data.draw(st.booleans())}
    matcher = built(some)
    found(matcher)
    matcher.remove(gone)
    assert found(matcher) == found(built([one for one in some if one.person_id not in gone]))


@matters
@given(people, st.data())
def test_people_who_come_later_are_found_as_if_they_had_been_there(
    some: list[WatchedPerson], data: st.DataObject
) -> None:
    first = [one for one in some if data.draw(st.booleans())]
    matcher = built(first)
    found(matcher)
    for one in some:
        if one not in first:
            matcher.add([one])
    assert found(matcher) == found(built(some))


ODD = ("", "-", ":", "von", "A", "al-", "O'Neil", "AlGhanim", "x" * 40, "Abdel Rahman", "\ud800")
odd = st.one_of(st.sampled_from(ODD), st.text(max_size=4))
odd_people = st.lists(st.tuples(odd, odd, st.lists(odd, max_size=2)), max_size=4)


@matters
@given(odd_people, odd_people)
def test_names_of_any_characters_come_and_go(
    some: Sequence[tuple[str, str, list[str]]], more: Sequence[tuple[str, str, list[str]]]
) -> None:
    first, later = (
        [WatchedPerson(f"{kind}{at}", *each[:2], tuple(each[2])) for at, each in enumerate(part)]
        for kind, part in (("a", some), ("b", more))
    )
    pages = [f"{one.given.reveal()} {one.surname.reveal()}" for one in (*first, *later)]
    matcher = built(first)
    before = matcher.find(pages)
    matcher.add(later)
    assert matcher.find(pages) == built([*first, *later]).find(pages)
    matcher.remove([one.person_id for one in later])
    assert matcher.find(pages) == before


def test_who_comes_again_under_another_name_is_not_found_by_the_old_one() -> None:
    matcher = built([WatchedPerson("p", "Amina", "Warsame")])
    matcher.add([WatchedPerson("p", "Amina", "Provlund")])
    assert matcher.find(["Amina Warsame", "Amina Provlund"])[0] == ()
    assert [each.person_id for each in matcher.find(["Amina Provlund"])[0]] == ["p"]


def test_two_people_with_one_id_are_refused_and_change_nothing() -> None:
    two = [WatchedPerson("p", "Amina", "Warsame"), WatchedPerson("p", "Amina", "Provlund")]
    with pytest.raises(ValueError, match="one id"):
        Matcher(two, seed=1)
    matcher = Matcher(two[:1], seed=1)
    with pytest.raises(ValueError, match="one id"):
        matcher.add(two)
    assert len(matcher.find(["Amina Warsame"])[0]) == 1


def test_one_string_is_no_collection_of_ids() -> None:
    matcher = Matcher([WatchedPerson("p", "Amina", "Warsame")], seed=1)
    with pytest.raises(TypeError, match="collection"):
        matcher.remove("p")  # type: ignore[arg-type]
    matcher.remove([PersonId("p")])
    assert matcher.find(["Amina Warsame"]) == [()]


@matters
@given(people, people)
def test_nothing_is_left_of_who_goes(some: list[WatchedPerson], more: list[WatchedPerson]) -> None:
    watchlist = Watchlist.of_nobody(3).with_(some)
    gone = [WatchedPerson(f"q{number}", one.given, one.surname) for number, one in enumerate(more)]
    after = watchlist.with_(gone).without({PersonId(one.person_id) for one in gone})
    assert set(texts(after)) == set(texts(watchlist))
    for name in ("parts", "pairs", "wholes"):
        before, now = getattr(watchlist, name), getattr(after, name)
        assert np.array_equal(before.entries, now.entries)
        assert np.array_equal(*(each.find(before.entries)[0] for each in (before, now)))
    assert np.array_equal(watchlist.uses, after.uses[:, : watchlist.uses.shape[1]])
    assert not after.uses[:, watchlist.uses.shape[1] :].any()


def texts(watchlist: Watchlist) -> Sequence[bytes]:
    """Every string and every part that a watchlist holds."""
    roll = watchlist.names
    names = [*roll.given.tolist(), *roll.surname.tolist(), *roll.people.tolist()]
    return [*map(str.encode, names), *watchlist.spelled.letters.tobytes().split(b"\0")]


def test_people_of_one_name_share_it() -> None:
    some = [WatchedPerson(each, "Amina", "Warsame") for each in ("p", "q")]
    roll = Watchlist.of_nobody(3).with_(some).names
    assert (roll.count, roll[0]) == (1, Written("Amina", "Warsame", is_spelling=False))
    assert roll.bearers(0) == ("p", "q")
    alone, retired = roll.without({PersonId("p")})
    assert (alone.bearers(0), len(retired)) == (("q",), 0)
