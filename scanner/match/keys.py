"""Keys of words: numbers that are equal where two words may be the same name.

A word is up to 32 bytes of `letters`, held as four 64-bit numbers. Random odd multipliers decide
what a key is, so that nobody can write words that collide.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.match.batch import LONGEST, Bytes, Numbers, spread

Keys = NDArray[np.uint64]
Rows = NDArray[np.uint64]
"""Words, one a column: four numbers of eight letters each, 0 behind the last letter."""

_WORD: Final = 8
_WORDS: Final = LONGEST // _WORD
_MASKS: Final = np.array([(1 << 8 * n) - 1 for n in range(_WORD + 1)], dtype=np.uint64)
_TOP: Final = np.uint64(56)
_BYTE: Final = np.uint64(8)
_HALF: Final = np.uint64(32)
_ALL: Final = (1 << 64) - 1


def rows(letters: Bytes, first: Numbers, length: Numbers) -> Rows:
    """The words that begin at `first`; of longer ones their first 32 letters.

    `letters` must go on for 32 bytes behind the last word.
    """
    octets = _octets(letters)
    found = np.zeros((_WORDS, len(first)), dtype=np.uint64)
    found[0] = octets[first] & _MASKS[np.minimum(length, _WORD)]
    for number in range(1, _WORDS):
        longer = np.flatnonzero(length > number * _WORD)
        if not len(longer):
            break
        rest = np.minimum(length[longer] - number * _WORD, _WORD)
        found[number, longer] = octets[first[longer] + number * _WORD] & _MASKS[rest]
    return found


def _octets(letters: Bytes) -> Keys:
    """Eight letters from each place on."""
    return np.ndarray((len(letters) - _WORD + 1,), "<u8", letters, strides=(1,))


@dataclass(frozen=True, slots=True)
class Hasher:
    """Turns rows into keys."""

    multipliers: Keys
    """Two for each of the four numbers."""

    @classmethod
    def of(cls, seed: int) -> "Hasher":
        chance = np.random.default_rng(seed)
        return cls(chance.integers(0, 1 << 63, 2 * _WORDS, dtype=np.uint64) * 2 + 1)

    def keys(self, words: Rows) -> Keys:
        """One key for each word."""
        found = self._mixed(words[0], 0)
        for number, part in enumerate(words[1:], 1):
            longer = np.flatnonzero(part)
            if len(longer):
                found[longer] += self._mixed(part[longer], number)
        found ^= found >> _HALF
        return found

    def keys_of(self, letters: Bytes, first: Numbers, length: Numbers) -> Keys:
        """`keys` of `rows`, without those."""
        octets = _octets(letters)
        found = self._mixed(octets[first] & _MASKS[np.minimum(length, _WORD)], 0)
        longer = np.flatnonzero(length > _WORD)
        for number in range(1, _WORDS):
            if not len(longer):
                break
            rest = length[longer] - number * _WORD
            part = octets[first[longer] + number * _WORD] & _MASKS[np.minimum(rest, _WORD)]
            found[longer] += self._mixed(part, number)
            longer = longer[rest > _WORD]
        found ^= found >> _HALF
        return found

    def key(self, word: bytes) -> int:
        """`keys` of one word, for which arrays would cost twenty times as much."""
        found = 0
        for number in range(0, max(len(word), 1), _WORD):
            one, other = self.multipliers[number // 4 : number // 4 + 2].tolist()
            mixed = int.from_bytes(word[number : number + _WORD], "little") * one & _ALL
            found += (mixed ^ mixed >> 32) * other & _ALL
        found &= _ALL
        return found ^ found >> 32

    def _mixed(self, part: Keys, number: int) -> Keys:
        mixed: Keys = part * self.multipliers[2 * number]
        mixed ^= mixed >> _HALF
        mixed *= self.multipliers[2 * number + 1]
        return mixed


def without(words: Rows, place: Numbers) -> Rows:
    """Each word without its letter at `place`, counted from 0."""
    behind = words >> _BYTE
    behind[:-1] |= words[1:] << _TOP
    kept = _BEFORE[: len(words), place]
    return words & kept | behind & ~kept


_BEFORE: Final = np.array(
    [
        [(1 << 8 * min(max(place - number * _WORD, 0), _WORD)) - 1 for place in range(LONGEST)]
        for number in range(_WORDS)
    ],
    dtype=np.uint64,
)
"""Of each number, the letters before a place."""


def shortened(length: Numbers) -> tuple[Numbers, Numbers]:
    """Every way to leave one letter out of words: which word, and the place of the letter."""
    return spread(np.zeros_like(length), length)
