"""Which members of the security team may see a person's cases: all, or those whom she let in.

Whoever excluded one let in the others that she knew by name: the excluded one may come again with a
new account. With protected personal data it is the one alone whom she named.
"""

from dataclasses import dataclass

from scanner.model.consent import Choices
from scanner.model.ids import StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Whom of the security team she lets see her cases."""

    excluded: frozenset[StaffId] = frozenset()
    admitted: frozenset[StaffId] = frozenset()
    """Where she excluded anybody: the only ones."""
    is_protected: bool = False
    officer: StaffId | None = None
    """With protected personal data: the only one."""

    @property
    def is_open_to_all(self) -> bool:
        """True where a file or a screen that any of the team may read may hold her cases."""
        return not self.excluded and not self.is_protected

    @property
    def by_name(self) -> frozenset[StaffId]:
        """Where not all of the team may see her cases: who may."""
        if self.is_protected:
            return frozenset() if self.officer is None else frozenset({self.officer})
        return self.admitted

    def admits(self, officer: StaffId) -> bool:
        """True where an officer may see her cases."""
        return self.is_open_to_all or officer in self.by_name

    def leaves_open(self, officer: StaffId) -> bool:
        """True of an officer of whom she has said neither yes nor no, and who sees nothing yet."""
        is_settled = self.is_open_to_all or self.is_protected
        return not is_settled and officer not in self.excluded | self.admitted


def access(choices: Choices) -> Access:
    """What these choices come to."""
    return Access(
        excluded=choices.excluded,
        admitted=choices.admitted,
        is_protected=choices.is_protected,
        officer=choices.officer,
    )
