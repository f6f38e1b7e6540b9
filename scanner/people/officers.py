"""Which members of the security team may see a person's cases: all but whom she excluded."""

from collections.abc import Sequence
from datetime import datetime

from scanner.model.consent import ConsentEvent, ConsentKind
from scanner.model.ids import StaffId


def may_see(events: Sequence[ConsentEvent], officer: StaffId, joined_at: datetime) -> bool:
    """True where an officer may see the cases of the person with these events, one or more.

    With protected personal data she named one officer by excluding all others there were: whoever
    joined after she chose was not among them and is excluded too.
    """
    chosen = _choice(events)
    if officer in chosen.choices.excluded:
        return False
    return not chosen.choices.is_protected or joined_at < chosen.at


def _choice(events: Sequence[ConsentEvent]) -> ConsentEvent:
    """The latest event in which she chose; a pause or its end repeats what was chosen before."""
    made = [one for one in events if one.kind in (ConsentKind.GIVEN, ConsentKind.CHANGED)]
    return made[-1] if made else events[-1]
