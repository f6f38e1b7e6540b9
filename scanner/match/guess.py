"""A guess: words of a text that may be the given name and the surname of one person."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Final, NamedTuple

from scanner.match.evidence import Candidate
from scanner.match.names import Name
from scanner.model.mention import PartForm, PartRole


class Piece(NamedTuple):
    """A word of the text that is a part of a name."""

    place: int
    role: PartRole
    candidate: Candidate


class Guess(NamedTuple):
    """A given name and a surname that may be one person's name."""

    name: Name
    givens: tuple[Piece, ...]
    surnames: tuple[Piece, ...]
    is_half_given: bool
    is_half_surname: bool
    pieces: tuple[Piece, ...]
    """Both, as they stand."""
    initials: tuple[Piece, ...]
    """Where only a first letter stands."""
    fuzzy: tuple[Piece, ...]
    """Where another spelling stands, or a slip."""
    is_across: bool
    """True where a part is in another script."""
    is_literal: bool
    """True where all of the name stands letter by letter."""

    @classmethod
    def of(
        cls,
        name: Name,
        givens: tuple[Piece, ...],
        surnames: tuple[Piece, ...],
        *,
        is_half_given: bool,
        is_half_surname: bool,
    ) -> "Guess":
        pieces = tuple(sorted(givens + surnames, key=_place))
        forms = {piece.candidate.form for piece in pieces}
        return cls(
            name,
            givens,
            surnames,
            is_half_given,
            is_half_surname,
            pieces,
            _formed(pieces, _INITIAL) if _INITIAL & forms else (),
            _formed(pieces, _FUZZY) if _FUZZY & forms else (),
            PartForm.SCRIPT in forms,
            forms == _LITERAL and not (is_half_given or is_half_surname),
        )

    def is_at(self, place: int) -> bool:
        """True if a word is a part of the name."""
        return any(piece.place == place for piece in self.pieces)

    @property
    def slips(self) -> int:
        return sum(piece.candidate.slips for piece in self.pieces)


_place: Final = attrgetter("place")
_LITERAL: Final = frozenset((PartForm.FOLDED,))
_INITIAL: Final = frozenset((PartForm.INITIAL,))
_FUZZY: Final = frozenset((PartForm.VARIANT, PartForm.TYPO))


def _formed(pieces: Iterable[Piece], forms: frozenset[PartForm]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.candidate.form in forms)
