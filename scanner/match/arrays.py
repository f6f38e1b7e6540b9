"""What rows of numbers are called, and what is done with them everywhere."""

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Keys = NDArray[np.uint64]
Ids = NDArray[np.int32]
Bits = NDArray[np.float32]
"""Base-2 logarithms of probabilities, and sums of them."""
Reals = NDArray[np.float64]

NOBODY: Final = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
"""Of no word, no number."""

_T = TypeVar("_T", bound=np.generic)


def where(flags: Flags | Numbers | Bytes) -> Numbers:
    """Places of what is true. As `np.flatnonzero`, at a third of its cost for a few words."""
    return flags.nonzero()[0]


def spread(first: Numbers, count: Numbers) -> tuple[Numbers, Numbers]:
    """Ranges laid end to end: of which range, and each number in it."""
    which = np.arange(len(count)).repeat(count)
    ends = count.cumsum()
    return which, np.arange(len(which)) + (first - ends + count)[which]


def once(keys: Keys) -> tuple[Numbers, Numbers]:
    """One place of each key, and of every key which of those is its."""
    order = np.argsort(keys)
    is_first = are_first(keys[order])
    of = np.empty(len(keys), dtype=np.int64)
    of[order] = np.cumsum(is_first) - 1
    return order[is_first], of


def are_first(ordered: NDArray[_T]) -> Flags:
    """Whether each value is another than the one before."""
    found = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found


def are_among(known: NDArray[_T], asked: NDArray[_T]) -> Flags:
    """Whether each value is one of those known, which are in order."""
    if not len(known):
        return np.zeros(len(asked), dtype=np.bool_)
    found: Flags = known.take(np.searchsorted(known, asked), mode="clip") == asked
    return found
