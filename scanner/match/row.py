"""Many texts as one row of bytes, one byte for each character."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Bytes, Flags, Numbers, where
from scanner.match.letters import ODD, RARE, UPPER, table

LONGEST: Final = 32
"""Letters of a word that are compared; no part of a name, and few whole names, have more."""

APART: Final = "\n" * 48
"""Between two texts: wider than any gap in a name."""

FLAG: Final = 8
"""Bits by which flags of `letters` are moved down to one byte."""
_UPPER: Final = UPPER >> FLAG
_ODD: Final = ODD >> FLAG
_RARE: Final = RARE >> FLAG


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Some texts one behind the other, blanks between them and at the end.

    A place in a row is counted from the beginning of its first text.
    """

    joined: str
    begins: Numbers
    """Of each text, and of what stands behind all: where it begins."""
    points: NDArray[np.uint32]
    letters: Bytes
    """Of each character, as in `letters`."""
    flags: Bytes
    """Of each character, what `letters` adds to it, from `letters.UPPER` on."""
    is_capital: Flags
    odd: Numbers
    """Where characters stand that may disguise a word."""
    rare: Numbers
    """Where characters stand that show nothing, or are letters of other scripts."""

    def text_around(self, place: int) -> tuple[int, int]:
        """Where the text begins that a place is in, and where it ends."""
        behind = int(np.searchsorted(self.begins, place, side="right"))
        return int(self.begins[behind - 1]), int(self.begins[behind]) - len(APART)


def laid(texts: Sequence[str]) -> Row:
    """Texts one behind the other. Linear in the texts' length."""
    joined = APART.join((*texts, " " * LONGEST))
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    plain_letters, plain_flags = _plain()
    low = points.astype(np.uint8).tobytes()
    letters = np.frombuffer(bytearray(low.translate(plain_letters)), dtype=np.uint8)
    flags = np.frombuffer(bytearray(low.translate(plain_flags)), dtype=np.uint8)
    high = where(points > 0xFF)
    codes = table()[points[high]]
    letters[high] = codes.astype(np.uint8)
    flags[high] = codes >> FLAG
    special = where((flags & (_ODD | _RARE)) > 0)
    kind = flags[special]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + len(APART)
    return Row(
        joined=joined,
        begins=np.append(0, np.cumsum(lengths)),
        points=points,
        letters=letters,
        flags=flags,
        is_capital=(flags & _UPPER).view(np.bool_),
        odd=special[kind & _ODD > 0],
        rare=special[kind & _RARE > 0],
    )


@cache
def _plain() -> tuple[bytes, bytes]:
    """Letters and flags of the first 256 code points."""
    codes = table()[:256]
    return codes.astype(np.uint8).tobytes(), (codes >> FLAG).astype(np.uint8).tobytes()


def among(characters: str) -> Flags:
    """Of each code point up to U+FFFF whether it is one of those."""
    found = np.zeros(0x10000, dtype=np.bool_)
    found[[ord(each) for each in characters]] = True
    return found


def belong(points: NDArray[np.uint32], among: Flags) -> Flags:
    """Whether each code point is one of those `among`."""
    return among[np.minimum(points, 0xFFFF)]
