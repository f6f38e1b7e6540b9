"""Given names and surnames that stand alone in a text, and may be of one name all the same.

"Korhonen ringde. Sedan kom den andra, Päivi": nothing says that the two are one person's but that
neither is anybody else's in that text. A rare surname may be hers even without the other: of a
caseworker whom they write about, people know little more ("Hallonqvist ringde en fredag").
"""

from dataclasses import dataclass, field
from math import log2
from typing import Final, NamedTuple

import numpy as np

from scanner.match.arrays import Bytes, Flags, Ids, Keys, Numbers, are_among, spread, where
from scanner.match.batch import Batch
from scanner.match.couples import HAS_CAPITALS
from scanner.match.glossary import Asked, Glossary
from scanner.match.letters import FIRST_FOREIGN, LINE, OPENING
from scanner.match.lexicon import UNKNOWN, Role, Roles, lexicon
from scanner.match.meanings import (
    BRIDGE,
    DOUBT,
    DOUBT_BITS,
    EXACT,
    GIVEN,
    PART,
    SLIP,
    SURNAME,
    bits_of,
)
from scanner.match.memory import Meanings, marks
from scanner.match.nearness import keys_of, spelled
from scanner.match.row import among, are, belong
from scanner.match.shapes import by_surname, pair
from scanner.match.watchlist import Watchlist
from scanner.match.words import TITLES

FARTHEST: Final = 60
"""Words from one part to the other: of the development pages none needs more."""
WIDEST: Final = 500
"""Characters from the one's beginning to the other's end: such a mention and what is around it fit
into what the pipeline reads beyond a stretch's end."""
MOST_BETWEEN: Final = 6
"""Other lone parts that may stand between the two: more is a list."""
MOST_NAMES: Final = 8
"""Names that the same two words may be of, and names of one text: more tells of nobody."""
LEAST_LETTERS: Final = 2
LEAST_ACROSS: Final = 16
"""Bits of a rendering in another script: of "Hodan" هودان has 22, of "Karin" شيرين 10."""
LEAST_BOTH: Final = 30.0
"""Bits of two renderings in one name, for a watchlist of one name; each doubling needs one more."""
LEAST_ALONE: Final = 22.0
"""The same of one rendering of a surname, without a given name."""
RAREST: Final = -13.3
"""Bits of a surname that a thousand people in Sweden bear: of a commoner one alone hardly any page
says enough to tell whose it is."""
RAREST_IN_TEXT: Final = -23.0
"""Bits of the rarest words of Swedish text that the lexicon holds. Brown, Collins and Djokovic are
among them: few bear them here, and pages are full of those who do elsewhere."""
SHORTEST_IN_SMALL: Final = 6
"""Letters of a surname alone without a capital; shorter ones are words of some language."""
SMALL_AROUND: Final = 8
"""Words to either side that have no capital either: where others have one, it is a word."""

_PLACED: Final = frozenset({"i", "in"})
"""Words behind which a surname is a place's: "i Provstad"."""


class Lone(NamedTuple):
    """Two words that may be one name, and which name."""

    first: Numbers
    last: Numbers
    names: Ids


class _Rows(NamedTuple):
    """Parts that words are as they stand, each in one role."""

    word: Numbers
    part: Numbers
    bits: Ids
    """That the word is the part."""
    is_given: Flags
    is_begun: Flags
    """That what stands before is of the same name."""
    goes_on: Flags
    """The same of what stands behind."""
    is_shown: Flags
    """That it has a capital, or is in a script that has none."""

    @property
    def is_alone(self) -> Flags:
        found: Flags = ~(self.is_begun | self.goes_on)
        return found

    def those(self, which: Numbers | Flags) -> "_Rows":
        word, part, bits, is_given, is_begun, goes_on, is_shown = self
        return _Rows(
            word=word[which],
            part=part[which],
            bits=bits[which],
            is_given=is_given[which],
            is_begun=is_begun[which],
            goes_on=goes_on[which],
            is_shown=is_shown[which],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Loners:
    """Looks for one watchlist."""

    watchlist: Watchlist
    glossary: Glossary
    titles: Keys = field(repr=False)
    placed: Keys = field(repr=False)
    least: float
    """Bits of two renderings in one name."""
    least_alone: float
    """Bits of one, of a surname."""

    @classmethod
    def of(cls, watchlist: Watchlist, glossary: Glossary) -> "Loners":
        doublings = log2(watchlist.names.count + 1)
        return cls(
            watchlist=watchlist,
            glossary=glossary,
            titles=keys_of(TITLES, watchlist.hasher),
            placed=keys_of(_PLACED, watchlist.hasher),
            least=LEAST_BOTH + doublings,
            least_alone=LEAST_ALONE + doublings,
        )

    def find(self, batch: Batch, asked: Asked, meanings: Meanings) -> tuple[Lone, Lone]:
        """Every given name and surname of one name that stand alone; every rare surname that does.

        Linear in the words.
        """
        rows = self._rows(batch, asked, meanings)
        text = batch.texts(batch.start[rows.word])
        one, other, names = self._doubles(batch, rows)
        is_half = are_among(np.unique(rows.word[np.append(one, other)]), rows.word)
        strange = _are_unexplained(rows, text, rows.is_alone | is_half)
        alone = strange & rows.is_alone
        shown = alone & rows.is_shown
        apart = self._both(batch, rows.those(shown), text[shown])
        word, named = self._singles(batch, asked, rows.those(alone))
        told = strange[one] & strange[other]
        first = np.append(word, rows.word[one[told]])
        last = np.append(word, rows.word[other[told]])
        names = np.append(named, names[told])
        few = _are_few(batch.texts(batch.start[first]), names)
        return apart, Lone(first[few], last[few], names[few])

    def _doubles(self, batch: Batch, rows: _Rows) -> tuple[Numbers, Numbers, Ids]:
        """Surnames of two words that stand together: the rows of both, and the names.

        Half of one is rare, and the first is no common given name: "Ali Hassan" is somebody else.
        """
        those = where(~rows.is_given)
        word = rows.word[those]
        first, behind = (np.searchsorted(word, word + 1, side) for side in ("left", "right"))
        of, at = spread(first, behind - first)
        one, other = those[of], those[at]
        joined = belong(batch.points[batch.end[rows.word[one]]], _DOUBLING)
        joined &= _gap(batch, rows.word[one]) == 1
        joined &= ~(rows.is_begun[one] | rows.goes_on[other])
        one, other = one[joined], other[joined]
        keys = by_surname(rows.part[one], rows.part[other])
        which, names = self.watchlist.pairs.find(keys)
        one, other = one[which], other[which]
        halves = [spelled(self.watchlist.spelled.those(rows.part[each])) for each in (one, other)]
        common = lexicon().holds(halves[0], Role.SURNAME, RAREST)
        common &= lexicon().holds(halves[1], Role.SURNAME, RAREST)
        common |= lexicon().holds(halves[0], Role.GIVEN, RAREST)
        small = ~(rows.is_shown[one] & rows.is_shown[other])
        words = [lexicon().holds(half, Role.WORD, RAREST_IN_TEXT) for half in halves]
        common |= small & (words[0] | words[1] | ~_are_among_small(batch, rows.word[one]))
        told = ~common
        return one[told], other[told], names[told]

    def _singles(self, batch: Batch, asked: Asked, rows: _Rows) -> tuple[Numbers, Ids]:
        """Rare surnames of one word, which are in no list of words and no common given name."""
        alone = where(~rows.is_given & (rows.bits >= self.least_alone))
        parts = spelled(self.watchlist.spelled.those(rows.part[alone]))
        words = spelled(asked.words.those(rows.word[alone]))
        common = np.zeros(len(alone), dtype=np.bool_)
        for role, rarest in (
            (Role.SURNAME, RAREST),
            (Role.GIVEN, RAREST),
            (Role.WORD, RAREST_IN_TEXT),
        ):
            common |= lexicon().holds(parts, role, rarest) | lexicon().holds(words, role, rarest)
        common |= ~(rows.is_shown[alone] | _are_among_small(batch, rows.word[alone]))
        alone = alone[~common]
        part = rows.part[alone]
        which, names = self.watchlist.pairs.find(by_surname(part, part))
        return rows.word[alone[which]], names

    def _both(self, batch: Batch, rows: _Rows, text: Numbers) -> Lone:
        """Given names and surnames near each other.

        Each is held against the `MOST_BETWEEN` + 1 that follow.
        """
        near = []
        for step in range(1, MOST_BETWEEN + 2):
            before = max(len(text) - step, 0)
            both = text[:before] == text[step:]
            both &= rows.is_given[:before] != rows.is_given[step:]
            steps = rows.word[step:] - rows.word[:before]
            both &= (steps > 0) & (steps <= FARTHEST)
            both &= batch.end[rows.word[step:]] - batch.start[rows.word[:before]] <= WIDEST
            one = where(both)
            near.append(np.stack((one, one + step)))
        one, other = np.concatenate(near, axis=1)
        given = np.where(rows.is_given[one], one, other)
        surname = one + other - given
        sure = rows.bits[one] + rows.bits[other] >= self.least
        one, other, given, surname = (each[sure] for each in (one, other, given, surname))
        keys = pair(rows.part[given], rows.part[surname])
        which, names = self.watchlist.pairs.find(keys)
        told = np.bincount(which, minlength=len(keys))[which] <= MOST_NAMES
        which, names = which[told], names[told]
        told = _are_few(text[one[which]], names)
        which, names = which[told], names[told]
        return Lone(rows.word[one[which]], rows.word[other[which]], names)

    def _rows(self, batch: Batch, asked: Asked, meanings: Meanings) -> _Rows:
        marked = marks(meanings)
        is_given, is_surname = self.watchlist.is_given, self.watchlist.is_surname
        is_foreign = batch.head >= FIRST_FOREIGN
        shown = batch.is_capital | ~HAS_CAPITALS[batch.head]
        long = shown & (batch.length >= LEAST_LETTERS)
        long |= (marked & SURNAME > 0) & (batch.length >= SHORTEST_IN_SMALL)
        word = where(long & ((marked & EXACT > 0) | is_foreign) & (marked & PART > 0))
        word = word[~batch.are_alone(word, word)]  # A line of a list.
        of, numbers = self.glossary.parts(meanings[word])
        doubt = numbers & DOUBT
        across = (doubt > SLIP) & (bits_of(doubt) >= LEAST_ACROSS) & is_foreign[word[of]]
        told = where((doubt == 0) | across)
        of, part, bits = of[told], numbers[told] >> DOUBT_BITS, bits_of(doubt[told])
        native = np.full(len(marked), UNKNOWN)
        for is_role, role in ((is_surname, Role.SURNAME), (is_given, Role.GIVEN)):
            native[word[of[is_role[part] & is_foreign[word[of]]]]] = role
        around = _Around.of(batch, asked, marked, self, word, native)
        roles = []
        for is_first, has_role, (begun, goes_on) in (
            (True, is_given, around.of_given()),
            (False, is_surname, around.of_surname()),
        ):
            those = where(has_role[part])
            at = of[those]
            roles.append(
                _Rows(
                    word=word[at],
                    part=part[those],
                    bits=bits[those],
                    is_given=np.full(len(those), is_first),
                    is_begun=begun[at],
                    goes_on=goes_on[at],
                    is_shown=shown[word[at]],
                )
            )
        rows = _Rows(*map(np.concatenate, zip(*roles, strict=True)))
        return rows.those(np.argsort(rows.word, kind="stable"))


def _are_unexplained(rows: _Rows, text: Numbers, hers: Flags) -> Flags:
    """Whether they stand nowhere in their text with a name that is not `hers`."""
    keys = (text << 32 | rows.part.astype(np.int64)) << 1 | rows.is_given
    found: Flags = ~are_among(np.sort(keys[~hers]), keys)
    return found


def _are_among_small(batch: Batch, word: Numbers) -> Flags:
    """Whether no word near has a capital, in the same text."""
    text = batch.texts(batch.start[word])
    first, behind = np.searchsorted(batch.start, batch.begins[np.stack((text, text + 1))])
    capitals = np.append(0, np.cumsum(batch.is_capital))
    first = np.maximum(word - SMALL_AROUND, first)
    behind = np.minimum(word + SMALL_AROUND + 1, behind)
    found: Flags = capitals[behind] == capitals[first]
    return found


def _are_few(text: Numbers, names: Ids) -> Flags:
    """False in texts that may name so many that they are lists."""
    several = np.unique(text << 32 | names.astype(np.int64)) >> 32
    crowded = np.bincount(several, minlength=1) > MOST_NAMES
    return ~crowded[text]


class _Beside(NamedTuple):
    """The word beside each of some words, over a particle or the other half of a double name."""

    word: Numbers
    is_joined: Flags
    """Whether nothing but a blank or a hyphen is between."""
    is_listed: Flags
    """Whether a comma and a blank are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What stands around some words of a batch."""

    batch: Batch
    before: _Beside
    behind: _Beside
    role: tuple[Roles, Roles]
    """Of the word before and the one behind: as what it is known."""
    is_title: Flags
    """Of the word before."""
    is_placed: Flags
    """Of the word before: that a place's name follows."""

    @classmethod
    def of(
        cls,
        batch: Batch,
        asked: Asked,
        marked: Bytes,
        loners: Loners,
        word: Numbers,
        native: Roles,
    ) -> "_Around":
        before, behind = (_beside(batch, marked, word, step) for step in (-1, 1))
        both = np.concatenate((before.word, behind.word))
        found = lexicon().likeliest(spelled(asked.words.those(both)))
        found = np.where(native[both] == UNKNOWN, found, native[both])
        strange = (found == UNKNOWN) & (marked[both] & EXACT > 0)
        found[strange & (marked[both] & SURNAME > 0)] = Role.SURNAME
        found[strange & (marked[both] & GIVEN > 0)] = Role.GIVEN
        return cls(
            batch=batch,
            before=before,
            behind=behind,
            role=(found[: len(word)], found[len(word) :]),
            is_title=are_among(loners.titles, asked.keys[before.word]),
            is_placed=are_among(loners.placed, asked.keys[before.word]),
        )

    def of_given(self) -> tuple[Flags, Flags]:
        """Whether a name in which words are a given name is begun before them; whether it goes on
        behind them."""
        before, behind = self._capital(self.before.word), self._capital(self.behind.word)
        named = (self.role[0] == Role.GIVEN) | (self.role[0] == Role.SURNAME)
        behind |= (self.batch.head[self.behind.word] >= FIRST_FOREIGN) & (self.role[1] != UNKNOWN)
        goes_on = self.behind.is_joined & behind & (self.batch.length[self.behind.word] > 1)
        begun = self.before.is_joined & before & named & ~self.is_title
        listed = self.before.is_listed & before & (self.role[0] == Role.SURNAME)
        return begun | listed, goes_on

    def of_surname(self) -> tuple[Flags, Flags]:
        """The same of a surname."""
        batch, (first, second) = self.batch, self.role
        before, behind = self._capital(self.before.word), self._capital(self.behind.word)
        single = before & (batch.length[self.before.word] == 1)
        named = before & ~self.is_title & ~_begin(batch, self.before.word)
        begun = self.before.is_joined & (named | single | (first == Role.GIVEN) & ~self.is_title)
        begun |= single & self._is_dotted(self.before.word)
        begun |= self.before.is_joined & self.is_placed
        goes_on = (self.behind.is_joined | self.behind.is_listed) & behind
        begins_name = self.behind.is_joined & behind & (second == Role.SURNAME)
        return begun, goes_on & (second == Role.GIVEN) | begins_name

    def _capital(self, word: Numbers) -> Flags:
        return self.batch.is_capital[word]

    def _is_dotted(self, word: Numbers) -> Flags:
        """Whether a full stop and a blank part words from the next."""
        dotted = self.batch.points[self.batch.end[word]] == _DOT
        found: Flags = dotted & (_gap(self.batch, word) == len(". "))
        return found


def _beside(batch: Batch, marked: Bytes, word: Numbers, step: int) -> _Beside:
    """What stands beside words on one side."""
    beside, joined = _next(batch, word, step)
    hyphened = joined & (batch.points[batch.end[np.minimum(word, beside)]] == _HYPHEN)
    halves = where(hyphened & batch.is_capital[beside] & (marked[beside] & EXACT > 0))
    beside[halves], joined[halves] = _next(batch, beside[halves], step)
    particles = where(joined & (marked[beside] & BRIDGE > 0) & ~batch.is_capital[beside])
    beside[particles], joined[particles] = _next(batch, beside[particles], step)
    listed = batch.points[batch.end[np.minimum(word, beside)]] == _COMMA
    listed &= _gap(batch, np.minimum(word, beside)) == len(", ")
    return _Beside(beside, joined, listed & (np.abs(beside - word) == 1))


def _next(batch: Batch, word: Numbers, step: int) -> tuple[Numbers, Flags]:
    """The words on one side, and whether a blank or a hyphen joins them."""
    beside = np.clip(word + step, 0, len(batch.first) - 1)
    first = np.minimum(word, beside)
    gap = _gap(batch, first)
    joined = (gap == 0) | (gap == 1) & belong(batch.points[batch.end[first]], _JOINING)
    return beside, joined & (beside != word)


def _gap(batch: Batch, word: Numbers) -> Numbers:
    """Characters between words and the next."""
    following = np.minimum(word + 1, len(batch.first) - 1)
    return batch.start[following] - batch.end[word]


def _begin(batch: Batch, word: Numbers) -> Flags:
    """Whether a sentence or a line begins with words."""
    before = np.maximum(word - 1, 0)
    ended = batch.points[batch.end[before]]
    opened = batch.points[np.maximum(batch.start[word] - 1, 0)]
    stopped = belong(ended, _STOPS) | are(ended, LINE)
    found: Flags = (word == 0) | stopped | are(opened, OPENING)
    return found


_DOT, _COMMA, _HYPHEN = map(ord, ".,-")
# What parts the cells of a row too: "Anna;Berg;Erik" are two people.
_JOINING: Final = among(" -\u00a0\u2010\u2011,;|/\t")
_DOUBLING: Final = among(" -\u00a0\u2010\u2011")
"""Between the two words of a surname."""
_STOPS: Final = among(".:!?\u2026\u2013\u2014*\u2022>")
