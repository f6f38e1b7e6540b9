"""What every kind of detail offers: how it is found, brought to one form, and shown masked."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.text.fold import Folded, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of a folded text that reads as a detail."""

    start: int
    end: int
    normal: str
    sure: bool
    """True where its shape, or a word beside it, says that it can hardly be anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible detail in a text. Offsets point into the original text, half open."""

    kind: DetailKind
    start: int
    end: int
    normal: Personal
    """The one form that all spellings of this detail share; what a keyed hash is made of."""
    masked: str
    """Enough to recognise, too little to use."""
    sure: bool = True
    """False where it may as well be something else: such a one counts only if its hash is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """One kind of detail, with its own examples; a test runs them for every kind."""

    kind: DetailKind
    find: Callable[[Folded], Iterable[Found]]
    """Every candidate of a folded text. Linear in its length."""
    normalise: Callable[[str], str | None]
    """The normal form of a detail typed alone; None where it is not a valid one."""
    mask: Callable[[str], str]
    """Of a normal form."""
    bits: float
    """Evidence that a page which shows one of hers speaks of her, as log2 of a ratio."""
    work_weight: int
    """How sensitive one of her work is, 0 to 5 (domain research, §3.4)."""
    private_weight: int
    """The same of one of her private life."""
    hits: tuple[tuple[str, str], ...]
    """Texts that hold one sure candidate, and its normal form."""
    near_misses: tuple[str, ...]
    """Texts that hold no sure candidate."""


def alone(find: Callable[[Folded], Iterable[Found]], value: str) -> str | None:
    """The normal form of what `value` is from end to end; None where `find` sees no such thing."""
    folded = fold(value.strip())
    found = next(iter(find(folded)), None)
    whole = found and found.start == 0 and found.end == len(folded.text)
    return found.normal if found and whole else None


BESIDE: Final = 40
"""Characters within which a word tells what a number is (domain research, §2.1)."""


def has_beside(words: re.Pattern[str], folded: Folded, start: int, end: int) -> bool:
    """True if one of `words` stands within `BESIDE` characters of a stretch of the folded text."""
    return words.search(folded.text, max(0, start - BESIDE), end + BESIDE) is not None
