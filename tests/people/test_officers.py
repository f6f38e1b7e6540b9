"""Whom she excluded sees nothing of hers, and with protected data only whom she named."""

from datetime import timedelta

import pytest

from scanner.model.consent import Choices, ConsentEvent, ConsentKind
from scanner.model.ids import PersonId, Sha256, StaffId
from scanner.people.officers import access
from tests.conftest import MORNING

EVA, OSKAR = StaffId("e" * 32), StaffId("0" * 32)
DAY = timedelta(days=1)
BEFORE = MORNING - DAY


def event(
    kind: ConsentKind = ConsentKind.GIVEN,
    *,
    days: int = 0,
    excluded: frozenset[StaffId] = frozenset(),
    is_protected: bool = False,
) -> ConsentEvent:
    return ConsentEvent(
        person_id=PersonId("a" * 32),
        number=1,
        at=MORNING + days * DAY,
        kind=kind,
        text_version="1",
        text_sha256=Sha256("0" * 64),
        language="sv",
        expires_at=MORNING + 365 * DAY,
        active_from=MORNING,
        choices=Choices(
            recipients=frozenset(),
            detail_kinds=frozenset(),
            excluded=excluded,
            is_protected=is_protected,
        ),
    )


def test_who_is_not_excluded_may_see() -> None:
    events = (event(excluded=frozenset({OSKAR})),)
    assert access(events).admits(EVA, BEFORE)
    assert not access(events).admits(OSKAR, BEFORE)
    assert access(events).admits(EVA, MORNING + DAY)


def test_her_latest_choice_counts() -> None:
    events = (event(excluded=frozenset({OSKAR})), event(ConsentKind.CHANGED, days=1))
    assert access(events).admits(OSKAR, BEFORE)
    assert not access(tuple(reversed(events))).admits(OSKAR, BEFORE)


@pytest.mark.parametrize(
    ("joined_in_days", "may"), [(-1, True), (0, False), (1, False), (3, False)]
)
def test_with_protected_data_nobody_who_joins_later_is_let_in(
    joined_in_days: int, may: bool
) -> None:
    chosen = {"excluded": frozenset({OSKAR}), "is_protected": True}
    events = (
        event(**chosen),
        event(ConsentKind.PAUSED, days=2, **chosen),
        event(ConsentKind.RESUMED, days=4, **chosen),
    )
    assert access(events).admits(EVA, MORNING + joined_in_days * DAY) == may
    assert not access(events).admits(OSKAR, BEFORE)


@pytest.mark.parametrize(
    ("chosen", "is_open"),
    [
        ({}, True),
        ({"excluded": frozenset({OSKAR})}, False),
        # The only officer there was when she chose: nobody else could be excluded.
        ({"is_protected": True}, False),
    ],
)
def test_what_the_whole_team_reads_holds_only_who_lets_all_of_it_see(chosen, is_open) -> None:
    assert access((event(**chosen),)).is_open_to_all is is_open
