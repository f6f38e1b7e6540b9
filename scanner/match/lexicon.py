"""How common a word is: among ordinary words, among given names and among surnames in Sweden.

Bits are base-2 logarithms of a probability, never above 0: -10 is one in about a thousand. A word
that the lexicon does not hold gets what is left for such words, shared out by how its letters
follow each other; so a likely other name ("Lindstad") is told from a slip ("Lindsrtöm").

`tables/lexicon.npz` is made by ``python -m scanner.bench.fit.lexicon``, which names its sources.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from operator import add
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Bits, Flags
from scanner.match.keys import Hasher, Rows
from scanner.match.letters import GAP, LATIN, table
from scanner.match.row import LONGEST
from scanner.match.scripts import models, native_letters, script_of

Places = NDArray[np.intp]
Roles = NDArray[np.intp]
Spelled = NDArray[np.uint8]
"""Words as rows of bytes of `letters`, a multiple of eight and `LONGEST` at most, gaps behind the
last letter."""


class Role(IntEnum):
    """As what a word is counted."""

    WORD = 0
    GIVEN = 1
    SURNAME = 2


STEP: Final = 0.125
"""Bits are kept in eighths, in one byte."""
ABSENT: Final = 255
"""In place of bits: not counted in this role."""
UNKNOWN: Final = -1
"""In place of a role: the word is not held."""
_NOWHERE: Final = (ABSENT,) * len(Role)
_LIKELY: Final = np.append(np.exp2(np.arange(ABSENT) * -STEP), 0.0)
"""By what is kept: a probability."""
NAME: Final = -20.0
"""Bits of a name that is known as one: some ten bearers in Sweden."""

SYMBOLS: Final = len(LATIN) + 1
"""Letters of the shape model, and the edge of a word."""
_SYMBOL: Final = bytes(LATIN.find(chr(point)) + 1 for point in range(256))
"""By the byte of an ASCII letter."""
_RAREST_HELD: Final = (-23.0, -21.5, -21.5)
"""By `Role`: bits of the rarest words that are held. A word that is not cannot be commoner."""
_STRANGE: Final = 6.0
"""Bits of a letter of a script that we do not compare."""
_EDGE: Final = 2
_SIFTED: Final = np.uint32(8)
"""Last bits of a key that `Lexicon.may_hold` leaves out."""
_OCTET: Final = np.uint32(3)
_LAST: Final = np.uint32(7)
_IN_OCTET: Final = np.packbits(np.eye(8, dtype=np.bool_), bitorder="little")
"""By a place in an octet: its bit."""

# Fixed, since the file is: whoever writes a word that collides has misspelt a name past finding.
_HASHER: Final = Hasher(
    np.array(
        [
            0x9E3779B97F4A7C15,
            0xBF58476D1CE4E5B9,
            0x94D049BB133111EB,
            0xD6E8FEB86659FD93,
            0xA0761D6478BD642F,
            0xE7037ED1A0B428DB,
            0x8EBC6AF09C88C6E3,
            0x589965CC75374CC3,
        ],
        dtype=np.uint64,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words by a hash of 32 bits; of words that are not there one in about 11,000 seems to be."""

    keys: NDArray[np.uint32]
    """In order."""
    steps: NDArray[np.uint8]
    """By `Role`, then as `keys`: bits below 0 in `STEP`s, or `ABSENT`."""
    shapes: NDArray[np.uint8]
    """By `Role`, then by three symbols in turn: bits below 0 of the last, in `STEP`s. Three edges
    cost nothing."""
    unseen: Bits
    """By `Role`: what is left for words that are not there, in bits."""
    may_hold: NDArray[np.uint8]
    """A bit for each way in which a key may begin: whether any does. One in fifty is set.

    2 MB: it is asked for hundreds of words at once, and should stay in the processor's cache.
    """

    def bits(self, word: str, kept: tuple[int, ...]) -> tuple[float, ...]:
        """How common a folded word is, by `Role`, from what is `kept` of it.

        With what is left for a word in each `Role` in which it is not counted.
        """
        if ABSENT not in kept:
            return tuple([step * -STEP for step in kept])
        left = map(add, self.unseen.tolist(), self.shape(word))
        return tuple(
            [
                step * -STEP if step != ABSENT else min(bits, rarest)
                for step, bits, rarest in zip(kept, left, _RAREST_HELD, strict=True)
            ]
        )

    def holds(self, words: Spelled, role: Role, least: float) -> Flags:
        """Whether each word is counted in a role, with at least so many bits."""
        place, there = self._places(words)
        steps = self.steps[role, place]
        held: Flags = there & (steps != ABSENT) & (steps <= -least / STEP)
        return held

    def names(self, words: Spelled) -> tuple[list[int], list[list[float]]]:
        """Which words are counted as a name; how likely each is given name and as surname.

        Made for many words of which few are there.
        """
        asked = hashed(words)
        first = asked >> _SIFTED
        octets = self.may_hold.take(first >> _OCTET)
        maybe = np.flatnonzero(octets & _IN_OCTET.take(first & _LAST))
        place = np.minimum(self.keys.searchsorted(asked[maybe]), len(self.keys) - 1)
        there = self.keys[place] == asked[maybe]
        likely = _LIKELY[self.steps[Role.GIVEN :, place]]
        named = np.flatnonzero(there & (likely[0] + likely[1] > 0))
        return maybe[named].tolist(), likely[:, named].T.tolist()

    def knows(self, words: Spelled) -> Flags:
        """Whether each word is counted in any role."""
        return self._places(words)[1]

    def likeliest(self, words: Spelled) -> Roles:
        """The `Role` in which each word is counted most, or `UNKNOWN`."""
        place, there = self._places(words)
        found: Roles = np.where(there, self.steps[:, place].argmin(axis=0), UNKNOWN)
        return found

    def shape(self, word: str) -> tuple[float, ...]:
        """Bits of how the letters of a word follow each other, by `Role`.

        In other scripts names and words are told by one model (`scripts.Background`).
        """
        if not word.isascii():
            return (_bits_abroad(word[:LONGEST]),) * len(_RAREST_HELD)
        symbols = b"\0\0" + word[:LONGEST].encode().translate(_SYMBOL) + b"\0"
        three = [
            (one * SYMBOLS + two) * SYMBOLS + three
            for one, two, three in zip(symbols, symbols[1:], symbols[2:], strict=False)
        ]
        # So few are summed up that numpy would take three times as long.
        steps = [memoryview(each) for each in self.shapes]
        return tuple([-STEP * sum([each[at] for at in three]) for each in steps])

    def kept(self, word: str) -> tuple[int, ...]:
        """The `steps` of one folded word, by `Role`."""
        key = _HASHER.key(_letters(word)) >> 32
        first = key >> int(_SIFTED)
        if self.may_hold[first // 8] >> first % 8 & 1:
            place = int(self.keys.searchsorted(np.uint32(key)))
            if place < len(self.keys) and self.keys[place] == key:
                return tuple(self.steps[:, place].tolist())
        return _NOWHERE

    def _places(self, words: Spelled) -> tuple[Places, Flags]:
        asked = hashed(words)
        order = np.argsort(asked)  # Words in order are found in a fifth of the time.
        place = np.empty(len(asked), dtype=np.intp)
        place[order] = np.searchsorted(self.keys, asked[order])
        place = np.minimum(place, len(self.keys) - 1)
        return place, self.keys[place] == asked


def _bits_abroad(word: str) -> float:
    script = script_of(word)
    if script is None or len(native_letters(word)) < len(word):
        return -_STRANGE * len(word)
    return models()[script].background.bits(word)


def hashed(words: Spelled) -> NDArray[np.uint32]:
    """The keys of words in the lexicon."""
    columns: Rows = np.ascontiguousarray(np.ascontiguousarray(words).view("<u8").T)
    return (_HASHER.keys(columns) >> np.uint64(32)).astype(np.uint32)


def of_rows(words: Rows) -> Spelled:
    """Words of a batch, for the lexicon."""
    return np.ascontiguousarray(words.T).view(np.uint8)


def spelled(words: Iterable[str]) -> Spelled:
    """Folded words, which have no gaps; of longer ones their first letters."""
    found = [_letters(word) for word in words]
    rows = np.zeros((len(found), LONGEST), dtype=np.uint8)
    for row, letters in zip(rows, found, strict=True):
        row[: len(letters)] = np.frombuffer(letters, dtype=np.uint8)
    return rows


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    with (files("scanner.match") / "tables" / "lexicon.npz").open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        keys = np.cumsum(kept["gaps"], dtype=np.uint32)
        begins = np.zeros(1 << 32 - int(_SIFTED), dtype=np.bool_)
        begins[keys >> _SIFTED] = True
        return Lexicon(
            keys=keys,
            steps=kept["steps"],
            shapes=kept["shapes"],
            unseen=kept["unseen"],
            may_hold=np.packbits(begins, bitorder="little"),
        )


@lru_cache(maxsize=1 << 14)
def _kept(word: str) -> tuple[int, ...]:
    return lexicon().kept(word)


@lru_cache(maxsize=1 << 14)
def _bits(word: str) -> tuple[float, ...]:
    return lexicon().bits(word, _kept(word))


def is_name(key: str) -> bool:
    """True for a folded word that is known as a given name or surname."""
    kept = _kept(key)
    return min(kept[Role.GIVEN], kept[Role.SURNAME]) <= -NAME / STEP


def is_known(key: str) -> bool:
    """True for a folded word that is held at all."""
    return _kept(key) != _NOWHERE


def is_counted(key: str, role: Role) -> bool:
    """True for a folded word that is counted in a role, however rarely."""
    return _kept(key)[role] != ABSENT


def is_rather_word(key: str) -> bool:
    """True for a folded word that is likelier an ordinary word than a name."""
    word, given, surname = _bits(key)
    return word > max(given, surname)


def is_no_name(key: str) -> bool:
    """True for an ordinary word that nobody is known to be called: möter, not Hope.

    False in other scripts, whose names are not known.
    """
    if not key.isascii():
        return False
    named = max(role_bits(key, Role.GIVEN), role_bits(key, Role.SURNAME))
    return role_bits(key, Role.WORD) > named + _NO_NAME and not is_name(key)


_NO_NAME: Final = 2.0
"""Bits by which a word is commoner than a name. Of 900 given names and 2,600 surnames two that no
list holds are above it; of 110 verbs and prepositions of four languages 80 are."""


def role_of(key: str) -> Role | None:
    """Whether a name is rather a given name or a surname; None where it may be both."""
    bits = role_bits(key, Role.GIVEN) - role_bits(key, Role.SURNAME)
    if abs(bits) < _TELLING:
        return None
    return Role.GIVEN if bits > 0 else Role.SURNAME


_TELLING: Final = 1.5
"""Bits between the two."""


def known_names(words: Spelled) -> Flags:
    """Whether each word is known as a given name or surname."""
    held = lexicon()
    return held.holds(words, Role.GIVEN, NAME) | held.holds(words, Role.SURNAME, NAME)


def role_bits(key: str, role: Role) -> float:
    """How common a folded word is in a role."""
    return _bits(key)[role]


def _letters(word: str) -> bytes:
    """A word in the bytes of `letters`, as much of it as counts."""
    if word.isascii() and word.isalnum():  # Nearly all: an eighth of the time.
        return word[:LONGEST].lower().encode()
    points = np.frombuffer(word[:LONGEST].encode("utf-32-le", "surrogatepass"), dtype="<u4")
    letters = table().take(points).astype(np.uint8)
    return letters[letters > GAP].tobytes()
