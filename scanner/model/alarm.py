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


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """That something is so with a source. Of sources alone, never of people."""

    kind: AlarmKind
    source_id: SourceId
    name: str
    """Of the source, as reports show it."""
    since: datetime | None
    """When it was last seen well (blind) or last tried (late); None: never."""
    reason: MissReason | None = None
    """Why it could not be seen the last time, where that is known."""
