"""Many texts as one row of bytes, cut into words: the vectorised face of `words`.

Arrays run over all words of all texts, in order. Places are those of the original texts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.match.letters import (
    FIRST_FOREIGN,
    GAP,
    HYPHENS,
    IMITATED,
    IMITATES,
    JOINER,
    LATIN,
    NOTHING,
    ODD,
    UPPER,
    table,
)

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LONGEST: Final = 32
"""Letters of a word that are compared; no part of a name, and few whole names, have more."""

SHORTEST_HUMP: Final = 2
"""Letters to a capital, on average, in ``aNnA LiNd``: words written as one have more."""

_FLAG: Final = 8
_UPPER: Final = UPPER >> _FLAG
_ODD: Final = ODD >> _FLAG
_FIRST_LATIN: Final = ord(LATIN[0])
_LAST_LATIN: Final = ord(LATIN[-1])


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
    is_capital: Flags
    odd: Numbers
    """Where characters stand that may disguise a word."""
    is_plain: bool
    """True where all letters are Latin, and everything shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The words of a row."""

    begins: Numbers
    """Of each text, and of what stands behind all: where it begins in the row."""
    letters: Bytes
    """All texts as bytes of `letters`, what shows nothing left out, `LONGEST` gaps at the end."""
    first: Numbers
    """Of each word: where it begins in `letters`."""
    length: Numbers
    """Of each word, in letters; may be more than `LONGEST`."""
    head: Bytes
    """Of each word: its first letter."""
    is_capital: Flags
    """Of each word: whether it begins with a capital."""
    start: Numbers
    """Of each word: where it begins in the row."""
    end: Numbers
    """Of each word: where it ends in the row."""
    is_tight: Flags
    """Of each word: whether nothing, or one sign that is no blank, parts it from the next."""
    is_enclosed: Flags
    """Of each word: whether a quotation or bracket begins before it, or ends behind it."""

    def texts(self, places: Numbers) -> Numbers:
        """Which text each place of the row is in."""
        return np.searchsorted(self.begins, places, side="right") - 1


APART: Final = "\n" * 16
"""Between two texts: wider than any gap in a name."""


def laid(texts: Sequence[str]) -> Row:
    """Texts one behind the other. Linear in the texts' length."""
    joined = APART.join((*texts, " " * LONGEST))
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    plain_letters, plain_flags = _plain()
    low = points.astype(np.uint8).tobytes()
    letters = np.frombuffer(bytearray(low.translate(plain_letters)), dtype=np.uint8)
    flags = np.frombuffer(bytearray(low.translate(plain_flags)), dtype=np.uint8)
    high = np.flatnonzero(points > 0xFF)
    codes = table()[points[high]]
    letters[high] = codes.astype(np.uint8)
    flags[high] = codes >> _FLAG
    odd = np.flatnonzero((flags & _ODD).view(np.bool_))
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + len(APART)
    return Row(
        joined=joined,
        begins=np.append(0, np.cumsum(lengths)),
        points=points,
        letters=letters,
        is_capital=(flags & _UPPER).view(np.bool_),
        odd=odd,
        is_plain=_all_plain(letters[high]) and _all_plain(letters[odd]),
    )


@cache
def _plain() -> tuple[bytes, bytes]:
    """Letters and flags of the first 256 code points."""
    codes = table()[:256]
    return codes.astype(np.uint8).tobytes(), (codes >> _FLAG).astype(np.uint8).tobytes()


def _all_plain(letters: Bytes) -> bool:
    hidden = (letters == NOTHING) | (letters == JOINER)
    return not (hidden | (letters >= FIRST_FOREIGN)).any()


def cut(row: Row) -> Batch:
    """The words of a row, as `text.fold` joins and spells them. ``AnnaBerg`` is two."""
    letters, is_plain = _rejoined(row)
    kept = None if is_plain else _kept(letters)
    is_capital = row.is_capital
    if kept is not None:
        letters, is_capital = letters[kept], is_capital[kept]
    first, behind = _edges(letters, is_capital)
    length = behind - first
    if not is_plain:
        letters = _unmixed(letters, is_capital, first, length)
    start = first if kept is None else kept[first]
    end = behind if kept is None else kept[behind - 1] + 1
    return Batch(
        begins=row.begins,
        letters=letters,
        first=first,
        length=length,
        head=letters[first],
        is_capital=is_capital[first],
        start=start,
        end=end,
        is_tight=_are_tight(row, start, end),
        is_enclosed=belong(row.points[start - 1], _OPENING) | belong(row.points[end], _CLOSING),
    )


def together(one: Batch, other: Batch) -> Batch:
    """Two rows as one."""
    places, letters = one.begins[-1] + LONGEST, len(one.letters)
    return Batch(
        begins=np.concatenate((one.begins[:-1], other.begins + places)),
        letters=np.concatenate((one.letters, other.letters)),
        first=np.concatenate((one.first, other.first + letters)),
        length=np.concatenate((one.length, other.length)),
        head=np.concatenate((one.head, other.head)),
        is_capital=np.concatenate((one.is_capital, other.is_capital)),
        start=np.concatenate((one.start, other.start + places)),
        end=np.concatenate((one.end, other.end + places)),
        is_tight=np.concatenate((one.is_tight, other.is_tight)),
        is_enclosed=np.concatenate((one.is_enclosed, other.is_enclosed)),
    )


def _are_tight(row: Row, start: Numbers, end: Numbers) -> Flags:
    tight = np.zeros(len(start), dtype=np.bool_)
    gap = start[1:] - end[:-1]
    tight[:-1] = (gap <= 1) & ((gap == 0) | ~_IS_BLANK[row.points[end[:-1]] & 0xFF])
    return tight


def among(characters: str) -> Flags:
    """Of each code point up to U+FFFF whether it is one of those."""
    found = np.zeros(0x10000, dtype=np.bool_)
    found[[ord(each) for each in characters]] = True
    return found


def belong(points: NDArray[np.uint32], among: Flags) -> Flags:
    """Whether each code point is one of those `among`."""
    return among[np.minimum(points, 0xFFFF)]


_BREAK: Final = re.compile(r"[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_IS_BLANK: Final = np.array([chr(point).isspace() for point in range(0x100)])
_HYPHENS: Final = among(HYPHENS)
_BLANKS: Final = among(" \t\r\n")
_OPENING: Final = among("\"'“”„«»‘’([")
_CLOSING: Final = among("\"'“”«»‘’)]")


def _rejoined(row: Row) -> tuple[Bytes, bool]:
    """Letters, with nothing between the halves of a word that a line's end broke.

    And whether everything shows, in Latin letters.
    """
    odd = row.odd
    hyphen = belong(row.points[odd], _HYPHENS) & belong(row.points[odd + 1], _BLANKS)
    broken = odd[hyphen & (row.letters[odd - 1] > JOINER)]
    matches = [_BREAK.match(row.joined, place + 1) for place in broken.tolist()]
    letters = row.letters.copy()
    for match in filter(None, matches):
        letters[match.start() - 1 : match.end()] = NOTHING
    return letters, row.is_plain and not any(matches)


def _kept(letters: Bytes) -> Numbers | None:
    """Where something shows; None: everywhere. Joiners between foreign letters become gaps."""
    hidden = (letters == NOTHING) | (letters == JOINER)
    if not hidden.any():
        return None
    joiners = np.flatnonzero(letters == JOINER)
    foreign = letters >= FIRST_FOREIGN
    parting = joiners[foreign[joiners - 1] & foreign[(joiners + 1) % len(letters)]]
    letters[parting] = GAP
    hidden[parting] = False
    return np.flatnonzero(~hidden)


def _edges(letters: Bytes, is_capital: Flags) -> tuple[Numbers, Numbers]:
    """Where words begin, and where they end. A capital behind a small letter begins one, but
    not in ``aNnA``."""
    inside = np.empty(len(letters) + 1, dtype=np.bool_)
    inside[0] = False
    np.greater(letters, JOINER, out=inside[1:])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    first, behind = edges[::2], edges[1::2]
    humps = np.flatnonzero((is_capital[1:] > is_capital[:-1]) & inside[1:-1]) + 1
    if not len(humps):
        return first, behind
    place = np.searchsorted(first, humps)
    count = np.bincount(place - 1, minlength=len(first))
    whole = ~_are_several(count, behind - first)[place - 1]
    humps, place = humps[~whole], place[~whole]
    return np.insert(first, place, humps), np.insert(behind, place - 1, humps)


def _are_several(humps: Numbers, length: Numbers) -> Flags:
    """False for words whose capitals inside alternate with small letters."""
    found: Flags = length > SHORTEST_HUMP * (humps + 1) - (humps == 1)
    return found


def _unmixed(letters: Bytes, is_capital: Flags, first: Numbers, length: Numbers) -> Bytes:
    """Letters, with words of two scripts spelled in the one whose letters are imitated."""
    foreign = np.flatnonzero(letters >= FIRST_FOREIGN)
    seam = foreign[_are_latin(letters[foreign - 1]) | _are_latin(letters[foreign + 1])]
    mixed = np.unique(np.searchsorted(first, seam, side="right") - 1)
    which, place = spread(first[mixed], length[mixed])
    found = letters.copy()
    found[place] = _in_one_script(letters[place], is_capital[place].astype(np.intp), which)
    return found


def _are_latin(letters: Bytes) -> Flags:
    found: Flags = (letters >= _FIRST_LATIN) & (letters <= _LAST_LATIN)
    return found


def _in_one_script(letters: Bytes, case: NDArray[np.intp], word: Numbers) -> Bytes:
    foreign, latin = letters >= FIRST_FOREIGN, _are_latin(letters)
    as_latin, as_cyrillic = IMITATES[case, letters], IMITATED[case, letters]
    no_latin = np.bincount(word, foreign & (as_latin == 0))
    no_cyrillic = np.bincount(word, latin & (as_cyrillic == 0))
    cyrillic = ((no_cyrillic == 0) & (no_latin > 0))[word]
    changed = np.where(cyrillic, latin, foreign & (as_latin > 0))
    return np.where(changed, np.where(cyrillic, as_cyrillic, as_latin), letters)


def spread(first: Numbers, count: Numbers) -> tuple[Numbers, Numbers]:
    """Ranges laid end to end: of which range, and each number in it."""
    which = np.repeat(np.arange(len(count)), count)
    ends = np.cumsum(count)
    return which, np.arange(len(which)) + (first - ends + count)[which]
