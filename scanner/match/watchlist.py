"""The watchlist as arrays: names in parts, which parts make a name, who bears it.

Built once from people, in about a second for 100,000 of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from scanner.match import common
from scanner.match.batch import LONGEST, Batch, Flags, Numbers, cut, laid, spread
from scanner.match.families import listed
from scanner.match.keys import Hasher, Keys, rows
from scanner.match.lexicon import known_names, of_rows
from scanner.match.lookup import Ids, Lookup
from scanner.match.nearness import Filed, Words, exact, filed, heard
from scanner.match.nicknames import nicknames
from scanner.match.words import key_of, parts
from scanner.model.ids import PersonId
from scanner.model.person import WatchedPerson
from scanner.text.particles import PARTICLES

SHORTEST_WHOLE: Final = 8
"""Letters of a name written as one word (``lenaberg``); shorter ones are ordinary words."""
SHORTEST_NICKNAME: Final = 5

_PART_BITS: Final = np.uint64(32)


class Written(NamedTuple):
    """A name as it was enrolled."""

    given: str
    surname: str
    """Empty for a nickname that stands alone."""
    is_spelling: bool
    """True for a whole spelling that she enrolled beside her name."""


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Who is looked for, ready to be asked about many words at once."""

    names: tuple[Written, ...]
    bearers: tuple[tuple[PersonId, ...], ...]
    """Of each name."""
    parts: Lookup
    """Numbers of parts, by every key under which a word may be one."""
    spelled: Words
    """Every part; its place is its number."""
    is_given: Flags
    """Of each part: whether it is a given name, or the initial of one."""
    is_surname: Flags
    """The same of surnames."""
    pairs: Lookup
    """Numbers of names, by `pair` of a given name and a surname in them."""
    wholes: Lookup
    """Numbers of names, by the key of the name as one word."""
    hasher: Hasher
    is_foreign: bool
    """True where a name is enrolled in another script than the Latin one."""


def pair(given: Ids, surname: Ids) -> Keys:
    """The key of a given name with a surname, from the numbers of both parts."""
    # Multiplied, for look-ups go by a key's first bits.
    both = given.astype(np.uint64) << _PART_BITS | surname.astype(np.uint64)
    return both * _SCATTER


_SCATTER: Final = np.uint64(0x9E3779B97F4A7C15)


def compiled(people: Iterable[WatchedPerson], *, seed: int) -> Watchlist:
    """The watchlist of `people`. `seed` decides what its keys are."""
    hasher = Hasher.of(seed)
    bearers = _bearers(people)
    names = tuple(bearers)
    called = {name.given: _called(name.given) for name in names if name.surname}
    written = dict.fromkeys(part for name in names for part in (name.given, name.surname) if part)
    spelled = written | dict.fromkeys(chain.from_iterable(called.values()))
    number = {part: place for place, part in enumerate(spelled)}
    batch = cut(laid(tuple(spelled)))
    joined = _joined(batch)
    options = _options(batch, joined, hasher)
    full = [place for place, name in enumerate(names) if name.given and name.surname]
    at = np.array(full, dtype=np.int64)
    given = np.array([number[names[place].given] for place in full], dtype=np.int64)
    surname = np.array([number[names[place].surname] for place in full], dtype=np.int64)
    alone = [(place, number[name.given]) for place, name in enumerate(names) if _is_nickname(name)]
    nicknamed = [
        (place, number[each])
        for place, name in enumerate(names[place] for place in full)
        for each in called[name.given]
    ]
    by, nickname = np.array(nicknamed, dtype=np.int64).reshape(-1, 2).T
    keys, of = _pairs(options, given, surname)
    more, whose = _by_nickname(options, nickname, surname[by])
    is_given, is_surname = _roles(options, np.append(given, nickname), surname)
    return Watchlist(
        names=names,
        bearers=tuple(map(tuple, bearers.values())),
        parts=_by_every_key(options.parts, hasher),
        spelled=options.parts,
        is_given=is_given,
        is_surname=is_surname,
        pairs=Lookup.of(np.append(keys, more), at[np.append(of, by[whose])].astype(np.int32)),
        wholes=_wholes(joined, given, surname, at, alone, hasher),
        hasher=hasher,
        is_foreign=bool(options.parts.is_foreign().any()),
    )


def _called(given: str) -> tuple[str, ...]:
    """What somebody with this given name may be called instead."""
    return tuple(dict.fromkeys(each for part in parts(given) for each in nicknames(key_of(part))))


def _bearers(people: Iterable[WatchedPerson]) -> dict[Written, list[PersonId]]:
    """Every name of every person, equal names once."""
    bearers: dict[Written, list[PersonId]] = {}
    for person in people:
        own = Written(person.given.reveal(), person.surname.reveal(), is_spelling=False)
        for name in (own, *dict.fromkeys(_spellings(person))) if person.spellings else (own,):
            bearers.setdefault(name, []).append(person.person_id)
    return bearers


def _spellings(person: WatchedPerson) -> Iterator[Written]:
    given, surname = person.given.reveal(), person.surname.reveal()
    for whole in person.spellings:
        words = whole.reveal().split()
        if len(words) > 1:
            yield Written(" ".join(words[:-1]), words[-1], is_spelling=True)
        elif words and key_of(words[0].lower()) not in {key_of(given), key_of(surname)}:
            yield Written(words[0], surname, is_spelling=True)
            yield Written(words[0], "", is_spelling=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What a given name or surname as it was written may be in a text."""

    parts: Words
    """Every part, once; its place is its number."""
    first: Numbers
    """Of each name as written: its first option in `part`."""
    count: Numbers
    part: Ids
    initial: Ids
    """Of each name as written: the part that is its first letter."""


def _joined(batch: Batch) -> Words:
    """Each text of a batch as one word."""
    _, place = spread(batch.first, batch.length)
    letters = np.append(batch.letters[place], np.zeros(2 * LONGEST, dtype=np.uint8))
    text = batch.texts(batch.start)
    length = np.bincount(text, batch.length, len(batch.begins) - 1).astype(np.int64)
    return Words(letters, np.cumsum(length) - length, length)


def _options(batch: Batch, joined: Words, hasher: Hasher) -> _Options:
    name = batch.texts(batch.start)
    several = np.flatnonzero(np.bincount(name, minlength=len(joined.first)) > 1)
    letters = np.concatenate((batch.letters, joined.letters))
    first = np.concatenate((batch.first, joined.first[several] + len(batch.letters)))
    length = np.concatenate((batch.length, joined.length[several]))
    of = np.concatenate((name, several))
    telling = _is_telling(Words.taken(letters, first, length), of, hasher)
    begins = joined.first + len(batch.letters)
    order = np.flatnonzero(telling)[np.argsort(of[telling], kind="stable")]
    words = Words.taken(
        letters,
        np.concatenate((first[order], begins)),
        np.concatenate((length[order], np.ones_like(begins))),
    )
    _, place, part = np.unique(exact(words, hasher), return_index=True, return_inverse=True)
    count = np.bincount(of[order], minlength=len(joined.first))
    parts = words.those(place)
    return _Options(
        parts=Words.taken(parts.letters, parts.first, parts.length),
        first=np.cumsum(count) - count,
        count=count,
        part=part[: len(order)].astype(np.int32),
        initial=part[len(order) :].astype(np.int32),
    )


def _is_telling(words: Words, of: Numbers, hasher: Hasher) -> Flags:
    """False for particles and initials, unless a name has nothing else."""
    particles = cut(laid(tuple(PARTICLES)))
    known = exact(Words.taken(particles.letters, particles.first, particles.length), hasher)
    telling = (words.length > 1) & ~np.isin(exact(words, hasher), known)
    bare = np.bincount(of[telling], minlength=int(of.max(initial=0)) + 1) == 0
    found: Flags = telling | bare[of]
    return found


def _pairs(options: _Options, given: Numbers, surname: Numbers) -> tuple[Keys, Numbers]:
    """Keys of every given name with every surname, and the name each pair is of.

    One of the two may be an initial; both may be words of one surname (``Ahmad Badawi``, of whom
    the title or a first given name was enrolled as given name).
    """
    every = np.arange(len(given))
    of, place = spread(options.first[given], options.count[given])
    first = options.part[place]
    some = np.concatenate((of, every))
    which, last = spread(options.first[surname[some]], options.count[surname[some]])
    full = pair(np.concatenate((first, options.initial[given]))[which], options.part[last])
    short = pair(first, options.initial[surname[of]])
    one, other, both = _within(options, surname)
    keys = full, short, pair(options.part[one], options.part[other])
    return np.concatenate(keys), np.concatenate((some[which], of, both))


def _by_nickname(options: _Options, nickname: Numbers, surname: Numbers) -> tuple[Keys, Numbers]:
    """Keys of nicknames with the surname of who is called so, and of which nickname each is."""
    called = options.part[options.first[nickname]]
    which, last = spread(options.first[surname], options.count[surname])
    return pair(called[which], options.part[last]), which


def _within(options: _Options, surname: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Every two options of a surname of several words, in order, and of which surname."""
    of, one = spread(options.first[surname], options.count[surname])
    last = (options.first + options.count)[surname[of]]
    which, other = spread(one + 1, last - one - 1)
    return one[which], other, of[which]


def _roles(options: _Options, given: Numbers, surname: Numbers) -> tuple[Flags, Flags]:
    count = len(options.parts.first)
    is_given, is_surname = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    is_given[options.part[spread(options.first[given], options.count[given])[1]]] = True
    is_given[options.initial[given]] = True
    is_given[options.part[_within(options, surname)[0]]] = True
    is_surname[options.part[spread(options.first[surname], options.count[surname])[1]]] = True
    is_surname[options.initial[surname]] = True
    return is_given, is_surname


def _by_every_key(parts: Words, hasher: Hasher) -> Lookup:
    own, twins = filed(parts, hasher), _twins(parts, hasher)
    which = np.append(own.which, twins.which)
    return Lookup.of(np.append(own.keys, twins.keys), which.astype(np.int32))


def _twins(parts: Words, hasher: Hasher) -> Filed:
    """Keys of the other spellings of parts that are too far from them to be a slip."""
    one, other = (cut(laid(some)) for some in zip(*listed(), strict=True))
    listed_keys = hasher.keys_of(one.letters, one.first, one.length)
    known = Lookup.of(listed_keys, np.arange(len(listed_keys), dtype=np.int32))
    part, twin = known.find(exact(parts, hasher))
    which, keys = heard(Words.taken(other.letters, other.first[twin], other.length[twin]), hasher)
    return Filed(part[which], keys)


def _wholes(
    joined: Words,
    given: Numbers,
    surname: Numbers,
    at: Numbers,
    alone: Sequence[tuple[int, int]],
    hasher: Hasher,
) -> Lookup:
    """Names by their letters without gaps: ``annaberg``, ``berganna``, ``aberg``; nicknames."""
    first, length = joined.first, joined.length
    one = np.minimum(length[given], 1)
    names = np.array([place for place, _ in alone], dtype=np.int64)
    nickname = np.array([place for _, place in alone], dtype=np.int64)
    forms = (
        (at, given, length[given], surname, length[surname]),
        (at, surname, length[surname], given, length[given]),
        (at, given, one, surname, length[surname]),
        (names, nickname, length[nickname], nickname, np.zeros_like(nickname)),
    )
    keys, places = [], []
    for place, front, fore, back, aft in forms:
        _, letter = spread(
            np.stack((first[front], first[back]), axis=1).ravel(),
            np.stack((fore, aft), axis=1).ravel(),
        )
        letters = np.append(joined.letters[letter], np.zeros(LONGEST, dtype=np.uint8))
        whole = fore + aft
        begins = np.cumsum(whole) - whole
        told = (whole >= SHORTEST_WHOLE) | (aft == 0)
        # Almström, Malin is not seen in every Malmström.
        if fore is one:
            told &= ~known_names(of_rows(rows(letters, begins, whole)))
        keys.append(hasher.keys_of(letters, begins[told], whole[told]))
        places.append(place[told])
    return Lookup.of(np.concatenate(keys), np.concatenate(places).astype(np.int32))


def _is_nickname(name: Written) -> bool:
    """Whether a name stands for somebody alone."""
    key = "" if name.surname else key_of(name.given.lower())
    return len(key) >= SHORTEST_NICKNAME and key not in common.NAMES
