"""The state of an opt-in, derived from its events. Only a valid one is ever looked for."""

import calendar
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from scanner.model.consent import ConsentEvent, ConsentKind


class ConsentState(StrEnum):
    NONE = "none"
    ACTIVE = "active"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    """For good: who comes back is a new person with a new key."""


def state(events: Sequence[ConsentEvent], now: datetime) -> ConsentState:
    """What the events of one person, in order, come to at `now`."""
    if not events:
        return ConsentState.NONE
    if any(event.kind is ConsentKind.WITHDRAWN for event in events):
        return ConsentState.WITHDRAWN
    return ConsentState.ACTIVE if now < events[-1].expires_at else ConsentState.EXPIRED


def valid(events: Sequence[ConsentEvent], now: datetime) -> bool:
    """True where she may be looked for."""
    return state(events, now) is ConsentState.ACTIVE


def expires(at: datetime, months: int) -> datetime:
    """The same time of day `months` later, on the month's last day where it has no such day."""
    years, month = divmod(at.month - 1 + months, 12)
    year = at.year + years
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)
