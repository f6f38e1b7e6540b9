"""What words of texts may be, remembered from page to page.

Direct-mapped: a word has one slot, and who comes later takes it. Words are held as keys only.
"""

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Bytes, Ids, Keys, Numbers, spread, where

_T = TypeVar("_T", bound=np.generic)

Meanings = NDArray[np.uint32]
"""What words mean: eight bits of marks, above them where the numbers are."""

_MARKS: Final = np.uint32(8)

_SLOTS_BITS: Final = 20
_SLOT: Final = np.uint64((1 << _SLOTS_BITS) - 1)
_LOW: Final = np.uint64(0xFFFFFFFF)
MOST: Final = 1 << 22
"""Numbers that all meanings together hold before everything is forgotten: 16 MB."""


class Memory:
    """Meanings of words: for each, the numbers of what it may be, and marks."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        # Of each word what it means, and above it the first half of its key.
        self._slots = np.zeros(1 << _SLOTS_BITS, dtype=np.uint64)
        self._first = np.zeros(1024, dtype=np.int64)
        self._count = np.zeros(1024, dtype=np.int64)
        self._numbers = np.zeros(4096, dtype=np.int32)
        self._used = 1
        self._filled = 0

    def make_room(self) -> None:
        """Forgets everything if it is much. Meanings that were given before are void."""
        if self._used + self._filled > MOST:
            self._forget()

    def recall(self, keys: Keys) -> tuple[Meanings, Numbers]:
        """The meaning of each word; and which were not learnt or are forgotten: theirs are void."""
        kept = self._slots.take(_slots(keys))
        meanings = kept.astype(np.uint32)
        kept ^= keys
        return meanings, where(kept > _LOW)

    def learn(self, keys: Keys, which: Numbers, numbers: Ids, marks: Bytes) -> Meanings:
        """Keep what words mean, and give their meanings.

        `which` says, in order, of which word each number is; `marks` has one byte for each word.
        """
        count = np.bincount(which, minlength=len(keys))
        listed = where(count)
        place = np.zeros(len(keys), dtype=np.uint32)
        place[listed] = self._used + np.arange(len(listed), dtype=np.uint32)
        upto = self._filled + np.cumsum(count[listed])
        self._first = _written(self._first, self._used, upto - count[listed])
        self._count = _written(self._count, self._used, count[listed])
        self._numbers = _written(self._numbers, self._filled, numbers)
        self._used += len(listed)
        self._filled += len(numbers)
        meanings = place << _MARKS | marks
        self._slots[_slots(keys)] = keys & ~_LOW | meanings
        return meanings

    def numbers(self, meanings: Meanings) -> tuple[Numbers, Ids]:
        """All numbers of some meanings: of which meaning, counted from 0, and the number."""
        place = meanings >> _MARKS
        which, at = spread(self._first[place], self._count[place])
        return which, self._numbers[at]


def _slots(keys: Keys) -> Numbers:
    return (keys & _SLOT).view(np.int64)


def marks(meanings: Meanings) -> Bytes:
    """The marks of some meanings."""
    return meanings.astype(np.uint8)


def _written(array: NDArray[_T], at: int, values: NDArray[_T]) -> NDArray[_T]:
    """The array with values written into it, longer if need be."""
    needed = at + len(values)
    if needed > len(array):
        array = np.concatenate((array, np.zeros(max(needed, len(array)), dtype=array.dtype)))
    array[at:needed] = values
    return array
