"""What a word may mean, as numbers: marks that are known at once, and parts with their doubts."""

from typing import Final

import numpy as np

from scanner.match.arrays import Bits, Flags, Ids

GIVEN: Final = np.uint8(1)
SURNAME: Final = np.uint8(2)
WHOLE: Final = np.uint8(4)
"""A whole name as one word."""
BRIDGE: Final = np.uint8(8)
"""May stand within a name though it is none."""
COMMON: Final = np.uint8(16)
"""Hardly ever a name in small letters."""
EXACT: Final = np.uint8(32)
"""Is a part of a name as it stands."""
LABEL: Final = np.uint8(64)
"""Names a field of a form."""
PART: Final = GIVEN | SURNAME

DOUBT_BITS: Final = 6
"""The lowest of a number; above them the part."""
DOUBT: Final = (1 << DOUBT_BITS) - 1
ENDED: Final = 1
"""Doubt that a word is the part: with what may be another language's ending. As it stands: 0."""
HEARD: Final = 2
"""By sound."""
SLIP: Final = 3
"""With a slip of the hand."""
_RENDERED: Final = 4
"""In another script; as many more as its bits are below `_MOST_BITS`."""
_MOST_BITS: Final = DOUBT - _RENDERED
_ENOUGH: Final = 1000


def is_inexact(doubt: Ids) -> Flags:
    """Whether a word is a part by sound or with a slip."""
    found: Flags = (doubt == HEARD) | (doubt == SLIP)
    return found


def doubt_of(bits: Bits) -> Ids:
    """The doubt that a word with so many bits is a part, in another script."""
    return _MOST_BITS - np.minimum(bits, _MOST_BITS).astype(np.int32) + _RENDERED


def bits_of(doubt: Ids) -> Ids:
    """Bits that a word is a rendering; where it is none, more than any asks for."""
    return np.where(doubt < _RENDERED, _ENOUGH, _MOST_BITS + _RENDERED - doubt)
