"""A row of texts cut into words: the vectorised face of `words`.

Arrays run over all words of all texts, in order. Places are those of the original texts.
"""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Bytes, Flags, Ids, Numbers, spread, where
from scanner.match.letters import (
    BEFORE_GERESH,
    BLANK,
    CLOSING,
    FIRST_FOREIGN,
    FIRST_LETTER,
    GAP,
    GERESH,
    HYPHENS,
    IMITATED,
    IMITATES,
    JOINER,
    LATIN,
    LETTERS,
    LINE,
    NOTHING,
    OPENING,
)
from scanner.match.row import LONGEST, Row, among, are, belong

SHORTEST_HUMP: Final = 2
"""Letters to a capital, on average, in ``aNnA LiNd``: words written as one have more."""

_LAST_LATIN: Final = ord(LATIN[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The words of a row."""

    begins: Numbers
    """Of each text, and of what stands behind all: where it begins in the row."""
    points: NDArray[np.uint32]
    """Of each character of the row."""
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
    is_close: Flags
    """Of each word: whether one character parts it from the next, or none."""
    is_tight: Flags
    """Of each word: whether nothing, or one sign that is no blank, parts it from the next."""

    def with_(self, other: "Batch") -> "Batch":
        """The words of two rows, laid end to end."""
        behind = len(self.points)
        return Batch(
            begins=np.append(self.begins[:-1], other.begins + behind),
            points=np.append(self.points, other.points),
            letters=np.append(self.letters, other.letters),
            first=np.append(self.first, other.first + behind),
            length=np.append(self.length, other.length),
            head=np.append(self.head, other.head),
            is_capital=np.append(self.is_capital, other.is_capital),
            start=np.append(self.start, other.start + behind),
            end=np.append(self.end, other.end + behind),
            is_close=np.append(self.is_close, other.is_close),
            is_tight=np.append(self.is_tight, other.is_tight),
        )

    def texts(self, places: Numbers) -> Numbers:
        """Which text each place of the row is in."""
        return np.searchsorted(self.begins, places, side="right") - 1

    def are_enclosed(self, words: Numbers) -> Flags:
        """Whether a quotation or bracket begins before some words, or ends behind them."""
        opens = self._are(OPENING, self.start[words] - 1)
        return opens | self._are(CLOSING, self.end[words])

    def enclose(self, first: Numbers, last: Numbers) -> Flags:
        """Whether a quotation or bracket begins behind some words, and one ends before others."""
        behind = self.end[first]
        found = self._are(OPENING, behind) | self._are(OPENING, behind + 1)
        opened = where(found)
        before = self.start[last[opened]]
        found[opened] = self._are(CLOSING, before - 1) | self._are(CLOSING, before - 2)
        return found

    def are_last(self, words: Numbers, widest: int) -> Flags:
        """Whether a line ends between some words and the next, at most `widest` characters off."""
        gap = self.start[words + 1] - self.end[words]
        ends = self._are(LINE, self.end[words]) & (gap > 0)
        # Between most words stands one blank.
        wide = where(gap > 1)
        place = self.end[words[wide]][:, None] + np.arange(1, widest)
        within = place < self.start[words[wide] + 1][:, None]
        further = self._are(LINE, np.minimum(place, len(self.points) - 1))
        ends[wide] |= (further & within).any(axis=1)
        return ends

    def are_alone(self, first: Numbers, last: Numbers) -> Flags:
        """Whether a line begins with some words and one ends behind others."""
        start = self.start[first - self.is_tight[first - 1]]  # Al-Masri
        begins = (self.begins[self.texts(start)] == start) | self._are(LINE, start - 1)
        found: Flags = begins & self._are(LINE, self.end[last])
        return found

    def _are(self, kind: int, places: Numbers) -> Flags:
        return are(self.points[places], kind)


def cut(row: Row) -> Batch:
    """The words of a row, as `text.fold` joins and spells them. ``AnnaBerg`` is two."""
    letters, is_capital = row.letters.copy(), row.is_capital.copy()
    hidden = _rejoined(row, letters)
    first, behind = _edges(letters)
    moved, origin = _close_up(letters, is_capital, first, behind, hidden)
    first, behind = _parted(letters, is_capital, first, behind)
    length = behind - first
    _unmix(letters, is_capital, first, length, np.append(row.rare, moved))
    start = _replaced(first, moved, origin)
    end = _replaced(behind, moved + 1, origin + 1)
    is_close = np.append(start[1:] - end[:-1] <= 1, np.zeros(len(start[:1]), dtype=np.bool_))
    return Batch(
        begins=row.begins,
        points=row.points,
        letters=letters,
        first=first,
        length=length,
        head=letters[first],
        is_capital=is_capital[first],
        start=start,
        end=end,
        is_close=is_close,
        is_tight=_are_tight(row, end, is_close),
    )


def _are_tight(row: Row, end: Numbers, is_close: Flags) -> Flags:
    tight = is_close & (row.low[end] > _SPACE)
    close = where(tight)
    tight[close] = ~are(row.points[end[close]], BLANK)
    return tight


_SPACE: Final = ord(" ")
"""The last of the commonest blanks, so that few are looked for."""
_BREAK: Final = re.compile(r"[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_HYPHENS: Final = among(HYPHENS)
_GERESH: Final = among(GERESH)
_BEFORE_GERESH: Final = np.array([LETTERS.get(byte) in {*BEFORE_GERESH} for byte in range(256)])
_BLANKS: Final = among(" \t\r\n")


def _rejoined(row: Row, letters: Bytes) -> Numbers:
    """Where nothing shows within words; letters are changed in place.

    To nothing between the halves of a word that a line's end broke, and behind a Hebrew letter that
    an apostrophe changes; joiners between foreign letters to gaps.
    """
    odd, rare = row.odd, row.rare
    hyphen = belong(row.points[odd], _HYPHENS) & belong(row.points[odd + 1], _BLANKS)
    broken = odd[hyphen & (letters[odd - 1] > JOINER)]
    ends = filter(None, (_BREAK.match(row.joined, at + 1) for at in broken.tolist()))
    spans = [np.arange(match.start() - 1, match.end()) for match in ends]
    joiners = rare[letters[rare] == JOINER]
    foreign = (letters[joiners - 1] >= FIRST_FOREIGN) & (letters[joiners + 1] >= FIRST_FOREIGN)
    letters[joiners[foreign]] = GAP
    marks = rare[_BEFORE_GERESH[letters[rare]]] + 1
    spans.append(marks[belong(row.points[marks], _GERESH)])
    nothing = np.concatenate(spans)
    letters[nothing] = NOTHING
    hidden = letters[rare]
    return np.append(nothing, rare[(hidden == NOTHING) | (hidden == JOINER)])


def _edges(letters: Bytes) -> tuple[Numbers, Numbers]:
    """Where words begin, and where they end."""
    inside = np.empty(len(letters) + 1, dtype=np.bool_)
    inside[0] = False
    np.greater(letters, GAP, out=inside[1:])
    edges = where(inside[1:] != inside[:-1])
    return edges[::2].copy(), edges[1::2].copy()


def _close_up(
    letters: Bytes, is_capital: Flags, first: Numbers, behind: Numbers, hidden: Numbers
) -> tuple[Numbers, Numbers]:
    """Moves what shows of each word to its beginning, in place, where something is `hidden`.

    Returns where the letters of those words stand now, in order, and where they stood.
    """
    if not len(hidden):
        return hidden, hidden
    words = np.unique(np.searchsorted(first, hidden, side="right") - 1)
    of, place = spread(first[words], behind[words] - first[words])
    shown = letters[place] > JOINER
    origin, count = place[shown], np.bincount(of[shown], minlength=len(words))
    _, moved = spread(first[words], count)
    found, capitals = letters[origin], is_capital[origin]
    letters[place], is_capital[place] = GAP, False
    letters[moved], is_capital[moved] = found, capitals
    behind[words] = first[words] + count
    return moved, origin


def _replaced(places: Numbers, moved: Numbers, origin: Numbers) -> Numbers:
    """Places with those among `moved` where they were. All are in order."""
    if not len(moved):
        return places
    found = places.copy()
    at = np.minimum(np.searchsorted(places, moved), len(places) - 1)
    same = places[at] == moved
    found[at[same]] = origin[same]
    return found


def _parted(
    letters: Bytes, is_capital: Flags, first: Numbers, behind: Numbers
) -> tuple[Numbers, Numbers]:
    """Words that show something, parted before capitals behind small letters; not ``aNnA``."""
    shown = behind > first
    if not shown.all():
        first, behind = first[shown], behind[shown]
    humps = where((is_capital[1:] > is_capital[:-1]) & (letters[:-1] > GAP)) + 1
    if not len(humps):
        return first, behind
    place = np.searchsorted(first, humps)
    words, of, count = np.unique(place - 1, return_inverse=True, return_counts=True)
    humps = humps[_are_several(count, (behind - first)[words])[of]]
    # Of two rows in order a stable sort makes one at the cost of a copy.
    merged = (np.concatenate((each, humps)) for each in (first, behind))
    first, behind = (np.sort(each, kind="stable") for each in merged)
    return first, behind


def _are_several(humps: Numbers, length: Numbers) -> Flags:
    """False for words whose capitals inside alternate with small letters."""
    found: Flags = length > SHORTEST_HUMP * (humps + 1) - (humps == 1)
    return found


def _unmix(
    letters: Bytes, is_capital: Flags, first: Numbers, length: Numbers, rare: Numbers
) -> None:
    """Spells words of two scripts in the one whose letters are imitated, in place.

    Letters that are not Latin stand among `rare`.
    """
    foreign = rare[letters[rare] >= FIRST_FOREIGN]
    seam = foreign[_are_latin(letters[foreign - 1]) | _are_latin(letters[foreign + 1])]
    if not len(seam):
        return
    mixed = np.unique(np.searchsorted(first, seam, side="right") - 1)
    which, place = spread(first[mixed], length[mixed])
    letters[place] = _in_one_script(letters[place], is_capital[place].astype(np.intp), which)


def _are_latin(letters: Bytes) -> Flags:
    found: Flags = (letters >= FIRST_LETTER) & (letters <= _LAST_LATIN)
    return found


def _in_one_script(letters: Bytes, case: NDArray[np.intp], word: Numbers) -> Bytes:
    foreign, latin = letters >= FIRST_FOREIGN, _are_latin(letters)
    as_latin, as_cyrillic = IMITATES[case, letters], IMITATED[case, letters]
    no_latin = np.bincount(word, foreign & (as_latin == 0))
    no_cyrillic = np.bincount(word, latin & (as_cyrillic == 0))
    cyrillic = ((no_cyrillic == 0) & (no_latin > 0))[word]
    changed = np.where(cyrillic, latin, foreign & (as_latin > 0))
    return np.where(changed, np.where(cyrillic, as_cyrillic, as_latin), letters)


@dataclass(frozen=True, slots=True)
class Words:
    """Words one after the other, a gap behind each."""

    letters: Bytes
    first: Numbers
    length: Numbers

    @classmethod
    def of(cls, letters: Bytes) -> "Words":
        """Words from bytes in which each ends with a gap."""
        gaps = where(letters == GAP)
        first = np.concatenate((np.zeros(1, dtype=np.int64), gaps[:-1] + 1))
        return cls(np.append(letters, _PADDING), first[: len(gaps)], gaps - first[: len(gaps)])

    @classmethod
    def taken(cls, letters: Bytes, first: Numbers, length: Numbers) -> "Words":
        """Words that stand somewhere in `letters`, at most `LONGEST` letters of each."""
        shown = np.minimum(length, LONGEST) + 1
        ends = np.cumsum(shown)
        place = np.repeat(first - ends + shown, shown)
        place += np.arange(len(place))
        found = np.zeros(len(place) + len(_PADDING), dtype=np.uint8)
        found[: len(place)] = letters[place]
        found[ends - 1] = GAP
        return cls(found, ends - shown, shown - 1)

    def those(self, which: Numbers | Ids | Flags) -> "Words":
        """Some of the words."""
        return Words(self.letters, self.first[which], self.length[which])

    def alone(self) -> "Words":
        """The words, and no others in `letters`."""
        return Words.taken(self.letters, self.first, self.length)

    def with_(self, others: "Words") -> "Words":
        """These words and others behind them."""
        letters = self.text()
        return Words(
            np.concatenate((letters, others.letters)),
            np.concatenate((self.first, others.first + len(letters))),
            np.concatenate((self.length, others.length)),
        )

    def blanked(self, which: Numbers) -> "Words":
        """These words, some of them without letters."""
        letters, length = self.letters.copy(), self.length.copy()
        letters[spread(self.first[which], length[which])[1]] = GAP
        length[which] = 0
        return Words(letters, self.first, length)

    def text(self) -> Bytes:
        """Their bytes, a gap behind each, no padding."""
        return self.letters[: len(self.letters) - len(_PADDING)]

    def is_foreign(self) -> Flags:
        """True for words whose first letter is not Latin."""
        return self.letters[self.first] >= FIRST_FOREIGN


_PADDING: Final = np.zeros(LONGEST + 8, dtype=np.uint8)
