"""Keys of words: numbers that are equal where two words may be the same name.

A word is up to 32 bytes of `letters`, held as four 64-bit numbers. Random odd multipliers decide
what a key is, so that nobody can write words that collide.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Bytes, Flags, Keys, Numbers, spread, where
from scanner.match.row import LONGEST

Rows = NDArray[np.uint64]
"""Words, one a column: four numbers of eight letters each, 0 behind the last letter."""

_WORD: Final = 8
_WORDS: Final = LONGEST // _WORD
_MASKS: Final = np.array([(1 << 8 * n) - 1 for n in range(_WORD + 1)], dtype=np.uint64)
"""The first letters of eight, by how many."""
_HALF: Final = np.uint64(32)
_ALL: Final = (1 << 64) - 1


def rows(letters: Bytes, first: Numbers, length: Numbers) -> Rows:
    """The words that begin at `first`; of longer ones their first 32 letters.

    `letters` must go on for 32 bytes behind the last word.
    """
    octets = _octets(letters)
    found = np.zeros((_WORDS, len(first)), dtype=np.uint64)
    found[0] = octets[first] & _first_letters(length)
    for number in range(1, _WORDS):
        longer = where(length > number * _WORD)
        if not len(longer):
            break
        at = number * _WORD
        found[number, longer] = octets[first[longer] + at] & _first_letters(length[longer] - at)
    return found


def _octets(letters: Bytes) -> Keys:
    """Eight letters from each place on."""
    return np.ndarray((len(letters) - _WORD + 1,), "<u8", letters, strides=(1,))


def _first_letters(count: Numbers) -> Keys:
    """Masks of so many letters: of none where it is below 0, of eight at most."""
    return _MASKS.take(count, mode="clip")


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
            longer = where(part)
            if len(longer):
                found[longer] += self._mixed(part[longer], number)
        found ^= found >> _HALF
        return found

    def keys_of(self, letters: Bytes, first: Numbers, length: Numbers) -> Keys:
        """`keys` of `rows`, without those."""
        octets = _octets(letters)
        return self._keys_of(length, lambda at, which: octets[first[which] + at if at else first])

    def keys_of_two(
        self, letters: Bytes, first: Numbers, length: Numbers, other: Numbers, total: Numbers
    ) -> Keys:
        """`keys_of` so many letters from `first` on, and behind them those from `other` on."""
        octets = _octets(letters)

        def part(at: int, which: Numbers | slice) -> Keys:
            before = _first_letters(length[which] - at)
            behind = octets[other[which] - length[which] + at]
            eight: Keys = octets[first[which] + at] & before | behind & ~before
            return eight

        return self._keys_of(total, part)

    def _keys_of(self, length: Numbers, part: Callable[[int, Numbers | slice], Keys]) -> Keys:
        """Keys of words, from eight letters of some of them at a time."""
        found = part(0, slice(None))
        found &= _first_letters(length)
        found = self._mixed(found, 0)
        longer = where(length > _WORD)
        for number in range(1, _WORDS):
            if not len(longer):
                break
            at = number * _WORD
            rest = length[longer] - at
            found[longer] += self._mixed(part(at, longer) & _first_letters(rest), number)
            longer = longer[rest > _WORD]
        found ^= found >> _HALF
        return found

    def key(self, word: bytes) -> int:
        """`keys` of one word, for which arrays would cost twenty times as much."""
        found = 0
        for number in range(max(-(-len(word) // _WORD), 1)):
            one, other = self.multipliers[2 * number : 2 * number + 2].tolist()
            part = word[number * _WORD : (number + 1) * _WORD]
            mixed = int.from_bytes(part, "little") * one & _ALL
            found += (mixed ^ mixed >> 32) * other & _ALL
        found &= _ALL
        return found ^ found >> 32

    def shortened(
        self, letters: Bytes, first: Numbers, length: Numbers, two: Flags
    ) -> tuple[Numbers, Keys]:
        """Keys of words whole, without each letter and, of those in `two`, without each two.

        Of which word, and the key. Words have a letter at least, and 32 at most.
        """
        # Horner's rule with a random base: where a letter is left out, those behind it count for
        # one power less. That adds a number which does not depend on other letters left out.
        step = self.multipliers[2]
        powers = np.cumprod(np.full(LONGEST, pow(int(step), -1, 1 << 64), dtype=np.uint64))
        which, at = spread(first, length)
        ends = np.cumsum(length)
        begins = ends - length
        own = self._mixed(np.arange(256, dtype=np.uint64), 0)[letters[at]]
        own *= powers[at - first[which]]
        behind = np.cumsum(own)
        whole = behind[ends - 1] - behind[begins] + own[begins]
        behind -= (behind[begins] - own[begins])[which]
        left_out = behind - own - behind * step
        again = where(two[which])
        count = ends[which[again]] - again - 1
        _, second = spread(again + 1, count)
        twice = np.repeat(left_out[again] + (whole * step * step)[which[again]], count)
        twice += (left_out * step)[second]
        return (
            np.concatenate((np.arange(len(length)), which, which[second])),
            np.concatenate((whole, left_out + (whole * step)[which], twice)),
        )

    def _mixed(self, part: Keys, number: int) -> Keys:
        mixed: Keys = part * self.multipliers[2 * number]
        mixed ^= mixed >> _HALF
        mixed *= self.multipliers[2 * number + 1]
        return mixed
