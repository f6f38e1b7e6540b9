"""When a source is read, also on the days when clocks change."""

from datetime import UTC, datetime

import pytest

from scanner.places.timing import is_cron, is_hours, is_quiet, next_time

ZONE = "Europe/Stockholm"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "after", "expected"),
    [
        ("0 6 * * *", "2026-11-23T04:59:59", "2026-11-23T05:00"),
        ("0 6 * * *", "2026-11-23T05:00", "2026-11-24T05:00"),
        ("0 6 * * *", "2026-07-01T03:00", "2026-07-01T04:00"),
        # Summer time begins: 02.30 is left out, and comes right after the hour that is not.
        ("30 2 * * *", "2027-03-28T00:00", "2027-03-28T01:00"),
        ("30 2 * * *", "2027-03-28T01:00", "2027-03-29T00:30"),
        # It ends: 02.30 is there twice and comes once.
        ("30 2 * * *", "2026-10-24T23:00", "2026-10-25T00:30"),
        ("30 2 * * *", "2026-10-25T00:30", "2026-10-26T01:30"),
    ],
)
def test_a_cron_expression_is_local(expression: str, after: str, expected: str) -> None:
    assert next_time(expression, ZONE, at(after)) == at(expected)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T20:59", False),
        ("2026-11-23T21:00", True),
        ("2026-11-24T04:59", True),
        ("2026-11-24T05:00", False),
        ("2026-07-01T20:00", True),
        # Both times that it is 02.30.
        ("2026-10-25T00:30", True),
        ("2026-10-25T01:30", True),
    ],
)
def test_quiet_hours_go_over_midnight(moment: str, expected: bool) -> None:
    assert is_quiet("22:00-06:00", ZONE, at(moment)) is expected


def test_quiet_hours_of_a_day_and_none() -> None:
    assert is_quiet("08:00-17:00", ZONE, at("2026-11-23T11:00"))
    assert not is_quiet("08:00-17:00", ZONE, at("2026-11-23T17:00"))
    assert not is_quiet("", ZONE, at("2026-11-23T11:00"))


@pytest.mark.parametrize("text", ["", "hourly", "61 * * * *", "0 0 31 2 *", "* * * * * *"])
def test_what_is_no_cron_expression(text: str) -> None:
    assert not is_cron(text)


@pytest.mark.parametrize("text", ["22-06", "24:00-06:00", "22:00-22:00", "22:00"])
def test_what_are_no_hours(text: str) -> None:
    assert not is_hours(text)
