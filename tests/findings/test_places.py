"""Where a finding's post stands."""

from datetime import datetime, timedelta

import pytest

from scanner.findings.places import SECOND_LOOK, looked_for, merged, seen_as_before, standing
from scanner.model.finding import Change, Place, PlaceState
from scanner.model.ids import Address, SourceId
from tests.findings.cast import DAY_1, HOUR, MIRROR, THREAD

SEEN, MISSING, GONE = PlaceState


def place(
    state: PlaceState = SEEN,
    *,
    address: Address = THREAD,
    key: str = "p1",
    first: datetime = DAY_1,
    last: datetime = DAY_1,
) -> Place:
    return Place(
        source_id=SourceId("forum"),
        address=address,
        post_key=key,
        state=state,
        first_seen=first,
        last_seen=last,
    )


@pytest.mark.parametrize(
    ("before", "states", "now"),
    [
        (Change.NEW, (SEEN,), Change.NEW),
        (Change.WORSE, (SEEN, GONE), Change.WORSE),
        (Change.MISSING, (SEEN, MISSING), Change.SEEN_AGAIN),
        (Change.GONE, (SEEN,), Change.SEEN_AGAIN),
        (Change.NEW, (MISSING,), Change.MISSING),
        (Change.NEW, (MISSING, GONE), Change.MISSING),
        (Change.MISSING, (GONE, GONE), Change.GONE),
    ],
)
def test_what_all_places_together_say(
    before: Change, states: tuple[PlaceState, ...], now: Change
) -> None:
    assert standing(before, tuple(place(state) for state in states)) is now


@pytest.mark.parametrize(
    ("later", "state"),
    [(HOUR, MISSING), (SECOND_LOOK - HOUR, MISSING), (SECOND_LOOK, GONE), (2 * SECOND_LOOK, GONE)],
)
def test_a_post_is_gone_when_it_is_still_missing_a_day_later(
    later: timedelta, state: PlaceState
) -> None:
    once = looked_for((place(),), THREAD, present=frozenset(), at=DAY_1)
    (twice,) = looked_for(once, THREAD, present=frozenset(), at=DAY_1 + later)
    assert (twice.state, twice.missing_since) == (state, DAY_1)


def test_a_page_says_nothing_of_another_page_nor_of_posts_that_stand_there() -> None:
    places = place(), place(address=MIRROR), place(key="p2")
    now = looked_for(places, THREAD, present=frozenset({"p2"}), at=DAY_1)
    assert [one.state for one in now] == [MISSING, SEEN, SEEN]


def test_a_page_as_it_was_shows_only_what_stood_there() -> None:
    places = place(), place(MISSING, key="p2"), place(address=MIRROR)
    now = seen_as_before(places, THREAD, at=DAY_1 + HOUR)
    assert [one.last_seen - DAY_1 for one in now] == [HOUR, timedelta(), timedelta()]


def test_each_place_stands_once_as_it_was_last_known() -> None:
    old, new = place(last=DAY_1 + HOUR), place(MISSING, first=DAY_1 - HOUR)
    assert merged((old, place(address=MIRROR), new)) == (
        place(first=DAY_1 - HOUR, last=DAY_1 + HOUR),
        place(address=MIRROR),
    )
