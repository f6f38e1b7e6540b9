"""How many people in Sweden may bear a name.

As the table that `bench.fit.bearers` makes estimates it, from public lists and texts: hashes and
rounded logarithms, no name. It was fitted to the counts of Statistics Sweden; of a rare name it is
right to within a factor of three or so. Given name and surname
are taken to be independent among people whose names come from one part of the world, not among
all: Mohamed Ali is borne by hundreds, where the product over the whole country says forty.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from scanner.text.fold import fold_key
from scanner.text.particles import PARTICLES

POPULATION: Final = 10_380_000
"""Residents of Sweden at the end of 2020."""

UNLISTED_BEARERS: Final = 20.0
"""Of a name that the table does not hold; it holds those with fifty or more."""

UNLISTED_NAMESAKES: Final = 0.5
"""Expected of a pair of rare names, the least there is (domain research, §7.3)."""

ACROSS: Final = 0.3
"""How much rarer than by chance names of two parts of the world meet in one person."""

INITIALS: Final = 15
"""Given names share about so many common first letters."""

STEP: Final = 0.125
"""The table's bits: a count is known to within a twentieth."""


class Part(IntEnum):
    """Of a name."""

    GIVEN = 0
    SURNAME = 1


class Region(IntEnum):
    """Where a name is from, as far as that tells which names it goes with."""

    NORDIC = 0
    FINNISH = 1
    SLAVIC = 2
    EASTERN = 3
    """Arabic, Kurdish, Persian, Somali, Turkish: their names cross borders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearers:
    """How many bear a name, and where it is from."""

    people: float
    region: Region | None
    """None where the letters do not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """By hash of a name's key, in order: bearers in `STEP`s of bits times four, plus the region.

    By how it sounds, the bearers of all names that sound alike, in `STEP`s of bits.
    """

    keys: tuple[NDArray[np.uint32], NDArray[np.uint32]] = field(repr=False)
    values: tuple[NDArray[np.uint16], NDArray[np.uint16]] = field(repr=False)
    sounds: tuple[NDArray[np.uint32], NDArray[np.uint32]] = field(repr=False)
    alike: tuple[NDArray[np.uint8], NDArray[np.uint8]] = field(repr=False)
    inhabitants: NDArray[np.float64] = field(repr=False)
    """Bearers of the surnames of each `Region`."""

    def bearers(self, name: str, part: Part) -> Bearers:
        at = _found(self.keys[part], hashed(fold_key(name)))
        if at is None:
            return Bearers(people=UNLISTED_BEARERS, region=None)
        steps, region = divmod(int(self.values[part][at]), len(Region))
        return Bearers(people=2.0 ** (steps * STEP), region=Region(region))

    def sounding(self, name: str, part: Part) -> float:
        """Bearers of every name that sounds so."""
        at = _found(self.sounds[part], hashed(sound(name)))
        return UNLISTED_BEARERS if at is None else 2.0 ** (float(self.alike[part][at]) * STEP)


def hashed(key: str) -> int:
    return crc32(key.encode())


def _found(keys: NDArray[np.uint32], key: int) -> int | None:
    at = int(keys.searchsorted(np.uint32(key)))
    return at if at < len(keys) and keys[at] == key else None


@cache
def table() -> Table:
    """The table of the package."""
    with (files("scanner.assess") / "tables" / "bearers.npz").open("rb") as file:
        held = np.load(file, allow_pickle=False)

        def both(what: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
            given, surname = (np.cumsum(held[f"{what}{part}"], dtype=np.uint32) for part in Part)
            return given, surname

        return Table(
            keys=both("keys"),
            values=(held["values0"], held["values1"]),
            sounds=both("sounds"),
            alike=(held["alike0"], held["alike1"]),
            inhabitants=held["inhabitants"],
        )


@lru_cache(maxsize=4096)
def namesakes(given: str, surname: str) -> float:
    """How many people of that name are expected; never less than `UNLISTED_NAMESAKES`."""
    return max(_least(given, surname, _expected), UNLISTED_NAMESAKES)


def _expected(given: str, surname: str) -> float:
    first, last = table().bearers(given, Part.GIVEN), table().bearers(surname, Part.SURNAME)
    pairs = first.people * last.people
    if first.region is None or last.region is None:
        return pairs / POPULATION
    if first.region is last.region:
        return pairs / float(table().inhabitants[last.region])
    return ACROSS * pairs / POPULATION


@lru_cache(maxsize=4096)
def sounding_namesakes(given: str, surname: str) -> float:
    """How many people are expected whose names sound like these: in another script, as a twin."""
    own = namesakes(given, surname)
    more = 1.0
    for name, part in ((given, Part.GIVEN), (surname, Part.SURNAME)):
        alone = table().bearers(name, part).people
        more *= max(table().sounding(name, part) / alone, 1.0)
    return own * min(more, MOST_ALIKE)


MOST_ALIKE: Final = 10.0
"""Times as many people as the spelling itself has; what sounds alike is a rough key."""


def namesakes_by_initial(surname: str) -> float:
    """How many people of that surname are expected to have a certain initial."""
    people = min(table().bearers(one, Part.SURNAME).people for one in _parts(surname, Part.SURNAME))
    return max(people / INITIALS, UNLISTED_NAMESAKES)


@lru_cache(maxsize=4096)
def bearers_of_given(name: str) -> float:
    """How many people have a given name; of a word that is none, `UNLISTED_BEARERS`."""
    return table().bearers(name, Part.GIVEN).people


def bearers_of_surname(name: str) -> float:
    """How many people have a surname; of a word that is none, `UNLISTED_BEARERS`."""
    return table().bearers(name, Part.SURNAME).people


def _least(given: str, surname: str, expected: Callable[[str, str], float]) -> float:
    """A double name is no commoner than its rarer half."""
    firsts, lasts = _parts(given, Part.GIVEN), _parts(surname, Part.SURNAME)
    return min(expected(first, last) for first in firsts for last in lasts)


def _parts(name: str, part: Part) -> tuple[str, ...]:
    """A name as the table may hold it: whole where it does, else the names that it is made of."""
    made_of = tuple(one for one in fold_key(name).split() if len(one) > 1 and one not in PARTICLES)
    is_listed = table().bearers(name, part).region is not None
    return (name,) if is_listed or not made_of else made_of


_ALIKE: Final = (
    ("sch", "s"), ("sk", "sk"), ("sh", "s"), ("ch", "s"), ("sj", "s"), ("tj", "s"), ("kj", "s"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("kh", "k"), ("gh", "g"), ("qv", "kv"), ("qu", "kv"),
    ("ck", "k"), ("dj", "j"), ("hj", "j"), ("lj", "j"), ("x", "ks"), ("z", "s"), ("c", "k"),
    ("q", "k"), ("w", "v"), ("p", "b"), ("y", "i"), ("g", "k"), ("d", "t"),
)  # fmt: skip
"""Letters that another script, or a twin, does not tell apart."""


def sound(name: str) -> str:
    """A key for names that another script writes alike: consonants, and whether it begins with one.

    >>> sound("Mohammed") == sound("Muhamad")
    True
    """
    key = fold_key(name).replace(" ", "")
    for letters, one in _ALIKE:
        key = key.replace(letters, one)
    found = [letter for letter in key if letter not in "aeiou"]
    kept = [one for at, one in enumerate(found) if at == 0 or found[at - 1] != one]
    return ("a" if key[:1] in "aeiou" else "") + "".join(kept)
