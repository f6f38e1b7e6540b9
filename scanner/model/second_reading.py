"""What a second reader of the operator's own said of a post: advice, beside the verdict."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from scanner.model.assessment import SeverityTier
from scanner.model.personal import Personal


class ReadingState(StrEnum):
    ASKED = "asked"
    """Not answered yet, or a process died while it waited."""
    ANSWERED = "answered"
    NOTHING_LEFT = "nothing_left"
    """Too few words were left without names and details: nobody was asked."""
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    """Any answer but 200, a redirect included."""
    SLOW = "slow"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    """Not exactly a tier and a short reason."""
    LOST = "lost"
    """Asked twice, and twice nobody was there to hear the answer."""


FAILED: Final = frozenset(ReadingState) - {
    ReadingState.ASKED,
    ReadingState.ANSWERED,
    ReadingState.NOTHING_LEFT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    tier: SeverityTier
    reason: Personal
    """As a machine wrote it that read a stranger's post: untrusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReading:
    state: ReadingState
    asked_at: datetime
    tries: int
    """How often it was asked: twice at most."""
    model: str
    advice: Advice | None = None
    """Only where it answered."""
