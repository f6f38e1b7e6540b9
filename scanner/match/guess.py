"""A guess: words of a text that may be the given name and the surname of one person."""

from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from scanner.match.evidence import Candidate
from scanner.match.names import Name
from scanner.model.mention import PartForm, PartRole


class Piece(NamedTuple):
    """A word of the text that is a part of a name."""

    place: int
    role: PartRole
    candidate: Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A given name and a surname that may be one person's name."""

    name: Name
    givens: tuple[Piece, ...]
    surnames: tuple[Piece, ...]
    is_half_given: bool
    is_half_surname: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(sorted(self.givens + self.surnames, key=attrgetter("place")))

    @property
    def initials(self) -> tuple[Piece, ...]:
        """Where only a first letter stands."""
        return tuple(piece for piece in self.pieces if piece.candidate.form is PartForm.INITIAL)

    @property
    def slips(self) -> int:
        return sum(piece.candidate.slips for piece in self.pieces)
