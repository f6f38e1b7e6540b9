"""Is it her, and how bad is it: numbers with their reasons."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from scanner.model.ids import PersonId
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import UNKNOWN, Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """A reason. `message` is an English sentence and a gettext id; it never holds personal text."""

    message: str
    values: tuple[tuple[str, str], ...] = ()
    """Named values for the message's {placeholders}; numbers and public words only."""
    words: Personal = UNKNOWN
    """The words of the page that decided; shown only to who may see the case revealed."""
    gloss: str = ""
    """What foreign `words` mean, in Swedish; '' where none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityEvidence:
    """One fact for (bits > 0) or against (bits < 0) the page meaning her."""

    feature: str
    bits: float
    """log2 of the likelihood ratio."""
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    probability: float
    """0 to 1, of the mention meaning her."""
    evidence: tuple[IdentityEvidence, ...]


class SeverityTier(IntEnum):
    """What the text does (docs/glossary.md)."""

    T0 = 0
    """Neutral mention."""
    T1 = 1
    """Lawful criticism of the agency or a decision, however harsh."""
    T2 = 2
    """Harassment directed at the person."""
    T3 = 3
    """Doxxing or a call to action."""
    T4 = 4
    """Explicit threat."""


class Level(IntEnum):
    """How much must be done about it."""

    INFO = 0
    """On her own page only; no staff role, report, count or export holds it."""
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    ACUTE = 4


class DetailMatch(StrEnum):
    KNOWN = "known"
    """The keyed hash is hers."""
    NEARBY = "nearby"
    """A detail of this kind stands beside her name; whether it is hers is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedDetail:
    kind: DetailKind
    match: DetailMatch
    setting: Setting
    masked: str
    """Enough to recognise, too little to use: ``07•-••• •• 05``."""
    start: int
    end: int
    is_said: bool = False
    """The words beside it say that it is of home or private: "bor på", "privat nummer"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Where and when a post calls people to, in its own words; `UNKNOWN` where it does not say.

    Both are unknown only where words are not shown.
    """

    place: Personal
    time: Personal

    @property
    def is_said(self) -> bool:
        return bool(self.place or self.time)


UNSHOWN: Final = Gathering(place=UNKNOWN, time=UNKNOWN)
"""A call whose words are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    tier: SeverityTier
    level: Level
    details: tuple[ExposedDetail, ...]
    score: float
    """Orders findings within a level, never decides one."""
    because: tuple[Because, ...]
    gathering: Gathering | None = None
    """Of a call to act against her (T3, T4)."""
    in_doubt: bool = False
    """True where the words may be neutral or lawful: an officer looks before anybody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    person_id: PersonId
    identity: Identity
    severity: Severity
