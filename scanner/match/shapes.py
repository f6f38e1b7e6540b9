"""In which shapes names may stand in texts, many at once: two parts, or all as one word.

Two parts are a given name or nickname and a surname, either of them as an initial, or two words of
one surname.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Flags, Keys, Numbers, are_among, spread
from scanner.match.batch import Batch, Words, cut
from scanner.match.keys import Hasher
from scanner.match.lexicon import known_names
from scanner.match.names import SHORTEST_WHOLE, given_side, initials, stands_alone
from scanner.match.nearness import exact, keys_of, spelled
from scanner.match.nicknames import nicknames
from scanner.match.row import LONGEST, laid
from scanner.match.words import key_of, parts
from scanner.text.particles import PARTICLES

_PART_BITS: Final = np.uint64(32)
_SCATTER: Final = np.uint64(0x9E3779B97F4A7C15)
_ALONE: Final = np.uint64(0xD6E8FEB86659FD93)
"""Tells a surname alone from a name whose given name is the same word."""


def pair(given: Numbers, surname: Numbers) -> Keys:
    """The key of a given name with a surname, from the numbers of both parts."""
    # Multiplied, for look-ups go by a key's first bits.
    both = given.astype(np.uint64) << _PART_BITS | surname.astype(np.uint64)
    return both * _SCATTER


def by_nickname(pairs: Keys) -> Keys:
    """The keys of the same pairs where the first is no given name, but what she is called."""
    return pairs ^ _SCATTER


def by_surname(first: Numbers, last: Numbers) -> Keys:
    """The key of a surname that stands without a given name, from the numbers of its first part and
    its last, which of one word are the same."""
    return pair(first, last) ^ _ALONE


class Strings(NamedTuple):
    """What names are made of, each once, and the names by places among those."""

    strings: tuple[str, ...]
    names: Numbers
    """Of each name that has both: its number."""
    given: Numbers
    surname: Numbers
    nicknames: Numbers
    """What somebody is called in place of a given name."""
    called: Numbers
    """Who, by place in `names`."""
    alone: Numbers
    """Of each nickname that stands for somebody alone: the number of the name."""
    single: Numbers
    """The nickname."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What each of some strings may be in a text."""

    parts: Words
    """Every part, once."""
    first: Numbers
    """Of each string: its first option in `part`."""
    count: Numbers
    part: Numbers
    """By place in `parts`, or as they are `numbered`."""
    initial: Numbers
    """Of each string: the part that is its first letter."""
    is_single: Flags
    """Of each string: whether it is one word, but for particles, titles and initials."""
    joined: Words
    """Of each string: all of it as one word."""
    bare: Words
    """The same without particles, titles and initials."""

    def numbered(self, number: Numbers) -> "Options":
        """The same by other numbers, of which one is given for each of `parts`."""
        return replace(self, part=number[self.part], initial=number[self.initial])

    def of(self, strings: Numbers) -> tuple[Numbers, Numbers]:
        """Every part that one of some strings may be: of which string, counted from 0, and it."""
        which, place = spread(self.first[strings], self.count[strings])
        return which, self.part[place]


class Keyed(NamedTuple):
    """Keys, and the number of the name that each leads to."""

    keys: Keys
    names: Numbers


def strings(given: NDArray[np.object_], surname: NDArray[np.object_], numbers: Numbers) -> Strings:
    """The strings of names, of which either may be empty."""
    has_both = np.flatnonzero((given != "") & (surname != ""))
    place: dict[str, int] = {}
    givens = _placed(given[has_both].tolist(), place)
    called = tuple(map(_called, place))
    surnames = _placed(surname[has_both].tolist(), place)
    count = np.array([len(each) for each in called], dtype=np.int64)
    whom, which = spread((np.cumsum(count) - count)[givens], count[givens])
    single = np.flatnonzero(surname == "")
    single = single[
        np.array([stands_alone(key_of(each.lower())) for each in given[single]], dtype=np.bool_)
    ]
    return Strings(
        names=numbers[has_both],
        given=givens,
        surname=surnames,
        nicknames=_placed(chain.from_iterable(called), place)[which],
        called=whom,
        alone=numbers[single],
        single=_placed(given[single], place),
        strings=tuple(place),
    )


def _placed(some: Iterable[str], place: dict[str, int]) -> Numbers:
    """The place of each string; new ones come behind the others."""
    return np.array([place.setdefault(each, len(place)) for each in some], dtype=np.int64)


def _called(given: str) -> tuple[str, ...]:
    """What somebody with this given name may be called instead."""
    called = (each for part in parts(given) for each in nicknames(key_of(part)))
    return tuple(dict.fromkeys((*called, *initials(given_side(given)))))


def options(some: tuple[str, ...], hasher: Hasher) -> Options:
    """What each string may be."""
    batch = cut(laid(some))
    joined = _joined(batch, np.arange(len(batch.first)))
    of = batch.texts(batch.start)
    several = np.flatnonzero(np.bincount(of, minlength=len(some)) > 1)
    letters = np.concatenate((batch.letters, joined.letters))
    first = np.concatenate((batch.first, joined.first[several] + len(batch.letters)))
    length = np.concatenate((batch.length, joined.length[several]))
    of = np.concatenate((of, several))
    telling = _are_telling(Words.taken(letters, first, length), of, hasher)
    order = np.flatnonzero(telling)[np.argsort(of[telling], kind="stable")]
    words = Words.taken(
        letters,
        np.concatenate((first[order], joined.first + len(batch.letters))),
        np.concatenate((length[order], np.minimum(joined.length, 1))),
    )
    _, place, part = np.unique(exact(words, hasher), return_index=True, return_inverse=True)
    count = np.bincount(of[order], minlength=len(some))
    distinct = words.those(place)
    return Options(
        parts=Words.taken(distinct.letters, distinct.first, distinct.length),
        first=np.cumsum(count) - count,
        count=count,
        part=part[: len(order)],
        initial=part[len(order) :],
        is_single=np.bincount(of[: len(batch.first)], telling[: len(batch.first)], len(some)) == 1,
        joined=joined,
        bare=_joined(batch, np.flatnonzero(telling[: len(batch.first)])),
    )


def _joined(batch: Batch, words: Numbers) -> Words:
    """Of each text of a batch, those of some words that are its, as one."""
    first, length = batch.first[words], batch.length[words]
    _, place = spread(first, length)
    letters = np.append(batch.letters[place], np.zeros(2 * LONGEST, dtype=np.uint8))
    text = batch.texts(batch.start[words])
    total = np.bincount(text, length, len(batch.begins) - 1).astype(np.int64)
    return Words(letters, np.cumsum(total) - total, total)


def _are_telling(words: Words, of: Numbers, hasher: Hasher) -> Flags:
    """False for particles and initials, unless a string has nothing else."""
    particles = keys_of(PARTICLES, hasher)
    telling = (words.length > 1) & ~are_among(particles, exact(words, hasher))
    bare = np.bincount(of[telling], minlength=int(of.max(initial=0)) + 1) == 0
    found: Flags = telling | bare[of]
    return found


class Use(IntEnum):
    """What a part is of a name."""

    GIVEN = 0
    SURNAME = 1
    NEITHER = 2
    """A nickname that stands alone, or the initial of a nickname."""


def used(found: Options, of: Strings) -> tuple[Numbers, Numbers, Numbers]:
    """Of each `Use` the parts, each as often as names use it so."""
    first, _, _ = _within(found, of.surname)
    given = found.of(of.given)[1], found.initial[of.given], found.of(of.nicknames)[1], first
    surname = found.of(of.surname)[1], found.initial[of.surname]
    neither = found.initial[of.nicknames], found.of(of.single)[1], found.initial[of.single]
    return np.concatenate(given), np.concatenate(surname), np.concatenate(neither)


def pairs(found: Options, of: Strings) -> Keyed:
    """Every two parts in which a name may stand.

    One of the two may be an initial; both may be words of one surname (``Ahmad Badawi``, of whom
    the title or a first given name was enrolled as given name). And every surname alone, of one
    word or of two.
    """
    which, first = found.of(of.given)
    every = np.arange(len(of.names))
    fore, whose = np.append(first, found.initial[of.given]), np.append(which, every)
    at, last = found.of(of.surname[whose])
    of_nickname, nickname = found.of(of.nicknames)
    name = of.called[of_nickname]
    by, family = found.of(of.surname[name])
    one, other, both = _within(found, of.surname)
    single = np.flatnonzero(found.is_single[of.surname])
    whom, surname = found.of(of.surname[single])
    keys = (
        pair(fore[at], last),
        pair(first, found.initial[of.surname[which]]),
        pair(one, other),
        by_nickname(pair(nickname[by], family)),
        by_surname(surname, surname),
        by_surname(one, other),
    )
    names = np.concatenate((whose[at], which, both, name[by], single[whom], both))
    return Keyed(np.concatenate(keys), of.names[names])


def _within(found: Options, surname: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Every two options of a surname of several words, in order, and of which surname."""
    of, one = spread(found.first[surname], found.count[surname])
    last = (found.first + found.count)[surname[of]]
    which, other = spread(one + 1, last - one - 1)
    return found.part[one[which]], found.part[other], of[which]


def wholes(found: Options, of: Strings, hasher: Hasher) -> Keyed:
    """Names by their letters without gaps: ``annaberg``, ``berganna``, ``aberg``; nicknames.

    And without particles and titles, where there are some: ``sarakhatib``.
    """
    joined, bare = found.joined, found.bare
    told = bare.length > 0
    differs = (bare.length != joined.length) & told
    stripped = np.flatnonzero(
        (differs[of.given] | differs[of.surname]) & told[of.given] & told[of.surname]
    )
    single = joined.those(of.single)
    forms = (
        *_both_ways(joined.those(of.given), joined.those(of.surname), of.names),
        *_both_ways(
            bare.those(of.given[stripped]), bare.those(of.surname[stripped]), of.names[stripped]
        ),
        (single, of.alone),
    )
    return Keyed(
        np.concatenate([exact(words, hasher) for words, _ in forms]),
        np.concatenate([names for _, names in forms]),
    )


def _both_ways(given: Words, surname: Words, names: Numbers) -> Iterator[tuple[Words, Numbers]]:
    """Given names and surnames written as one word, long enough to tell, and whose each is."""
    initial = Words(given.letters, given.first, np.minimum(given.length, 1))
    short = _glued(initial, surname)
    # Almström, Malin is not seen in every Malmström.
    known = known_names(spelled(short))
    for words, told in (
        (_glued(given, surname), True),
        (_glued(surname, given), True),
        (short, ~known),
    ):
        long = np.flatnonzero((words.length >= SHORTEST_WHOLE) & told)
        yield words.those(long), names[long]


def _glued(fore: Words, aft: Words) -> Words:
    """Each word with the one beside it, no gaps. Both are of the same letters."""
    _, letter = spread(
        np.stack((fore.first, aft.first), axis=1).ravel(),
        np.stack((fore.length, aft.length), axis=1).ravel(),
    )
    length = fore.length + aft.length
    letters = np.append(fore.letters[letter], np.zeros(LONGEST + 8, dtype=np.uint8))
    return Words(letters, np.cumsum(length) - length, length)
