"""Where in many texts a name of the watchlist may stand: what is left over is nobody's.

Every word is asked for once and remembered; few pages have words that were never asked for. What
passes is looked at closely by `join`; what does not pass is lost, so rules here are wide.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from math import log2
from typing import Final, NamedTuple

import numpy as np

from scanner.match.batch import (
    LONGEST,
    Batch,
    Bytes,
    Flags,
    Numbers,
    Row,
    cut,
    laid,
    spread,
    together,
    where,
)
from scanner.match.common import KNOWN
from scanner.match.consonants import may_begin, may_end
from scanner.match.gaps import FARTHEST, WIDEST
from scanner.match.keys import Hasher, Keys, Rows, rows
from scanner.match.letters import ANY, ARABIC, FIRST_FOREIGN, GAP, HEBREW, JOINER, LETTERS
from scanner.match.lexicon import Role, lexicon, of_rows
from scanner.match.likeness import Reals, bits
from scanner.match.lookup import Ids, Lookup
from scanner.match.memory import UNKNOWN, Meanings, Memory, marks
from scanner.match.nearness import (
    SHORTEST_SLIP,
    SHORTEST_TWO,
    Words,
    across,
    by_sound,
    exact,
    slipped,
)
from scanner.match.readings import Edit, Reading, readings
from scanner.match.shapes import by_nickname, pair
from scanner.match.stems import genitives, native_stems
from scanner.match.watchlist import Watchlist
from scanner.match.words import FORMER
from scanner.text.particles import PARTICLES

SHORTEST_IN_SMALL: Final = 6
"""Letters of a word in small letters that may bear a slip."""
LEAST: Final = 4.0
"""Bits of a rendering."""
LEAST_BOTH: Final = 10.0
"""Bits of two renderings in one name, for a watchlist of one name; each doubling needs one more."""
_WIDEST: Final = WIDEST + 2 * 16
"""Characters between two words of a name, with what nobody sees: `text.fold.thin` leaves sixteen on
either side of a sign."""
FARTHEST_IN_SMALL: Final = 2
"""Words from one part to the other, where one is in small letters or an initial."""
MOST_OF_INITIALS: Final = 16
"""Names that "Anna B." may stand for here: of a hundred that fit more, `select` lets six pass, and
one line of a page would make work for hundreds."""
COMMON: Final = -11.0
"""Bits of ordinary words that, in small letters, are no names but in addresses: one word in two
thousand is one of those 165, half of all Swedish text."""

MOST: Final = 1 << 20
"""Characters that are read at once: of 2**16 to 2**22 the cheapest, by a tenth against half and
twice as many."""

_SERVANTS: Final = "عبد وعبد لعبد بعبد فعبد كعبد"
_LONGEST_SERVANT: Final = 4

_CAPITAL: Final = np.uint64(0x9E3779B97F4A7C15)
"""Tells a word with a capital from the same in small letters."""
_CERTAIN: Final = np.uint64(0)
_SLIPPED: Final = np.uint64(0xC2B2AE3D27D4EB4F)
"""Tells what a word is a slip of from what it is as it stands."""


_GIVEN: Final = np.uint8(1)
_SURNAME: Final = np.uint8(2)
_WHOLE: Final = np.uint8(4)
_BRIDGE: Final = np.uint8(8)
"""May stand within a name though it is none."""
_EXACT: Final = np.uint8(32)
"""Is a part of a name as it stands."""
_COMMON: Final = np.uint8(16)
"""Hardly ever a name in small letters."""
_ONE: Final = np.uint8(1)
_PART: Final = _GIVEN | _SURNAME
"""Marks of words: what is known of them at once."""


_DOUBT_BITS: Final = 6
_DOUBT: Final = (1 << _DOUBT_BITS) - 1
_ENDED: Final = 1
_HEARD: Final = 2
_SLIP: Final = 3
_RENDERED: Final = 4
"""Doubts that a word is a part: 0 as it stands; `_ENDED` with what may be another language's
ending; `_HEARD` by sound; `_SLIP` with one; `_RENDERED`,
and as many more as its bits are below `_MOST_BITS`, in another script."""
_MOST_BITS: Final = _DOUBT - _RENDERED
_ENOUGH: Final = 1000


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


class Sieve:
    """Looks for one watchlist. Remembers words, and nothing about a text."""

    def __init__(self, watchlist: Watchlist) -> None:
        self._watchlist = watchlist
        self._memory = Memory()
        self._may_be_rendered = watchlist.is_foreign
        # A number is that of a part and a doubt; whole names come behind them.
        self._wholes = len(watchlist.spelled.first) << _DOUBT_BITS
        self._least = LEAST_BOTH + log2(watchlist.names.count + 1)
        self._known = _keys_of(KNOWN, watchlist.hasher)
        self._bridges = _keys_of(PARTICLES | FORMER, watchlist.hasher)
        self._openers = _keys_of(frozenset(_SERVANTS.split()), watchlist.hasher)
        self._masks = _Masks(watchlist.spelled)

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
        others = readings(row, batch, self._halves(row, batch))
        if others:
            batch = together(batch, cut(laid([each.written for each in others])))
        for spot in self._find(batch):
            if spot.text < len(texts):
                yield spot
            elif (other := others[spot.text - len(texts)]).tells(spot.start, spot.end):
                yield _placed(spot, other)

    def _find(self, batch: Batch) -> Iterator[Spot]:
        self._memory.make_room()
        asked = _Asked.of(batch, self._watchlist.hasher)
        meanings = self._meanings(asked, _CERTAIN, self._certain)
        near = where(_may_be_slipped(batch, marks(meanings)))
        meanings[near] = self._meanings(
            asked.those(near), _SLIPPED, lambda novel: self._slipped(novel, meanings[novel.place])
        )
        told = marks(meanings)
        yield from self._as_one(batch, meanings, told)
        yield from self._pairs(batch, meanings, _couples(batch, told))

    def _meanings(self, asked: "_Asked", salt: np.uint64, learn: "_Learn") -> Meanings:
        """What words may be, learnt where it is not remembered."""
        keys = asked.keys ^ salt
        keys[where(asked.is_capital)] ^= _CAPITAL
        meanings = self._memory.recall(keys)
        new = where(meanings == UNKNOWN)
        if len(new):
            first, of = _once(keys[new])
            novel = asked.those(new[first])
            which, numbers = _ordered(*learn(novel))
            marked = self._marks(novel, which, numbers)
            meanings[new] = self._memory.learn(keys[new[first]], which, numbers, marked)[of]
        return meanings

    def _marks(self, novel: "_Asked", which: Numbers, numbers: Ids) -> Bytes:
        marks = _are_among(self._bridges, novel.keys) * np.uint8(_BRIDGE)
        whole = numbers >= self._wholes
        part = np.where(whole, 0, numbers >> _DOUBT_BITS)
        for mark, told in (
            (_GIVEN, self._watchlist.is_given[part] & ~whole),
            (_SURNAME, self._watchlist.is_surname[part] & ~whole),
            (_EXACT, ~whole & (numbers & _DOUBT == 0)),
            (_WHOLE, whole),
        ):
            marks[which[told]] |= mark
        part_in_small = where((marks & _PART > 0) & ~novel.is_capital)
        if len(part_in_small):
            words = novel.words.those(part_in_small)
            spelled = of_rows(rows(words.letters, words.first, words.length))
            common = lexicon().holds(spelled, Role.WORD, COMMON) & ~words.is_foreign()
            marks[part_in_small[common]] |= _COMMON
        return marks

    def _certain(self, novel: "_Asked") -> tuple[Numbers, Ids]:
        """Parts and whole names that words are as they stand, by sound or in another script."""
        watchlist, words = self._watchlist, novel.words
        stem, stems = novel.stems(np.arange(len(words.first)))
        inexact = where(novel.may_be_inexact()[stem])
        sound = by_sound(stems.those(inexact).alone(), watchlist.hasher)
        keys = np.concatenate((exact(stems, watchlist.hasher), sound.keys))
        found, parts = watchlist.parts.find(keys)
        part = np.concatenate((stem, stem[inexact[sound.which]]))[found]
        whole, names = watchlist.wholes.find(novel.keys)
        native, renderings = self._across(words)
        masked, hidden = self._masks.find(words)
        return np.concatenate((part, whole, native, masked)), np.concatenate(
            (
                parts << _DOUBT_BITS | (found >= len(stem)) * _HEARD,
                (names << _DOUBT_BITS) + self._wholes,
                renderings,
                hidden << _DOUBT_BITS | _SLIP,
            )
        ).astype(np.int32)

    def _across(self, novel: Words) -> tuple[Numbers, Ids]:
        """Numbers of parts that words render in another script, with what its grammar adds."""
        watchlist = self._watchlist
        asked = where(novel.is_foreign() | self._may_be_rendered)
        if not len(asked):
            return _NOBODY
        which, stems = native_stems(novel.those(asked))
        filed = across(stems, watchlist.hasher)
        # Most words are read alike in several ways, and most parts found under several keys.
        other, _ = _once(filed.keys ^ filed.which.astype(np.uint64))
        found, parts = watchlist.parts.find(filed.keys[other])
        both = np.sort(filed.which[other[found]] << 32 | parts.astype(np.int64))
        both = both[_are_first(both)]
        stem, parts = both >> 32, (both & 0xFFFFFFFF).astype(np.int32)
        told = _rendered(stems, stem, watchlist.spelled, parts.astype(np.int64))
        likely = where(told > LEAST)
        doubt = _MOST_BITS - np.minimum(told[likely], _MOST_BITS).astype(np.int32) + _RENDERED
        return asked[which[stem[likely]]], parts[likely] << _DOUBT_BITS | doubt

    def _slipped(self, novel: "_Asked", certain: Meanings) -> tuple[Numbers, Ids]:
        """Parts of which words are a slip, beside what they are for `certain`."""
        watchlist, words = self._watchlist, novel.words
        stem, stems = novel.stems(where(~_are_among(self._known, novel.keys)))
        slips, is_two = slipped(stems, watchlist.hasher, two=novel.is_capital[stem])
        bare, inflected = _without_endings(words)
        stretched, squeezed = _squeezed(words)
        keys = exact(inflected, watchlist.hasher), exact(squeezed, watchlist.hasher)
        found, parts = watchlist.parts.find(np.concatenate((slips.keys, *keys)))
        slip = np.concatenate((stem[slips.which], bare, stretched))
        # Two letters too many are two slips, but where scanners read them for one.
        is_two &= ~_are_misread(stems)[slips.which]
        is_two = np.append(is_two, np.zeros(len(bare) + len(stretched), dtype=np.bool_))
        told = ~is_two[found] | (watchlist.spelled.length[parts] >= SHORTEST_TWO)
        found, parts = found[told], parts[told]
        ended = (found >= len(slips.which)) & (found < len(slips.which) + len(bare))
        doubt = np.where(ended, np.int32(_ENDED), np.int32(_SLIP))
        which, numbers = self._memory.numbers(certain)
        return np.concatenate((which, slip[found])), np.concatenate(
            (numbers, parts << _DOUBT_BITS | doubt)
        )

    def _as_one(self, batch: Batch, meanings: Meanings, marks: Bytes) -> Iterator[Spot]:
        """Whole names written as one word."""
        place = where(marks & _WHOLE)
        which, numbers = self._memory.numbers(meanings[place])
        whole = numbers >= self._wholes
        at = place[which[whole]]
        return _spots(batch, at, at, (numbers[whole] - self._wholes) >> _DOUBT_BITS)

    def _pairs(self, batch: Batch, meanings: Meanings, couples: "_Couples") -> Iterator[Spot]:
        """Given names with a surname near that is of one name with them."""
        if not len(couples.given):
            return iter(())
        watchlist = self._watchlist
        givens = self._listed(meanings, couples.given, watchlist.is_given)
        surnames = self._listed(meanings, couples.surname, watchlist.is_surname)
        of, first = givens.numbers(np.arange(len(couples.given)))
        at, last = surnames.numbers(of)
        doubts = first[at] & _DOUBT, last & _DOUBT
        told = (np.maximum(*doubts) == 0) | couples.may_be_near[of[at]]
        told &= _bits_of(doubts[0]) + _bits_of(doubts[1]) >= self._least
        # Of an initial beside a word that is not her name as it stands, `join` makes nothing.
        single = (batch.length[couples.given] == 1) | (batch.length[couples.surname] == 1)
        told &= ~single[of[at]] | ~(_is_inexact(doubts[0]) | _is_inexact(doubts[1]))
        at, last = at[told], last[told]
        keys = pair(first[at] >> _DOUBT_BITS, last >> _DOUBT_BITS)
        # A slip in what she is called, and not in her name, leaves too little of it.
        whole = where(first[at] & _DOUBT != _SLIP)
        found, names = watchlist.pairs.find(np.append(keys, by_nickname(keys[whole])))
        by = of[np.append(at, at[whole])[found]]
        telling = ~single | (np.bincount(by, minlength=len(single)) <= MOST_OF_INITIALS)
        by, names = by[telling[by]], names[telling[by]]
        ends = couples.given[by], couples.surname[by]
        return _spots(batch, np.minimum(*ends), np.maximum(*ends), names)

    def _listed(self, meanings: Meanings, places: Numbers, wanted: Flags) -> "_Listed":
        """By word of a couple, the numbers of the parts in a role that it may be."""
        which, numbers = self._memory.numbers(meanings[places])
        part = numbers < self._wholes
        told = where(part)
        told = told[wanted[numbers[told] >> _DOUBT_BITS]]
        count = np.bincount(which[told], minlength=len(places))
        return _Listed(np.cumsum(count) - count, count, numbers[told])

    def _servants(self, batch: Batch) -> Numbers:
        """Arabic words that open a name of two words, which Latin writes as one (Abdellatif)."""
        short = where((batch.head >= FIRST_FOREIGN) & (batch.length <= _LONGEST_SERVANT))
        short = short[short < len(batch.first) - 1]
        close = short[batch.start[short + 1] - batch.end[short] == 1]
        keys = self._watchlist.hasher.keys_of(
            batch.letters, batch.first[close], batch.length[close]
        )
        found: Numbers = close[_are_among(self._openers, keys)]
        return found

    def _halves(self, row: Row, batch: Batch) -> list[Edit]:
        """Two words, the first with a capital, that are a part of a name when put together.

        And two in small letters, one sign between them, that are a name: ``anna-karinberg``.
        """
        is_capital = batch.is_capital
        small = batch.is_tight[:-1] & ~is_capital[:-1] & ~is_capital[1:] & (batch.length[:-1] > 1)
        halves = (
            self._joined(batch, where(is_capital[:-1]), self._watchlist.parts),
            self._joined(batch, where(small), self._watchlist.wholes),
            self._servants(batch),
        )
        found = np.sort(np.concatenate(halves))
        found = found[_are_first(found)]
        gaps = zip(batch.end[found].tolist(), batch.start[found + 1].tolist(), strict=True)
        # In small letters, or the second would be a word of its own.
        return [Edit(end, start + 1, row.joined[start].lower()) for end, start in gaps]

    def _joined(self, batch: Batch, one: Numbers, known: Lookup) -> Numbers:
        """Which of some words are known when the next word is put behind them."""
        one = one[batch.start[one + 1] - batch.end[one] == 1]
        total = batch.length[one] + batch.length[one + 1]
        may = (total >= SHORTEST_SLIP) & (total < LONGEST)
        one, total = one[may], total[may]
        if not len(one):
            return one
        two = batch.first[one], batch.length[one], batch.first[one + 1]
        keys = self._watchlist.hasher.keys_of_two(batch.letters, *two, total)
        return one[known.find(keys)[0]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Words of a batch that are asked for."""

    words: Words
    keys: Keys
    """Their own."""
    place: Numbers
    """Where they stand in the batch."""
    is_capital: Flags

    @classmethod
    def of(cls, batch: Batch, hasher: Hasher) -> "_Asked":
        words = Words(batch.letters, batch.first, batch.length)
        every = np.arange(len(batch.first))
        return cls(words=words, keys=exact(words, hasher), place=every, is_capital=batch.is_capital)

    def those(self, which: Numbers) -> "_Asked":
        return _Asked(
            words=self.words.those(which),
            keys=self.keys[which],
            place=self.place[which],
            is_capital=self.is_capital[which],
        )

    def stems(self, which: Numbers) -> tuple[Numbers, Words]:
        """Some words as they are, and without the s of a genitive: which each is, and it."""
        words = self.words
        genitive = which[genitives(words.those(which))]
        stem = np.concatenate((which, genitive))
        length = words.length[stem]
        length[len(which) :] -= 1
        return stem, Words(words.letters, words.first[stem], length)

    def may_be_inexact(self) -> Flags:
        """Whether words may be spelled otherwise than a name; short ones need a capital."""
        long = self.words.length >= SHORTEST_IN_SMALL
        return self.is_capital | long | self.words.is_foreign()


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Texts that are read at once: the first, and the one behind the last."""
    first, length = 0, 0
    for place, text in enumerate(texts):
        if length + len(text) > MOST and place > first:
            yield first, place
            first, length = place, 0
        length += len(text)
    yield first, len(texts)


_Learn = Callable[[_Asked], tuple[Numbers, Ids]]


def _once(keys: Keys) -> tuple[Numbers, Numbers]:
    """One place of each key, and of every key which of those is its."""
    order = np.argsort(keys)
    is_first = _are_first(keys[order])
    of = np.empty(len(keys), dtype=np.int64)
    of[order] = np.cumsum(is_first) - 1
    return order[is_first], of


def _are_first(ordered: Keys | Numbers) -> Flags:
    """Whether each number is another than the one before."""
    found = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found


def _keys_of(known: frozenset[str], hasher: Hasher) -> Keys:
    return np.sort(exact(_words(known), hasher))


@cache
def _words(known: frozenset[str]) -> Words:
    batch = cut(laid(tuple(known)))
    return Words(batch.letters, batch.first, batch.length)


def _are_among(known: Keys, keys: Keys) -> Flags:
    """Whether each key is one of those known, which are in order."""
    place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    found: Flags = known[place] == keys
    return found


def _ordered(which: Numbers, numbers: Ids) -> tuple[Numbers, Ids]:
    """By word, each part once with its least doubt, and each whole name."""
    both = np.sort(which << 32 | numbers.astype(np.int64))
    both = both[_are_first(both >> _DOUBT_BITS)]
    return both >> 32, (both & 0xFFFFFFFF).astype(np.int32)


def _is_inexact(doubt: Ids) -> Flags:
    found: Flags = (doubt == _HEARD) | (doubt == _SLIP)
    return found


def _bits_of(doubt: Ids) -> Ids:
    """Bits that a word is a rendering; where it is none, more than any asks for."""
    return np.where(doubt < _RENDERED, _ENOUGH, _MOST_BITS + _RENDERED - doubt)


def _rendered(stems: Words, stem: Numbers, parts: Words, part: Numbers) -> Reals:
    """Bits that words render parts in another script."""
    foreign = stems.is_foreign()[stem], parts.is_foreign()[part]
    found = np.full(len(stem), -np.inf, dtype=np.float32)
    native = where(foreign[0] & ~foreign[1])
    native = native[_may_begin_so(parts, part[native], stems, stem[native])]
    found[native] = bits(parts, part[native], stems, stem[native])
    latin = where(~foreign[0] & foreign[1])
    latin = latin[_may_begin_so(stems, stem[latin], parts, part[latin])]
    found[latin] = bits(stems, stem[latin], parts, part[latin])
    return found


def _may_begin_so(latin: Words, one: Numbers, native: Words, other: Numbers) -> Flags:
    """Whether words may begin or end with each other's letters, which most may not."""
    ends = [
        (words.letters[words.first + words.length * place - place])[which]
        for words, which in ((latin, one), (native, other))
        for place in (0, 1)
    ]
    found: Flags = may_begin()[ends[0], ends[2]] | may_end()[ends[1], ends[3]]
    return found


_NOBODY: Final = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
"""Of no word, no number."""


class _Masks:
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
        """Parts that agree with words in all letters that are not hidden."""
        if not (novel.letters == ANY).any():
            return _NOBODY
        novel = novel.alone()
        hidden = where(novel.letters == ANY)
        words = np.unique(np.searchsorted(novel.first, hidden, side="right") - 1)
        found = [_NOBODY]
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


def _may_be_slipped(batch: Batch, marks: Bytes) -> Flags:
    """Words that are no part of a name as they stand, but stand where one may be.

    One part at least must agree; both may be slips only where two words begin with capitals.
    """
    telling = (marks & _PART) > 0
    capital = batch.is_capital | (batch.head >= ANY)
    beside = _near(telling & capital, FARTHEST) | _near(capital, 1)
    small = _near(telling & ~capital, 2) & (batch.length >= SHORTEST_IN_SMALL)
    long = batch.length >= SHORTEST_SLIP - 1
    found: Flags = (marks & _EXACT == 0) & long & np.where(capital, beside, small)
    return found


def _near(those: Flags, reach: int) -> Flags:
    """Whether one of those words stands at most `reach` words away."""
    near = np.zeros_like(those)
    for step in range(1, reach + 1):
        near[step:] |= those[:-step]
        near[:-step] |= those[step:]
    return near


class _Couples(NamedTuple):
    """A word that may be a given name, and one that may be its surname."""

    given: Numbers
    surname: Numbers
    may_be_near: Flags
    """Whether they may be spelled otherwise than the name is."""


def _couples(batch: Batch, marks: Bytes) -> _Couples:
    """Every two words that may be of one name, by what stands between them and their capitals."""
    telling = _beside_another(where(_are_telling(batch, marks)))
    roles = marks[telling]
    shown = _is_capital(batch, telling)
    near = []
    for step in range(1, FARTHEST + 1):
        if step > FARTHEST_IN_SMALL:
            roles = roles * shown
        one, other = roles[: max(len(roles) - step, 0)], roles[step:]
        both = where((one & other >> _ONE | one >> _ONE & other) & _GIVEN)
        steps = telling[both + step] - telling[both]
        in_reach = (steps <= FARTHEST_IN_SMALL) | (shown[both] & shown[both + step])
        both = both[in_reach & (steps <= FARTHEST)]
        near.append((telling[both], telling[both + step]))
    first, last = map(np.concatenate, zip(*near, strict=True))
    may = _may_be_one(batch, marks, first, last)
    first, last = first[may], last[may]
    forth = where(marks[first] & marks[last] >> _ONE & _GIVEN)
    back = where(marks[first] >> _ONE & marks[last] & _GIVEN)
    back = back[~batch.are_last(first[back], _WIDEST)]  # "Berg⏎Anna" is two.
    alike = (_is_capital(batch, first) == _is_capital(batch, last)) | batch.is_tight[first]
    return _Couples(
        given=np.concatenate((first[forth], last[back])),
        surname=np.concatenate((last[forth], first[back])),
        may_be_near=alike[np.concatenate((forth, back))],
    )


def _beside_another(words: Numbers) -> Numbers:
    """Those that have another near enough to be of one name; few have."""
    near = words[1:] - words[:-1] <= FARTHEST
    found = np.zeros(len(words), dtype=np.bool_)
    found[1:] |= near
    found[:-1] |= near
    return words[found]


def _are_telling(batch: Batch, marks: Bytes) -> Flags:
    """Words that may be part of a name, but common ones that stand alone."""
    joined = batch.is_tight.copy()
    joined[1:] |= batch.is_tight[:-1]
    found: Flags = (marks & _PART > 0) & (joined | (marks & _COMMON == 0))
    return found


def _may_be_one(batch: Batch, marks: Bytes, first: Numbers, last: Numbers) -> Numbers:
    """Which two words may be of one name, by the gaps and the words between them."""
    may = where(batch.start[first + 1] - batch.end[first] <= _WIDEST)
    may = may[_may_be_initials(batch, first[may], last[may])]
    apart = last[may] - first[may]
    # Over a line's end a name has no third word.
    in_line = where((apart == 1) | ~batch.are_last(first[may], _WIDEST))
    may, apart = may[in_line], apart[in_line]
    for step in range(1, FARTHEST):
        farther = where(apart > step)
        if not len(farther):
            break
        word = first[may[farther]] + step
        through = _may_stand_between(batch, marks, word, apart[farther])
        through &= batch.start[word + 1] - batch.end[word] <= _WIDEST
        through &= ~batch.are_last(word, _WIDEST)
        kept = np.ones(len(may), dtype=np.bool_)
        kept[farther] = through
        may, apart = may[kept], apart[kept]
    return may


def _may_stand_between(batch: Batch, marks: Bytes, word: Numbers, steps: Numbers) -> Flags:
    """Capitals, initials, particles, what quotation marks or brackets enclose, and one given name
    in small letters."""
    plain = (marks[word] & _BRIDGE > 0) | ((steps == 2) & (marks[word] & _GIVEN > 0))
    plain |= batch.are_enclosed(word)
    found: Flags = plain | (batch.length[word] == 1) | _is_capital(batch, word)
    return found


def _may_be_initials(batch: Batch, first: Numbers, last: Numbers) -> Flags:
    """False for single letters that are no initial of the other word.

    Both have capitals, where their script has some, or stand as in ``a.berg``.
    """
    single = batch.length[first] == 1, batch.length[last] == 1
    near = last - first <= FARTHEST_IN_SMALL
    shown = _is_capital(batch, first) & _is_capital(batch, last)
    letter = np.where(single[0], first, last)
    shown &= batch.is_capital[letter] | ~_HAS_CAPITALS[batch.head[letter]]
    tight = (last - first == 1) & batch.is_tight[first]
    tight &= single[0] | batch.is_capital[last]  # Not the s of "Anna's".
    initial = (single[0] != single[1]) & near & (shown | tight)
    found: Flags = initial | ~(single[0] | single[1])
    return found


_HAS_CAPITALS: Final = np.array([LETTERS.get(byte, "").isalpha() for byte in range(256)])
_HAS_CAPITALS[[byte for byte, letter in LETTERS.items() if letter in ARABIC + HEBREW]] = False
"""By letter: whether its script has capitals."""


def _is_capital(batch: Batch, word: Numbers) -> Flags:
    """Whether words begin with a capital, or their script has none."""
    return batch.is_capital[word] | (batch.head[word] >= ANY)


@dataclass(frozen=True, slots=True)
class _Listed:
    """Numbers by word."""

    first: Numbers
    count: Numbers
    listed: Ids

    def numbers(self, words: Numbers) -> tuple[Numbers, Ids]:
        which, place = spread(self.first[words], self.count[words])
        return which, self.listed[place]


def _spots(batch: Batch, first: Numbers, last: Numbers, names: Ids) -> Iterator[Spot]:
    start, end = batch.start[first], batch.end[last]
    text = batch.texts(start)
    begins = batch.begins[text]
    columns = (text, start - begins, end - begins, names)
    return map(Spot, *(each.tolist() for each in columns), repeat(None))


def _placed(spot: Spot, reading: Reading) -> Spot:
    """A spot in a reading as one in its text."""
    return Spot(reading.text, *reading.span(spot.start, spot.end), spot.name, reading)


_MISREAD: Final = np.zeros(1 << 16, dtype=np.bool_)
_MISREAD[[one << 8 | other for one, other in (b"rn", b"cl", b"vv", b"ii")]] = True
"""Two letters that look like one."""


def _are_misread(words: Words) -> Flags:
    """Whether words have two letters that scanners read for one."""
    words = words.alone()
    letters = words.letters.astype(np.intp)
    so_far = np.append(0, np.cumsum(_MISREAD[letters[:-1] << 8 | letters[1:]]))
    found: Flags = so_far[words.first + words.length - 1] > so_far[words.first]
    return found


_LONGEST_ENDING: Final = 4


def _without_endings(novel: Words) -> tuple[Numbers, Words]:
    """Words without their last letters, of any language's endings: of which word, and the word."""
    ending = np.arange(1, _LONGEST_ENDING + 1)
    which, cut_off = np.nonzero(novel.length[:, None] >= SHORTEST_SLIP + ending)
    length = novel.length[which] - ending[cut_off]
    return which, Words(novel.letters, novel.first[which], length)


def _squeezed(novel: Words) -> tuple[Numbers, Words]:
    """Words with a letter thrice or more, with it once and twice: of which word, and the word."""
    novel = novel.alone()
    one, two, three = novel.letters[:-2], novel.letters[1:-1], novel.letters[2:]
    thrice = where((one == two) & (two == three) & (one > JOINER))
    which = np.unique(np.searchsorted(novel.first, thrice, side="right") - 1)
    words = [
        _STRETCHED.sub(letters, novel.letters[first : first + length].tobytes())
        for first, length in zip(novel.first[which], novel.length[which], strict=True)
        for letters in (rb"\1", rb"\1\1")
    ]
    found = np.frombuffer(b"".join(word + bytes([GAP]) for word in words), dtype=np.uint8)
    return np.repeat(which, 2), Words.of(found)


_STRETCHED: Final = re.compile(rb"(.)\1\1+", re.DOTALL)
