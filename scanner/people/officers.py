"""Which members of the security team may see a person's cases: all but whom she excluded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scanner.model.consent import ConsentEvent, ConsentKind
from scanner.model.ids import StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Whom of the security team she lets see her cases."""

    excluded: frozenset[StaffId] = frozenset()
    is_protected: bool = False
    chosen_at: datetime
    """When she chose it."""

    @property
    def is_open_to_all(self) -> bool:
        """True where a file or a screen that any of the team may read may hold her cases."""
        return not self.excluded and not self.is_protected

    def admits(self, officer: StaffId, joined_at: datetime) -> bool:
        """True where an officer with an account of that age may see her cases.

        With protected personal data she named one officer by excluding all others there were:
        whoever joined after she chose was not among them and is excluded too.
        """
        if officer in self.excluded:
            return False
        return not self.is_protected or joined_at < self.chosen_at


def access(events: Sequence[ConsentEvent]) -> Access:
    """What the person with these events, one or more, chose."""
    chosen = _choice(events)
    return Access(
        excluded=chosen.choices.excluded,
        is_protected=chosen.choices.is_protected,
        chosen_at=chosen.at,
    )


def _choice(events: Sequence[ConsentEvent]) -> ConsentEvent:
    """The latest event in which she chose; a pause or its end repeats what was chosen before."""
    made = [one for one in events if one.kind in (ConsentKind.GIVEN, ConsentKind.CHANGED)]
    return made[-1] if made else events[-1]
