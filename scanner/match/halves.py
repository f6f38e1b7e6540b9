"""Two words that are a part of a name, or a name, when put together."""

from typing import Final, NamedTuple

import numpy as np

from scanner.match.arrays import Bytes, Flags, Numbers, are_among, are_first, spread, where
from scanner.match.batch import Batch, Words
from scanner.match.edits import Edit
from scanner.match.letters import FIRST_FOREIGN, FIRST_LETTER
from scanner.match.likeness import rendered
from scanner.match.lookup import Lookup
from scanner.match.nearness import SHORTEST_SLIP, across, are_common, keys_of
from scanner.match.row import LONGEST, Row
from scanner.match.scripts import NO_SLIPS
from scanner.match.shapes import pair
from scanner.match.stems import finnish
from scanner.match.watchlist import Watchlist

_SERVANTS: Final = frozenset(["عبد", "وعبد", "لعبد", "بعبد", "فعبد", "كعبد"])
"""Arabic words that open a name of two words, which Latin writes as one (Abdellatif)."""
_LONGEST_SERVANT: Final = 4
_COMMONEST: Final = -10.0
"""Bits of words of which two are no name: "Att är" is not Attar. Two in three that might be one
are such."""
_LEAST_RENDERED: Final = 8.0
"""Bits of a rendering in two words."""
_EDGES: Final = 1 << 20
"""Numbers of lengths and edges of words."""
_SCATTER: Final = 0x9E3779B97F4A7C15 - (1 << 64)


class Named(NamedTuple):
    """Words that are a part of a name, in order, and which."""

    word: Numbers
    part: Numbers

    def those(self, which: Numbers | Flags) -> "Named":
        return Named(self.word[which], self.part[which])


class Halves:
    """What stands in two words for one watchlist."""

    def __init__(self, watchlist: Watchlist) -> None:
        self._watchlist = watchlist
        self._edges = _edges_of(watchlist.spelled)
        self._servants = keys_of(_SERVANTS, watchlist.hasher)

    def find(self, row: Row, batch: Batch, given: Named) -> list[Edit]:
        """Two words, the first with a capital, that are a part of a name when put together.

        And two in small letters, one sign between them, that are a name: ``anna-karinberg``. And
        two behind a `given` name in another script: there surnames have two words that have one
        in Latin (Hosseinzadeh, Noureddine, Benali).
        """
        small = batch.is_tight & ~batch.is_capital & (batch.length > 1)
        small[:-1] &= ~batch.is_capital[1:]
        shown = batch.is_capital | (batch.head >= FIRST_FOREIGN)
        shown[:-1] &= batch.head[1:] >= FIRST_LETTER
        one = where(shown & batch.is_close)
        halves = (
            self._joined(batch, one[self._are_edges(batch, one)], self._watchlist.parts),
            self._joined(batch, where(small), self._watchlist.wholes),
            self._behind_servants(batch),
            self._rendered(batch, given),
        )
        found = np.sort(np.concatenate(halves))
        found = _but_common(batch, found[are_first(found)])
        gaps = zip(batch.end[found].tolist(), batch.start[found + 1].tolist(), strict=True)
        return [Edit(end, start + 1, _inside(row.joined, end, start)) for end, start in gaps]

    def _are_edges(self, batch: Batch, one: Numbers) -> Flags:
        """Whether some words begin as a part does, and the next ones end as it does.

        Where 100,000 people are watched, one in six. A key costs twice as much.
        """
        first, length = batch.first[one], batch.length[one]
        other, rest = batch.first[one + 1], batch.length[one + 1]
        last = other + rest - 1
        second = np.where(length > 1, first + 1, other)
        before = np.where(rest > 1, last - 1, first + length - 1)
        return self._edges[_edges(batch.letters, length + rest, first, second, before, last)]

    def _joined(self, batch: Batch, one: Numbers, known: Lookup) -> Numbers:
        """Which of some words are known when the next word is put behind them."""
        total = batch.length[one] + batch.length[one + 1]
        may = (total >= SHORTEST_SLIP) & (total < LONGEST)
        one, total = one[may], total[may]
        if not len(one):
            return one
        two = batch.first[one], batch.length[one], batch.first[one + 1]
        keys = self._watchlist.hasher.keys_of_two(batch.letters, *two, total)
        return one[known.find(keys)[0]]

    def _rendered(self, batch: Batch, given: Named) -> Numbers:
        """Which words behind given names render, with the next one, the surname of one name."""
        given = given.those(given.word + 2 < len(batch.first))
        one = given.word + 1
        close = batch.is_close[one - 1] & batch.is_close[one]
        close &= np.minimum(batch.head[one], batch.head[one + 1]) >= FIRST_FOREIGN
        close &= batch.length[one] + batch.length[one + 1] < LONGEST
        given, one = given.those(close), np.unique(one[close])
        if not len(one):
            return one
        halves = np.stack((one, one + 1), axis=1)
        first, length = batch.first[halves].ravel(), batch.length[halves].ravel()
        total = batch.length[halves].sum(axis=1)
        _, letter = spread(first, length)
        letters = np.append(batch.letters[letter], np.zeros(2 * LONGEST, dtype=np.uint8))
        words = Words(letters, np.cumsum(total) - total, total)
        filed = across(words, self._watchlist.hasher)
        found, parts = self._watchlist.parts.find(filed.keys)
        told = self._watchlist.is_surname[parts]
        which, part = filed.which[found[told]], parts[told].astype(np.int64)
        before = one[which] - 1
        first = np.searchsorted(given.word, before)
        of, at = spread(first, np.searchsorted(given.word, before, side="right") - first)
        pairs, _ = self._watchlist.pairs.find(pair(given.part[at], part[of]))
        named = np.unique(of[pairs])
        which, part = which[named], part[named]
        bits = rendered(words, which, self._watchlist.spelled, part, NO_SLIPS)
        return one[np.unique(which[bits > _LEAST_RENDERED])]

    def _behind_servants(self, batch: Batch) -> Numbers:
        close = where((batch.head >= FIRST_FOREIGN) & batch.is_close)
        close = close[batch.length[close] <= _LONGEST_SERVANT]
        close = close[batch.start[close + 1] > batch.end[close]]
        if not len(close):
            return close
        hasher = self._watchlist.hasher
        keys = hasher.keys_of(batch.letters, batch.first[close], batch.length[close])
        found: Numbers = close[are_among(self._servants, keys)]
        return found


def _but_common(batch: Batch, one: Numbers) -> Numbers:
    """Words without those that are ordinary, as the next ones are."""
    if not len(one):
        return one
    words = Words(batch.letters, batch.first, batch.length)
    both = [are_common(words.those(each), _COMMONEST) for each in (one, one + 1)]
    found: Numbers = one[~np.logical_and(*both)]
    return found


def _edges_of(parts: Words) -> Flags:
    """By `_edges` whether a part has them, as it stands or before a Finnish ending."""
    found = np.zeros(_EDGES, dtype=np.bool_)
    for words in (parts, finnish(parts)[1]):
        long = words.those(words.length >= SHORTEST_SLIP)
        first, last = long.first, long.first + long.length - 1
        found[_edges(long.letters, long.length, first, first + 1, last - 1, last)] = True
    return found


def _edges(letters: Bytes, length: Numbers, *places: Numbers) -> Numbers:
    """Of the length of words, their first two and last two letters, a number below `_EDGES`."""
    found = length.copy()
    for place in places:
        found = found << 8 | letters[place]
    return (found * _SCATTER >> 32) % _EDGES


def _inside(joined: str, end: int, start: int) -> str:
    """The first letter of a half, in small letters, or it would begin a word of its own.

    Not where both halves are in capitals.
    """
    loud = joined[end - 1].isupper() and joined[start : start + 2].isupper()
    return joined[start] if loud else joined[start].lower()
