"""When a source is read: cron expressions and quiet hours, in its own time zone. Pure.

Both are local: on the days when clocks change, cron does as Debian's does (what falls into the
hour that is left out comes right after it, what falls into the doubled one comes once), and quiet
hours hold through the doubled hour.
"""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def next_time(expression: str, zone: str, after: datetime) -> datetime:
    """The first time after `after` that a valid cron expression names."""
    local = after.astimezone(ZoneInfo(zone))
    found: datetime = next(CronSim(expression, local))
    return found.astimezone(UTC)


def is_cron(expression: str) -> bool:
    """True for five fields that name some time to come."""
    if len(expression.split()) != 5:
        return False
    try:
        next(CronSim(expression, datetime(2026, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration):
        return False
    return True


def is_hours(text: str) -> bool:
    """True for two different times of a day such as ``22:00-06:00``."""
    hours = _HOURS.fullmatch(text)
    return hours is not None and hours.group(1, 2) != hours.group(3, 4)


def is_quiet(hours: str, zone: str, at: datetime) -> bool:
    """Whether `at` lies in valid quiet hours, which may go over midnight; never where empty."""
    parts = _HOURS.fullmatch(hours)
    if parts is None:
        return False
    first_hour, first_minute, last_hour, last_minute = map(int, parts.groups())
    begin, end = time(first_hour, first_minute), time(last_hour, last_minute)
    now = at.astimezone(ZoneInfo(zone)).time()
    return begin <= now < end if begin < end else now >= begin or now < end


def until_next(expression: str, zone: str, at: datetime) -> timedelta:
    """How long after `at` a cron expression waits."""
    return next_time(expression, zone, at) - at
