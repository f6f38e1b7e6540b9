"""What time it is. Rooms take a clock as an argument; only here is one made."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from scanner.errors import UsageError

Clock = Callable[[], datetime]
"""Gives the time now, aware, in UTC."""

EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Before anything that was ever stored: since then is since ever."""

LAB_NOW: Final = "VARN_LAB_NOW"
"""In a lab: the time to take for now, ISO 8601 with zone; read afresh at each use."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def lab_clock(environment: Mapping[str, str] = os.environ) -> Clock:
    """A clock that follows `VARN_LAB_NOW`, and between two settings of it runs on by itself.

    Without that it is the system's clock. The clock raises `UsageError` where the variable is not
    a time with a zone.
    """
    setting = ""
    set_at = system_clock()

    def now() -> datetime:
        nonlocal setting, set_at
        current = environment.get(LAB_NOW, "")
        if current != setting:
            setting, set_at = current, system_clock()
        return _parse(current) + (system_clock() - set_at) if current else system_clock()

    return now


def _parse(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UsageError(f"{LAB_NOW} must be a time with a zone, as 2026-11-21T07:00:00+01:00.")
    return moment.astimezone(UTC)
