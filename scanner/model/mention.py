"""A place in a text where an enrolled person, or a detail of hers, stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scanner.model.ids import PersonId
from scanner.model.person import DetailKind, WatchedDetail

REACH: Final = 300
"""Characters to either side of a mention that speak of her (domain research, §2.0 and §4.1).

One number for all who look around a mention: of two with equal surroundings `match` keeps one,
which is sound only while `assess` looks no further, and an excerpt shows what was judged.
"""


class Tier(StrEnum):
    """How much of her the text shows."""

    FULL = "full"
    """Given name and surname, or a whole spelling of hers."""
    LOW = "low"
    """Initials and surname, one half of a double name, given name and surname in two places, or a
    rare surname alone: needs something beside it."""
    KNOWN_DETAIL = "known_detail"
    """A detail whose keyed hash is hers."""


class PartRole(StrEnum):
    GIVEN = "given"
    SURNAME = "surname"
    SPELLING = "spelling"
    """A part of a whole spelling that she enrolled."""
    DETAIL = "detail"


class PartForm(StrEnum):
    """How a part of the text agrees with what was enrolled."""

    EXACT = "exact"
    FOLDED = "folded"
    """Equal but for case, accents or look-alike letters."""
    INFLECTED = "inflected"
    """With an ending, as the Swedish genitive -s."""
    VARIANT = "variant"
    """A spelling twin: Kristina, Christina."""
    NICKNAME = "nickname"
    TYPO = "typo"
    INITIAL = "initial"
    SCRIPT = "script"
    """The same name in another script."""
    HASH = "hash"
    """Keyed hashes are equal."""
    LOOK = "look"
    """A picture looks nearly as her photo does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMatch:
    role: PartRole
    form: PartForm
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    person_id: PersonId
    detail: DetailKind | None
    """Which kind of detail; None for a name."""
    start: int
    end: int
    parts: tuple[PartMatch, ...]
    score: float
    """0 to 1; 0.99 claims a precision of 0.99."""
    tier: Tier
    watched: WatchedDetail | None = None
    """The detail of hers whose hash it is; None for a name."""
    is_apart: bool = False
    """True where given name and surname stand in two places, and what is between is no name."""

    @property
    def is_surname_alone(self) -> bool:
        """True where nothing of her name but the surname stands there."""
        return self.detail is None and all(part.role is PartRole.SURNAME for part in self.parts)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where her name or detail stands, in order: one stretch, or each part of a name apart."""
        if self.is_apart:
            return tuple((part.start, part.end) for part in self.parts)
        return ((self.start, self.end),)
