"""When her page is looked up, and when it is called gone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.personal import Personal
from scanner.model.recheck import Look, Outcome, Recheck, Why
from scanner.people.recheck import (
    MOST_LOOKS,
    OPEN,
    begun,
    is_due,
    is_gone,
    next_round,
    night,
    with_look,
)

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
NIGHT = datetime(2027, 1, 15, 1, tzinfo=UTC)
HERS = Recheck(
    site_id="personsok", address=Personal("https://personsok.example/p/1"), allowed_at=NIGHT - DAY
)

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_eight_nights_a_year_are_open_for_a_day_each(at: datetime) -> None:
    tonight = night(at)
    is_night = at.month in (1, 4, 7, 10) and any(
        timedelta(0) <= at - at.replace(day=day, hour=1, minute=0, second=0, microsecond=0) < OPEN
        for day in (15, 17)
    )
    assert (tonight is not None) is is_night
    if tonight is not None:
        assert tonight.is_second is (tonight.at.day == 17)


@given(MOMENTS)
def test_the_next_round_is_a_first_night_that_is_not_over(at: datetime) -> None:
    coming = next_round(HERS, at)
    tonight = night(coming)
    assert tonight is not None
    assert tonight.at == coming
    assert not tonight.is_second
    assert at - OPEN < coming <= at + timedelta(days=93)


def test_the_round_that_is_done_is_not_the_next() -> None:
    assert next_round(HERS, NIGHT + HOUR) == NIGHT
    april = datetime(2027, 4, 15, 1, tzinfo=UTC)
    assert next_round(with_look(HERS, look(NIGHT + HOUR)), NIGHT + 2 * HOUR) == april
    assert next_round(HERS, datetime(2027, 12, 24, tzinfo=UTC)).year == 2028


def look(at: datetime, outcome: Outcome | None = Outcome.MISSING, tries: int = 1) -> Look:
    tonight = night(at)
    assert tonight is not None
    return Look(night=tonight.at, asked_at=at, tries=tries, outcome=outcome)


def test_of_a_round_that_was_slept_through_nothing_is_caught_up() -> None:
    assert night(NIGHT + OPEN) is None
    tonight = night(NIGHT)
    assert tonight is not None
    assert is_due(HERS, tonight, NIGHT + OPEN - HOUR)
    # A round that lasts ends with its night.
    assert not is_due(HERS, tonight, NIGHT + OPEN)


@pytest.mark.parametrize(
    ("first", "is_asked"),
    [
        (Outcome.MISSING, True), (Outcome.STILL_THERE, False), (Outcome.UNCHECKED, False),
        (None, False),
    ],
)  # fmt: skip
def test_the_second_night_is_for_who_was_not_found(first: Outcome | None, is_asked: bool) -> None:
    second = night(NIGHT + 2 * DAY)
    assert second is not None
    seen = with_look(HERS, look(NIGHT, first))
    assert is_due(seen, second, NIGHT + 2 * DAY) is is_asked
    assert not is_due(HERS, second, NIGHT + 2 * DAY)


def test_a_look_of_a_time_to_come_is_passed_over_and_forgotten() -> None:
    tonight = night(NIGHT)
    assert tonight is not None
    ahead = with_look(HERS, look(datetime(2030, 4, 15, 5, tzinfo=UTC)))
    assert is_due(ahead, tonight, NIGHT)
    seen = with_look(ahead, begun(ahead, tonight, NIGHT))
    assert [one.night for one in seen.looks] == [NIGHT]


def test_the_last_looks_are_kept() -> None:
    seen = HERS
    for year in range(2027, 2047):
        seen = with_look(seen, look(datetime(year, 7, 15, 2, tzinfo=UTC)))
    assert len(seen.looks) == MOST_LOOKS
    assert seen.looks[-1].night.year == 2046


M, S, U = Outcome.MISSING, Outcome.STILL_THERE, Outcome.UNCHECKED


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ((), False), ((M,), False), ((S,), False), ((M, M), True), ((M, M, S), False),
        ((M, M, U), False), ((S, M), False), ((M, S, M), False), ((M, U, M), True),
        ((U, M), False), ((M, M, M), True), ((M, M, None), False),
    ],
)  # fmt: skip
def test_gone_is_two_answers_and_none_in_doubt_since(
    said: tuple[Outcome | None, ...], gone: bool
) -> None:
    looks = [
        Look(night=NIGHT, asked_at=NIGHT + n * DAY, tries=1, outcome=one)
        for n, one in enumerate(said)
    ]
    assert is_gone(looks) is gone


def test_two_answers_within_a_day_are_one() -> None:
    first, second = (
        Look(night=NIGHT, asked_at=at, tries=1, outcome=Outcome.MISSING)
        for at in (NIGHT, NIGHT + DAY - HOUR)
    )
    assert not is_gone([first, second])


def test_without_an_answer_it_is_lost() -> None:
    assert look(NIGHT, None).reason is Why.LOST
    assert look(NIGHT).reason is None
