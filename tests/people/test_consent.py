from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.consent import Choices, ConsentEvent, ConsentKind, Recipient
from scanner.model.ids import PersonId, Sha256
from scanner.people.consent import ConsentState, began, expires, state, valid

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def event(
    kind: ConsentKind,
    *,
    at: datetime = NOW - DAY,
    lasts: timedelta = DAY * 2,
    waits: timedelta = timedelta(),
) -> ConsentEvent:
    return ConsentEvent(
        person_id=PersonId("a" * 32),
        number=1,
        at=at,
        kind=kind,
        text_version="2026-12",
        text_sha256=Sha256("0" * 64),
        language="sv",
        expires_at=at + lasts,
        active_from=at + waits,
        choices=Choices(recipients=frozenset({Recipient.SECURITY}), detail_kinds=frozenset()),
    )


GIVEN = event(ConsentKind.GIVEN)
RUN_OUT = event(ConsentKind.GIVEN, lasts=DAY)
PROLONGED = event(ConsentKind.PROLONGED)
RENEWED = event(ConsentKind.CHANGED)
WITHDRAWN = event(ConsentKind.WITHDRAWN)
WAITING = event(ConsentKind.GIVEN, waits=DAY + timedelta(microseconds=1))
WAITED = event(ConsentKind.GIVEN, waits=DAY)
PAUSED = event(ConsentKind.PAUSED)
PAUSED_FOR_TOO_LONG = event(ConsentKind.PAUSED, lasts=DAY)
RESUMED = event(ConsentKind.RESUMED)
STOPPED = event(ConsentKind.STOPPED)
STOPPED_LONG_AGO = event(ConsentKind.STOPPED, lasts=DAY)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), ConsentState.NONE),
        ((GIVEN,), ConsentState.ACTIVE),
        ((RUN_OUT,), ConsentState.EXPIRED),
        ((RUN_OUT, RENEWED), ConsentState.ACTIVE),
        ((WAITING,), ConsentState.PENDING),
        ((WAITED,), ConsentState.ACTIVE),
        ((GIVEN, PAUSED), ConsentState.PAUSED),
        ((GIVEN, PAUSED_FOR_TOO_LONG), ConsentState.EXPIRED),
        ((GIVEN, PAUSED, RESUMED), ConsentState.ACTIVE),
        ((GIVEN, PAUSED, PROLONGED), ConsentState.PAUSED),
        ((GIVEN, STOPPED, PROLONGED), ConsentState.STOPPED),
        ((RUN_OUT, PROLONGED), ConsentState.ACTIVE),
        ((GIVEN, PAUSED, RENEWED), ConsentState.PAUSED),
        ((GIVEN, PAUSED_FOR_TOO_LONG, RENEWED), ConsentState.PAUSED),
        ((GIVEN, STOPPED, RENEWED), ConsentState.STOPPED),
        ((GIVEN, PAUSED, RENEWED, RESUMED), ConsentState.ACTIVE),
        ((GIVEN, STOPPED), ConsentState.STOPPED),
        ((GIVEN, STOPPED_LONG_AGO), ConsentState.STOPPED),
        ((GIVEN, STOPPED, RESUMED), ConsentState.ACTIVE),
        ((GIVEN, STOPPED, WITHDRAWN), ConsentState.WITHDRAWN),
        ((GIVEN, WITHDRAWN), ConsentState.WITHDRAWN),
        ((RUN_OUT, WITHDRAWN), ConsentState.WITHDRAWN),
        ((GIVEN, WITHDRAWN, RENEWED), ConsentState.WITHDRAWN),
    ],
)
def test_state_follows_from_the_events(
    events: tuple[ConsentEvent, ...], expected: ConsentState
) -> None:
    assert state(events, NOW) is expected
    assert valid(events, NOW) is (expected is ConsentState.ACTIVE)


def test_an_opt_in_ends_at_its_very_moment() -> None:
    last = GIVEN.expires_at
    assert valid((GIVEN,), last - timedelta(microseconds=1))
    assert not valid((GIVEN,), last)


@pytest.mark.parametrize(
    ("at", "months", "expected"),
    [
        ("2026-12-01", 12, "2027-12-01"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 24, "2028-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(at: str, months: int, expected: str) -> None:
    start = datetime.fromisoformat(at).replace(hour=9, tzinfo=UTC)
    assert expires(start, months) == datetime.fromisoformat(expected).replace(hour=9, tzinfo=UTC)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
    st.integers(1, 60),
)
def test_an_opt_in_lasts_about_as_long_as_it_says(at: datetime, months: int) -> None:
    start = at.replace(tzinfo=UTC)
    days = (expires(start, months) - start).days
    assert months * 30.4 - 3 <= days <= months * 30.5 + 3


KINDS = st.sampled_from([kind for kind in ConsentKind if kind is not ConsentKind.WITHDRAWN])


@st.composite
def lives(draw: st.DrawFn) -> tuple[ConsentEvent, ...]:
    """What somebody may say in the course of some days, whatever it is."""
    first = event(ConsentKind.GIVEN, at=NOW, waits=DAY * draw(st.integers(0, 3)))
    said = [replace(first, expires_at=NOW + DAY * draw(st.integers(2, 20)))]
    for kind, days, lasts in draw(
        st.lists(st.tuples(KINDS, st.integers(0, 9), st.integers(1, 20)), max_size=8)
    ):
        at = said[-1].at + DAY * days
        renews = kind in (ConsentKind.CHANGED, ConsentKind.PROLONGED)
        ends = at + DAY * lasts if renews else said[-1].expires_at
        said.append(replace(said[-1], at=at, kind=kind, expires_at=ends))
    return tuple(said)


def was(events: tuple[ConsentEvent, ...], at: datetime) -> ConsentState:
    return state([one for one in events if one.at <= at], at)


@given(lives(), st.integers(0, 20))
def test_the_watch_began_where_its_last_break_ended(
    events: tuple[ConsentEvent, ...], days: int
) -> None:
    now = events[-1].at + DAY * days
    if not valid(events, now):
        return
    since = began(events)
    whole = [since + DAY * day for day in range((now - since).days + 1)]
    assert {was(events, at) for at in (*whole, now)} == {ConsentState.ACTIVE}
    # A renewal at the very instant of expiry ends a break of no length.
    before = [one for one in events if one.at < since]
    is_renewed = before and state(before, since) is not ConsentState.ACTIVE
    assert is_renewed or was(events, since - timedelta(microseconds=1)) is not ConsentState.ACTIVE


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([(ConsentKind.CHANGED, 3, 9)], 1),
        ([(ConsentKind.PROLONGED, 3, 9)], 1),
        ([(ConsentKind.PAUSED, 2, 5), (ConsentKind.CHANGED, 3, 9), (ConsentKind.RESUMED, 4, 9)], 4),
        ([(ConsentKind.STOPPED, 2, 5), (ConsentKind.RESUMED, 4, 5)], 4),
        ([(ConsentKind.CHANGED, 7, 9)], 7),
        ([(ConsentKind.PROLONGED, 7, 9), (ConsentKind.CHANGED, 8, 20)], 7),
    ],
    ids=["changed", "prolonged", "paused", "stopped", "run out", "run out, prolonged"],
)
def test_a_change_breaks_no_watch_and_what_had_run_out_begins_anew(
    said: list[tuple[ConsentKind, int, int]], expected: int
) -> None:
    """Numbers are days: activation after one, an end after five."""
    given_ = event(ConsentKind.GIVEN, at=NOW, lasts=DAY * 5, waits=DAY)
    later = (
        replace(given_, kind=kind, at=NOW + DAY * at, expires_at=NOW + DAY * ends)
        for kind, at, ends in said
    )
    assert began((given_, *later)) == NOW + DAY * expected
