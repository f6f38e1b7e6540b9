"""Times are shown in the organisation's zone and the reader's language."""

from datetime import UTC, datetime

import pytest

from scanner.render.moments import day, moment

EVENING = datetime(2026, 11, 20, 23, 42, tzinfo=UTC)
SUMMER = datetime(2026, 6, 30, 22, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "language", "shown"),
    [
        (EVENING, "Europe/Stockholm", "sv", "21 november 2026 kl. 00.42"),
        (EVENING, "Europe/Stockholm", "en", "21 November 2026, 00:42"),
        (EVENING, "UTC", "sv", "20 november 2026 kl. 23.42"),
        (SUMMER, "Europe/Stockholm", "en", "1 July 2026, 00:05"),
    ],
)
def test_a_moment_is_read_in_its_zone(at: datetime, zone: str, language: str, shown: str) -> None:
    assert moment(at, zone, language) == shown


def test_a_day_is_the_zones_day() -> None:
    assert day(EVENING, "Europe/Stockholm", "sv") == "21 november 2026"
    assert day(EVENING, "UTC", "en") == "20 November 2026"
