"""The state of an opt-in, derived from its events. Only a valid one is ever looked for."""

import calendar
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from scanner.model.consent import ConsentEvent, ConsentKind

BESIDE: Final = frozenset({ConsentKind.CHANGED, ConsentKind.PROLONGED})
"""Events that leave as it is whether she is looked for."""


CHOSE: Final = frozenset({ConsentKind.GIVEN, ConsentKind.CHANGED})
"""Events in which she read the text and chose."""


class ConsentState(StrEnum):
    NONE = "none"
    PENDING = "pending"
    """Said yes, and there is still time to say that somebody else did in her name."""
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"
    """Nothing of hers matches; soon everything is erased, unless she resumes."""
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    """For good: who comes back is a new person with a new key."""


GOES_ON: Final = frozenset({ConsentState.ACTIVE, ConsentState.PENDING, ConsentState.PAUSED})
"""Where neither she nor time has ended it."""


def state(events: Sequence[ConsentEvent], now: datetime) -> ConsentState:
    """What the events of one person, in order, come to at `now`."""
    if not events:
        return ConsentState.NONE
    if any(event.kind is ConsentKind.WITHDRAWN for event in events):
        return ConsentState.WITHDRAWN
    last, stands = events[-1], standing(events).kind
    if stands is ConsentKind.STOPPED:
        return ConsentState.STOPPED
    if now >= last.expires_at:
        return ConsentState.EXPIRED
    if stands is ConsentKind.PAUSED:
        return ConsentState.PAUSED
    return ConsentState.PENDING if now < last.active_from else ConsentState.ACTIVE


def standing(events: Sequence[ConsentEvent]) -> ConsentEvent:
    """Which of her events, one or more, says whether the watch goes on.

    The latest that is no mere change of what she chose or of its end: who paused and then changes a
    detail has not asked to be looked for again.
    """
    told = [event for event in events if event.kind not in BESIDE]
    return told[-1] if told else events[-1]


def chosen(events: Sequence[ConsentEvent]) -> ConsentEvent:
    """The latest of her events, one or more, in which she chose: every other repeats it."""
    made = [event for event in events if event.kind in CHOSE]
    return made[-1] if made else events[-1]


def valid(events: Sequence[ConsentEvent], now: datetime) -> bool:
    """True where she may be looked for."""
    return state(events, now) is ConsentState.ACTIVE


def began(events: Sequence[ConsentEvent]) -> datetime:
    """Since when she who is looked for now, by her events, one or more, is so without a break.

    A pause, a stop, and time in which her opt-in had run out are breaks: what was read then was not
    read for her.
    """
    said_anew = (
        event.at
        for number, event in enumerate(events)
        if state(events[:number], event.at) not in (ConsentState.ACTIVE, ConsentState.PENDING)
    )
    return max([events[0].active_from, *said_anew])


def expires(at: datetime, months: int) -> datetime:
    """The same time of day `months` later, on the month's last day where it has no such day."""
    years, month = divmod(at.month - 1 + months, 12)
    year = at.year + years
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)
