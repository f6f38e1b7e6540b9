"""One way to write a name, and what a matcher must make of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from scanner.bench.names.origins import Name, Stock


class Expect(StrEnum):
    """What is right for a text and a person. The words are those of the development data."""

    HIT = "hit"
    """She must be found."""
    WEAK = "weak"
    """Ambiguous on purpose: to find her is neither right nor wrong."""
    IGNORE = "ignore"
    """Not asked about: a surname alone."""
    NONE = "none"
    """Somebody else, or nobody: to find anybody is a false alarm."""


class Family(StrEnum):
    """What was done to a name."""

    CASE = "case"
    ENDING = "ending"
    ORDER = "order"
    SPELLING = "spelling"
    SLIP = "slip"
    DISGUISE = "disguise"
    HANDLE = "handle"
    SCRIPT = "script"
    PART = "part"
    NEGATIVE = "negative"


class Language(StrEnum):
    """Of the sentence around a name."""

    SWEDISH = "sv"
    ENGLISH = "en"
    TURKISH = "tr"
    FINNISH = "fi"
    RUSSIAN = "ru"
    ARABIC = "ar"
    PERSIAN = "fa"
    HEBREW = "he"
    GREEK = "el"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A name to write in some way, other names of its origin, and chance."""

    name: Name
    stock: Stock
    chance: Random


Write = Callable[[Case], str]
"""The name as it shall stand in the text; empty where this way does not apply to it."""

LATIN: tuple[Language, ...] = (Language.SWEDISH, Language.SWEDISH, Language.ENGLISH)
"""Two sentences of three are Swedish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of variation."""

    name: str
    family: Family
    expect: Expect
    write: Write
    languages: tuple[Language, ...] = LATIN
    enrolled_natively: bool = False
    """True: she enrolled her name in its own script."""
    transcribe: Write | None = None
    """Writes what `write` gave, a given name and a surname, in other letters."""
    grammar: str = ""
    """Only sentences that ask for this case of the name; empty: those that take its first form."""


def kinds(
    family: Family,
    *writes: Write,
    expect: Expect = Expect.HIT,
    languages: tuple[Language, ...] = LATIN,
    grammar: str = "",
    enrolled_natively: bool = False,
    transcribe: Write | None = None,
) -> tuple[Kind, ...]:
    """Kinds that are named as their functions, and as what transcribes them."""
    script = f"_in_{transcribe.__name__}" if transcribe else ""
    return tuple(
        Kind(
            name=f"{write.__name__}{script}",
            family=family,
            expect=expect,
            write=write,
            languages=languages,
            grammar=grammar,
            enrolled_natively=enrolled_natively,
            transcribe=transcribe,
        )
        for write in writes
    )


def letters(case: Case, change: Callable[[str], str]) -> str:
    """The name with each of its letters changed."""
    return "".join(map(change, case.name.full))


def swapped(text: str, pairs: dict[str, str]) -> str:
    """`text` with letters written otherwise, capitals as capitals; empty where nothing changed."""
    capital = {one.upper(): other.capitalize() for one, other in pairs.items()}
    changed = text.translate({ord(one): other for one, other in (pairs | capital).items()})
    return changed if changed != text else ""
