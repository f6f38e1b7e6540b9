"""Many texts as one row of bytes, one byte for each character."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Bytes, Flags, Numbers, where
from scanner.match.letters import BROKEN, FIRST_FOREIGN, JOINER, LATIN, NOTHING, ODD, UPPER, table

LONGEST: Final = 32
"""Letters of a word that are compared; no part of a name, and few whole names, have more."""

APART: Final = "\n" * 48
"""Between two texts: wider than any gap in a name."""

_HIGHEST: Final = 0xFF
_FIRST_CAPITAL: Final = ord("A")
_TO_SMALL: Final = np.uint8(ord("a") - ord("A"))
_ODD: Final = 3
"""Put on `GAP` and `NOTHING` where they may disguise a word, until it is known where they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Some texts one behind the other, blanks between them and at the end.

    A place in a row is counted from the beginning of its first text.
    """

    joined: str
    begins: Numbers
    """Of each text, and of what stands behind all: where it begins."""
    points: NDArray[np.uint32]
    low: Bytes
    """Of each character its code point, 255 for all above."""
    letters: Bytes
    """Of each character, as in `letters`."""
    is_capital: Flags
    odd: Numbers
    """Where signs stand that may disguise a word, and the first of what may be one letter."""
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
    low = points.astype(np.uint8)
    high = where(points > _HIGHEST)
    low[high] = _HIGHEST
    # As a bytearray, which is translated in half the time.
    letters = np.frombuffer(bytearray(low).translate(_plain()), dtype=np.uint8)
    codes = table()[points[high]]
    letters[high] = _shown(codes)
    is_capital = letters - _FIRST_CAPITAL < len(LATIN)
    letters += is_capital * _TO_SMALL
    is_capital[high] |= codes & UPPER > 0
    odd = where((letters - _ODD < 2) | (low - ord(BROKEN[0]) < len(BROKEN)))
    letters[odd[letters[odd] - _ODD < 2]] -= _ODD
    is_rare = (letters >= FIRST_FOREIGN) | (letters == NOTHING) | (letters == JOINER)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + len(APART)
    return Row(
        joined=joined,
        begins=np.append(0, np.cumsum(lengths)),
        points=points,
        low=low,
        letters=letters,
        is_capital=is_capital,
        odd=odd,
        rare=where(is_rare),
    )


@cache
def _plain() -> bytes:
    """What is shown of the first 256 code points."""
    return _shown(table()[:256]).tobytes()


def _shown(codes: NDArray[np.uint16]) -> Bytes:
    """Letters of `table`, but Latin capitals as such, and signs that may disguise a word apart."""
    shown = codes.astype(np.uint8)
    shown[(codes & UPPER > 0) & (shown < FIRST_FOREIGN)] -= _TO_SMALL
    shown[(codes & ODD > 0) & (shown <= NOTHING)] += np.uint8(_ODD)
    return shown


def are(points: NDArray[np.uint32], kind: int) -> Flags:
    """Whether each code point is of a kind that `letters` adds to it."""
    found: Flags = table()[points] & np.uint16(kind) > 0
    return found


def among(characters: str) -> Flags:
    """Of each code point up to U+FFFF whether it is one of those."""
    found = np.zeros(0x10000, dtype=np.bool_)
    found[[ord(each) for each in characters]] = True
    return found


def belong(points: NDArray[np.uint32], among: Flags) -> Flags:
    """Whether each code point is one of those `among`."""
    return among[np.minimum(points, 0xFFFF)]
