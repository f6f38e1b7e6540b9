from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.consent import Choices, ConsentEvent, ConsentKind, Recipient
from scanner.model.ids import PersonId, Sha256
from scanner.people.consent import ConsentState, expires, state, valid

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
