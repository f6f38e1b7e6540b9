"""The time of a post as pages write it: machine-readable, Swedish, English, "idag", "igår"."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

LOCAL: Final = ZoneInfo("Europe/Stockholm")
"""Where a time is meant that names no zone."""

LONGEST: Final = 200
"""Characters in which a time is looked for."""

_CLOCK: Final = (
    r"(?:[T\s,.·»@-]*+(?:kl(?:ockan|\.)?|at)?\s*+"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d++)?)?\s?+"
    r"(?P<half>[ap]m)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH: Final = r"(?P<name>jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*+\.?"
_DAYS_AGO: Final = {"idag": 0, "today": 0, "igår": 1, "yesterday": 1}
_FORMS: Final = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|:e|th|st|nd|rd)?\s{_MONTH},?\s(?P<year>\d{{4}})",
        rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:th|st|nd|rd)?,?\s(?P<year>\d{{4}})",
        r"\b(?P<ago>i\s?dag|today|i\s?går|yesterday)\b",
    )
)
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?")


def parse(text: str, now: datetime) -> datetime | None:
    """A time that `text` tells, in UTC; None if it tells none.

    `now`, aware, is when the page was read: what "idag" means. A day without a time is its
    beginning. Numbers of seconds or milliseconds since 1970 are times too.
    """
    text = " ".join(text[:LONGEST].split())
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    for form in _FORMS:
        if (match := form.search(text)) is not None:
            return _time(match, now)
    return None


def _time(match: re.Match[str], now: datetime) -> datetime | None:
    part = match.groupdict(default="")
    try:
        clock = time(_hour(part), int(part["minute"] or 0), int(part["second"] or 0))
        return datetime.combine(_day(part, now), clock, _zone(part["zone"])).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(part: dict[str, str], now: datetime) -> date:
    if ago := part.get("ago"):
        return now.astimezone(LOCAL).date() - timedelta(
            days=_DAYS_AGO["".join(ago.lower().split())]
        )
    month = _MONTHS[part["name"][:3].lower()] if "name" in part else int(part["month"])
    return date(int(part["year"]), month, int(part["day"]))


def _hour(part: dict[str, str]) -> int:
    hour = int(part["hour"] or 0)
    half = part["half"].lower()
    return hour % 12 + (12 if half == "pm" else 0) if half else hour


def _zone(zone: str) -> tzinfo:
    if not zone:
        return LOCAL
    if zone in "Zz":
        return UTC
    away = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return timezone(-away if zone[0] == "-" else away)
