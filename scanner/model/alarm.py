"""What an operator is told of by mail, once when it begins and once when it ends."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scanner.model.ids import SourceId
from scanner.model.page import MissReason


class AlarmKind(StrEnum):
    BLIND = "blind"
    """A source is tried and cannot be seen."""
    LATE = "late"
    """A source is not tried when it should be."""
    ASLEEP = "asleep"
    """The invented person of a test page is not found there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """That something is so with a source. Of sources alone, never of people."""

    kind: AlarmKind
    source_id: SourceId
    name: str
    """Of the source, as reports show it."""
    since: datetime | None
    """When it was last seen well (blind), last tried (late), or its person last found (asleep);
    None: never."""
    reason: MissReason | None = None
    """Why it could not be seen the last time, where that is known; None of an asleep one: its page
    came, or nobody asked for it."""
