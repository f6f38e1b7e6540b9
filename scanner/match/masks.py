"""Words in which letters are hidden (``A*na``), and the parts of names that they may be."""

from functools import cached_property

import numpy as np

from scanner.match.arrays import NOBODY, Bytes, Ids, Keys, Numbers, where
from scanner.match.batch import Words
from scanner.match.keys import Rows, rows
from scanner.match.letters import ANY


class Masks:
    """Parts by their length, to be compared with words in which letters are hidden."""

    def __init__(self, parts: Words) -> None:
        self._parts = parts

    @cached_property
    def _order(self) -> Ids:
        return np.argsort(self._parts.length, kind="stable").astype(np.int32)

    @cached_property
    def _upto(self) -> Numbers:
        return np.searchsorted(self._parts.length[self._order], np.arange(256))

    @cached_property
    def _spelled(self) -> Rows:
        parts = self._parts.those(self._order)
        return rows(parts.letters, parts.first, parts.length)

    def find(self, novel: Words) -> tuple[Numbers, Ids]:
        """Parts that agree with words, which stand alone, in all letters that are not hidden."""
        hidden = where(novel.letters == ANY)
        if not len(hidden):
            return NOBODY
        words = np.unique(np.searchsorted(novel.first, hidden, side="right") - 1)
        found = [NOBODY]
        for word in words.tolist():
            parts = self._alike(novel.those(np.array([word])))
            found.append((np.full(len(parts), word), parts))
        which, parts = map(np.concatenate, zip(*found, strict=True))
        return which, parts

    def _alike(self, word: Words) -> Ids:
        length = int(word.length[0])
        letters = word.letters[word.first[0] : word.first[0] + length]
        told = np.where(letters == ANY, 0, 0xFF).astype(np.uint8)
        at = slice(self._upto[length], self._upto[length + 1])
        same = np.ones(at.stop - at.start, dtype=np.bool_)
        for number, (mask, wanted) in enumerate(
            zip(_eights(told), _eights(letters & told), strict=True)
        ):
            same &= self._spelled[number, at] & mask == wanted
        return self._order[at][same]


def _eights(letters: Bytes) -> Keys:
    """Letters of one word as `keys.rows` holds them."""
    padded = np.zeros(-(-len(letters) // 8) * 8, dtype=np.uint8)
    padded[: len(letters)] = letters
    return padded.view("<u8")
