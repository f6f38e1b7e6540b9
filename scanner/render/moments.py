"""Times as people read them, in the organisation's time zone."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

_PATTERNS: Final = {
    "sv": ("sv_SE", "d MMMM y", "d MMMM y 'kl.' HH.mm"),
    "en": ("en_GB", "d MMMM y", "d MMMM y, HH:mm"),
}


def moment(at: datetime, zone: str, language: str) -> str:
    """``21 november 2026 kl. 10.42``: an aware time, to the minute, in the zone named `zone`."""
    locale, _, pattern = _PATTERNS[language]
    return format_datetime(at, pattern, tzinfo=ZoneInfo(zone), locale=locale)


def day(at: datetime, zone: str, language: str) -> str:
    """``21 november 2026``: the day that an aware time falls on in the zone named `zone`."""
    locale, pattern, _ = _PATTERNS[language]
    return format_date(at.astimezone(ZoneInfo(zone)), pattern, locale=locale)
