"""What every kind of detail offers: how it is found, brought to one form, and shown masked."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scanner.identifiers.digits import Stretch, read_digits
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import Personal
from scanner.text.fold import Folded, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A folded text as finders see it: three texts of one length, so their offsets are the same."""

    text: str
    """In lower case."""
    cased: str
    digits: str
    """In lower case, with the letters that stand for digits as digits."""
    stretches: tuple[Stretch, ...]
    """Where digits stand in `digits`, in order."""


def reading(folded: Folded) -> Reading:
    """The reading of a folded text."""
    digits, stretches = read_digits(folded.text)
    return Reading(text=folded.text, cased=folded.cased, digits=digits, stretches=stretches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of a folded text that reads as a detail."""

    start: int
    end: int
    normal: str
    sure: bool = True
    """True where its shape, or a word beside it, says that it can hardly be anything else."""


Finder = Callable[[Reading], Iterable[Found]]
"""Every candidate of a text, in order. Linear in its length."""


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
    find: Finder
    normalise: Callable[[str], str | None]
    """The normal form of a detail typed alone; None where it is not a valid one."""
    mask: Callable[[str], str]
    """Of a normal form."""
    is_watched: bool = True
    """False where nobody enrols it: it counts only beside her name."""
    bits: float = 0.0
    """Evidence that a page which shows one of hers speaks of her, as log2 of a ratio."""
    beyond_work: Setting = Setting.PRIVATE
    """Which part of her life it belongs to where it is not one of work."""
    work_weight: int
    """How sensitive one of her work is, 0 to 5 (domain research, §3.4)."""
    private_weight: int
    """The same of one of her private life."""
    hits: tuple[tuple[str, str], ...]
    """Texts that hold one sure candidate, and its normal form."""
    near_misses: tuple[str, ...]
    """Texts that hold no sure candidate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What is no detail of hers, yet says what a text gives away; with its own examples."""

    find: Finder
    hits: tuple[tuple[str, str], ...]
    """Texts that hold one, and its normal form."""
    near_misses: tuple[str, ...]
    """Texts that hold none."""

    def stands_in(self, folded: Folded) -> bool:
        """True if one stands in a folded text."""
        return next(iter(self.find(reading(folded))), None) is not None


def alone(find: Finder, value: str) -> str | None:
    """The normal form of what `value` is from end to end; None where `find` sees no such thing."""
    folded = fold(value.strip())
    found = next(iter(find(reading(folded))), None)
    whole = found and found.start == 0 and found.end == len(folded.text)
    return found.normal if found and whole else None


def places(text: str, words: Iterable[str]) -> Iterator[int]:
    """Where one of `words` begins in a text. Much cheaper than to search a pattern of them."""
    for word in words:
        place = text.find(word)
        while place >= 0:
            yield place
            place = text.find(word, place + 1)


BESIDE: Final = 40
"""Characters within which a word tells what a number is (domain research, §2.1)."""


def has_beside(words: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """True if one of `words` stands within `BESIDE` characters of ``text[start:end]``."""
    return words.search(text, max(0, start - BESIDE), end + BESIDE) is not None
