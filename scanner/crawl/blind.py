"""When a source counts as blind: ready for an operator's alarm. Pure."""

from datetime import datetime, timedelta
from typing import Final

from scanner.model.frontier import SourceState

CADENCES: Final = 3
"""So many of its cadences without a good read; a single bad night is none."""

MISSES: Final = 3
"""So many visits that brought nothing: a scan that was not run blinds no source."""


def is_blind(state: SourceState, cadence: timedelta, now: datetime) -> bool:
    """Whether nothing of a source has been read for too long, although it was tried."""
    if state.misses < MISSES:
        return False
    return state.last_good_at is None or now - state.last_good_at > CADENCES * cadence
