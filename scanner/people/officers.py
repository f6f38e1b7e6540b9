"""Which members of the security team may see a person's cases: all but whom she excluded.

With protected personal data the one alone whom she named.
"""

from dataclasses import dataclass

from scanner.model.consent import Choices
from scanner.model.ids import StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Whom of the security team she lets see her cases."""

    excluded: frozenset[StaffId] = frozenset()
    is_protected: bool = False
    officer: StaffId | None = None
    """With protected personal data: the only one."""

    @property
    def is_open_to_all(self) -> bool:
        """True where a file or a screen that any of the team may read may hold her cases."""
        return not self.excluded and not self.is_protected

    def admits(self, officer: StaffId) -> bool:
        """True where an officer may see her cases."""
        if self.is_protected:
            return officer == self.officer
        return officer not in self.excluded


def access(choices: Choices) -> Access:
    """What these choices come to."""
    return Access(
        excluded=choices.excluded,
        is_protected=choices.is_protected,
        officer=choices.officer,
    )
