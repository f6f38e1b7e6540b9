"""What words of texts may be, remembered from page to page.

Direct-mapped: a word has one slot, and who comes later takes it. Words are held as keys only.
"""

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from scanner.match.batch import Bytes, Numbers, spread
from scanner.match.keys import Keys
from scanner.match.lookup import Ids

_T = TypeVar("_T", bound=np.generic)

UNKNOWN: Final = -1
NOTHING: Final = 0
"""The meaning of a word that is no part of any name."""

_SLOTS_BITS: Final = 20
_SHIFT: Final = np.uint64(64 - _SLOTS_BITS)
_HALF: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)
_UNKNOWN: Final = _LOW
"""`UNKNOWN` before it has a sign."""
_MOST: Final = 1 << 22
"""Numbers that all meanings together hold before everything is forgotten: 16 MB."""


class Memory:
    """Meanings of words: for each, the numbers of what it may be."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._slots = np.zeros(1 << _SLOTS_BITS, dtype=np.uint64)
        self._first = np.zeros(1024, dtype=np.int64)
        self._count = np.zeros(1024, dtype=np.int64)
        self._numbers = np.zeros(4096, dtype=np.int32)
        self._marks = np.zeros(1024, dtype=np.uint8)
        self._used = 1
        self._filled = 0

    def recall(self, keys: Keys) -> Ids:
        """The meaning of each word, `UNKNOWN` where it was not learnt or is forgotten."""
        kept = self._slots[keys >> _SHIFT]
        same = (kept ^ keys) & _LOW == 0
        return np.where(same, kept >> _HALF, _UNKNOWN).astype(np.int32)

    def learn(self, keys: Keys, which: Numbers, numbers: Ids, marks: Bytes) -> Ids:
        """Keep what words mean, and give their meanings.

        `which` says, in order, of which word each number is; `marks` has one byte for each word.
        """
        if self._filled + len(numbers) > _MOST:
            self._forget()
        count = np.bincount(which, minlength=len(keys))
        telling = np.flatnonzero(count + marks)
        meanings = np.zeros(len(keys), dtype=np.int32)
        meanings[telling] = self._used + np.arange(len(telling), dtype=np.int32)
        upto = self._filled + np.cumsum(count[telling])
        self._first = _written(self._first, self._used, upto - count[telling])
        self._count = _written(self._count, self._used, count[telling])
        self._numbers = _written(self._numbers, self._filled, numbers)
        self._marks = _written(self._marks, self._used, marks[telling])
        self._used += len(telling)
        self._filled += len(numbers)
        self._slots[keys >> _SHIFT] = meanings.astype(np.uint64) << _HALF | keys & _LOW
        return meanings

    def marks(self, meanings: Ids) -> Bytes:
        """The marks of some meanings; 0 for `NOTHING`."""
        return self._marks[meanings]

    def numbers(self, meanings: Ids) -> tuple[Numbers, Ids]:
        """All numbers of some meanings: of which meaning, counted from 0, and the number."""
        which, place = spread(self._first[meanings], self._count[meanings])
        return which, self._numbers[place]


def _written(array: NDArray[_T], at: int, values: NDArray[_T]) -> NDArray[_T]:
    """The array with values written into it, longer if need be."""
    needed = at + len(values)
    if needed > len(array):
        array = np.concatenate((array, np.zeros(max(needed, len(array)), dtype=array.dtype)))
    array[at:needed] = values
    return array
