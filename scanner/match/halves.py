"""Two words that are a part of a name, or a name, when put together."""

from typing import Final

import numpy as np

from scanner.match.arrays import Numbers, are_among, are_first, where
from scanner.match.batch import Batch, Words
from scanner.match.edits import Edit
from scanner.match.letters import FIRST_FOREIGN
from scanner.match.lookup import Lookup
from scanner.match.nearness import SHORTEST_SLIP, are_common, keys_of
from scanner.match.row import LONGEST, Row
from scanner.match.watchlist import Watchlist

_SERVANTS: Final = frozenset(["عبد", "وعبد", "لعبد", "بعبد", "فعبد", "كعبد"])
"""Arabic words that open a name of two words, which Latin writes as one (Abdellatif)."""
_LONGEST_SERVANT: Final = 4
_COMMONEST: Final = -10.0
"""Bits of words of which two are no name: "Att är" is not Attar. Two in three that might be one
are such."""


class Halves:
    """What stands in two words for one watchlist."""

    def __init__(self, watchlist: Watchlist) -> None:
        self._watchlist = watchlist
        self._servants = keys_of(_SERVANTS, watchlist.hasher)

    def find(self, row: Row, batch: Batch) -> list[Edit]:
        """Two words, the first with a capital, that are a part of a name when put together.

        And two in small letters, one sign between them, that are a name: ``anna-karinberg``.
        """
        is_capital = batch.is_capital
        small = batch.is_tight[:-1] & ~is_capital[:-1] & ~is_capital[1:] & (batch.length[:-1] > 1)
        foreign = batch.head[:-1] >= FIRST_FOREIGN
        halves = (
            self._joined(batch, where(is_capital[:-1] | foreign), self._watchlist.parts),
            self._joined(batch, where(small), self._watchlist.wholes),
            self._behind_servants(batch),
        )
        found = np.sort(np.concatenate(halves))
        found = found[are_first(found)]
        words = Words(batch.letters, batch.first, batch.length)
        one, other = (are_common(words.those(each), _COMMONEST) for each in (found, found + 1))
        found = found[~(one & other)]
        gaps = zip(batch.end[found].tolist(), batch.start[found + 1].tolist(), strict=True)
        return [Edit(end, start + 1, _inside(row.joined, end, start)) for end, start in gaps]

    def _joined(self, batch: Batch, one: Numbers, known: Lookup) -> Numbers:
        """Which of some words are known when the next word is put behind them."""
        one = one[batch.start[one + 1] - batch.end[one] <= 1]
        total = batch.length[one] + batch.length[one + 1]
        may = (total >= SHORTEST_SLIP) & (total < LONGEST)
        one, total = one[may], total[may]
        if not len(one):
            return one
        two = batch.first[one], batch.length[one], batch.first[one + 1]
        keys = self._watchlist.hasher.keys_of_two(batch.letters, *two, total)
        return one[known.find(keys)[0]]

    def _behind_servants(self, batch: Batch) -> Numbers:
        short = where((batch.head >= FIRST_FOREIGN) & (batch.length <= _LONGEST_SERVANT))
        short = short[short < len(batch.first) - 1]
        close = short[batch.start[short + 1] - batch.end[short] == 1]
        hasher = self._watchlist.hasher
        keys = hasher.keys_of(batch.letters, batch.first[close], batch.length[close])
        found: Numbers = close[are_among(self._servants, keys)]
        return found


def _inside(joined: str, end: int, start: int) -> str:
    """The first letter of a half, in small letters, or it would begin a word of its own.

    Not where both halves are in capitals.
    """
    loud = joined[end - 1].isupper() and joined[start : start + 2].isupper()
    return joined[start] if loud else joined[start].lower()
