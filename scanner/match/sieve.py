"""Where in many texts a name of the watchlist may stand: what is left over is nobody's.

What passes is looked at closely by `join`; what does not pass is lost, so rules here are wide.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import repeat
from math import log2
from typing import Final, NamedTuple

import numpy as np

from scanner.match.arrays import Flags, Ids, Numbers, spread, where
from scanner.match.batch import Batch, cut
from scanner.match.couples import Couples, couples, may_be_slipped
from scanner.match.glossary import Asked, Glossary
from scanner.match.halves import Halves, Named
from scanner.match.letters import FIRST_FOREIGN
from scanner.match.lone import Loners
from scanner.match.meanings import DOUBT, DOUBT_BITS, GIVEN, SLIP, WHOLE, bits_of, is_inexact
from scanner.match.memory import Meanings, marks
from scanner.match.readings import Reading, readings
from scanner.match.row import laid
from scanner.match.shapes import by_nickname, pair
from scanner.match.watchlist import Watchlist

LEAST_BOTH: Final = 10.0
"""Bits of two renderings in one name, for a watchlist of one name; each doubling needs one more."""
MOST_SPOTS_OF_INITIALS: Final = 16
"""Names that "Anna B." may stand for here: of a hundred that fit more, `select` lets six pass, and
one line of a page would make work for hundreds."""

MOST: Final = 1 << 20
"""Characters that are read at once: of 2**16 to 2**22 the cheapest, by a tenth against half and
twice as many."""


class Shape(Enum):
    """How a name stands in a stretch."""

    TOGETHER = "together"
    APART = "apart"
    """The first word and the last stand alone, one a given name and one a surname."""
    SURNAME = "surname"
    """A surname stands alone."""


class Spot(NamedTuple):
    """A stretch of a text in which a name may stand."""

    text: int
    """Which text, counted from 0."""
    start: int
    """In the text as it is, whatever it was read as."""
    end: int
    name: int
    """Of the watchlist's names."""
    reading: Reading | None
    """The reading in which the name stands; None: the text as it is."""
    shape: Shape = Shape.TOGETHER


class _Known(NamedTuple):
    """Words, and what they may be as they stand."""

    batch: Batch
    asked: Asked
    meanings: Meanings

    def with_(self, other: "_Known") -> "_Known":
        """Both, laid end to end."""
        batch = self.batch.with_(other.batch)
        meanings = np.append(self.meanings, other.meanings)
        return _Known(batch, self.asked.with_(other.asked, batch), meanings)


class Sieve:
    """Looks for one watchlist. Remembers words, and nothing about a text."""

    def __init__(self, watchlist: Watchlist) -> None:
        self._watchlist = watchlist
        self._glossary = Glossary(watchlist)
        self._is_given, self._is_surname = watchlist.is_given, watchlist.is_surname
        self._halves = Halves(watchlist)
        self._loners = Loners.of(watchlist, self._glossary)
        self._least = LEAST_BOTH + log2(watchlist.names.count + 1)

    def spots(self, texts: Sequence[str]) -> list[Spot]:
        """Where a name may stand, in no order. Linear in the texts' length."""
        found: list[Spot] = []
        for first, behind in _batches(texts):
            spots = self._spots(texts[first:behind])
            found += (each._replace(text=each.text + first) for each in spots) if first else spots
        return found

    def _spots(self, texts: Sequence[str]) -> Iterator[Spot]:
        row = laid(texts)
        batch = cut(row)
        self._glossary.make_room()
        known = self._known(batch)
        others = readings(row, batch, self._halves.find(row, batch, self._given_abroad(known)))
        if others:
            known = known.with_(self._known(cut(laid([each.written for each in others]))))
        for spot in self._find(*known):
            if spot.text < len(texts):
                yield spot
            elif spot.shape is not Shape.TOGETHER:
                continue
            elif (other := others[spot.text - len(texts)]).tells(spot.start, spot.end):
                yield _placed(spot, other)

    def _known(self, batch: Batch) -> "_Known":
        asked = Asked.of(batch, self._watchlist.hasher)
        return _Known(batch, asked, self._glossary.as_they_stand(asked))

    def _find(self, batch: Batch, asked: Asked, meanings: Meanings) -> Iterator[Spot]:
        near = may_be_slipped(batch, marks(meanings))
        meanings[near] = self._glossary.slipped(asked.those(near), meanings)
        yield from self._as_one(batch, meanings)
        yield from self._pairs(batch, meanings, couples(batch, marks(meanings)))
        apart, surnames = self._loners.find(batch, asked, meanings)
        yield from (each._replace(shape=Shape.APART) for each in _spots(batch, *apart))
        yield from (each._replace(shape=Shape.SURNAME) for each in _spots(batch, *surnames))

    def _given_abroad(self, known: "_Known") -> Named:
        """Words of other scripts that are a watched given name."""
        is_foreign = known.batch.head >= FIRST_FOREIGN
        given = where(is_foreign & (marks(known.meanings) & GIVEN > 0))
        of, numbers = self._parts(known.meanings, given, self._is_given)
        return Named(given[of], (numbers >> DOUBT_BITS).astype(np.int64))

    def _as_one(self, batch: Batch, meanings: Meanings) -> Iterator[Spot]:
        """Whole names written as one word."""
        place = where(marks(meanings) & WHOLE)
        which, names = self._glossary.wholes(meanings[place])
        return _spots(batch, place[which], place[which], names)

    def _pairs(self, batch: Batch, meanings: Meanings, couples: Couples) -> Iterator[Spot]:
        """Given names with a surname near that is of one name with them."""
        if not len(couples.given):
            return iter(())
        of, first = self._parts(meanings, couples.given, self._is_given)
        whose, last = self._parts(meanings, couples.surname, self._is_surname)
        count = np.bincount(whose, minlength=len(couples.given))
        at, place = spread((np.cumsum(count) - count)[of], count[of])
        last = last[place]
        doubts = first[at] & DOUBT, last & DOUBT
        told = (doubts[0] | doubts[1] == 0) | couples.may_be_near[of[at]]
        told &= bits_of(doubts[0]) + bits_of(doubts[1]) >= self._least
        # Of an initial beside a word that is not her name as it stands, `join` makes nothing.
        single = (batch.length[couples.given] == 1) | (batch.length[couples.surname] == 1)
        told &= ~single[of[at]] | ~(is_inexact(doubts[0]) | is_inexact(doubts[1]))
        at, last = at[told], last[told]
        keys = pair(first[at] >> DOUBT_BITS, last >> DOUBT_BITS)
        # A slip in what she is called, and not in her name, leaves too little of it.
        whole = where(first[at] & DOUBT != SLIP)
        found, names = self._watchlist.pairs.find(np.append(keys, by_nickname(keys[whole])))
        by = of[np.append(at, at[whole])[found]]
        telling = ~single | (np.bincount(by, minlength=len(single)) <= MOST_SPOTS_OF_INITIALS)
        by, names = by[telling[by]], names[telling[by]]
        ends = couples.given[by], couples.surname[by]
        return _spots(batch, np.minimum(*ends), np.maximum(*ends), names)

    def _parts(self, meanings: Meanings, places: Numbers, wanted: Flags) -> tuple[Numbers, Ids]:
        """Parts in a role that some words may be: of which word, in order, and the number."""
        which, numbers = self._glossary.parts(meanings[places])
        told = wanted[numbers >> DOUBT_BITS]
        return which[told], numbers[told]


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Texts that are read at once: the first, and the one behind the last."""
    first, length = 0, 0
    for place, text in enumerate(texts):
        if length + len(text) > MOST and place > first:
            yield first, place
            first, length = place, 0
        length += len(text)
    yield first, len(texts)


def _spots(batch: Batch, first: Numbers, last: Numbers, names: Ids) -> Iterator[Spot]:
    if not len(names):
        return iter(())
    start, end = batch.start[first], batch.end[last]
    text = batch.texts(start)
    begins = batch.begins[text]
    columns = (text, start - begins, end - begins, names)
    return map(Spot, *(each.tolist() for each in columns), repeat(None))


def _placed(spot: Spot, reading: Reading) -> Spot:
    """A spot in a reading as one in its text."""
    return Spot(reading.text, *reading.span(spot.start, spot.end), spot.name, reading)
