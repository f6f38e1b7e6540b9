"""The watchlist as arrays: names in parts, which parts make a name, who bears it.

Made from people, and with some more or fewer of them: of few, at the cost of copying the arrays.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from scanner.match.arrays import Flags, Ids, Numbers
from scanner.match.batch import Words, cut
from scanner.match.families import listed
from scanner.match.keys import Hasher, rows
from scanner.match.lookup import Lookup
from scanner.match.nearness import Filed, both, exact, filed, heard
from scanner.match.roll import Roll
from scanner.match.row import laid
from scanner.match.shapes import Keyed, Use, options, pairs, strings, used, wholes
from scanner.match.stems import finnish
from scanner.model.ids import PersonId
from scanner.model.person import WatchedPerson


class _Shapes(NamedTuple):
    """What some names put into a watchlist."""

    parts: Numbers
    """Their parts, by number in the watchlist."""
    new: Words
    """The parts that it does not have; numbers go on with these."""
    uses: Ids
    pairs: Keyed
    wholes: Keyed


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """Who is looked for, ready to be asked about many words at once."""

    names: Roll
    parts: Lookup
    """Numbers of parts, by every key under which a word may be one."""
    spelled: Words
    """Every part; its place is its number."""
    uses: Ids
    """By `Use` and part: in how many places of names."""
    pairs: Lookup
    """Numbers of names, by `pair` of a given name and a surname in them."""
    wholes: Lookup
    """Numbers of names, by the key of the name as one word."""
    hasher: Hasher

    @classmethod
    def of_nobody(cls, seed: int) -> "Watchlist":
        """A watchlist without people. `seed` decides what its keys are."""
        nothing = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
        return cls(
            names=Roll.of_nobody(),
            parts=Lookup.of(*nothing),
            spelled=Words.of(np.zeros(0, dtype=np.uint8)),
            uses=np.zeros((len(Use), 0), dtype=np.int32),
            pairs=Lookup.of(*nothing),
            wholes=Lookup.of(*nothing),
            hasher=Hasher.of(seed),
        )

    @property
    def is_given(self) -> Flags:
        """Of each part: whether it is a given name, or the initial of one."""
        found: Flags = self.uses[Use.GIVEN] > 0
        return found

    @property
    def is_surname(self) -> Flags:
        """The same of surnames."""
        found: Flags = self.uses[Use.SURNAME] > 0
        return found

    @property
    def is_foreign(self) -> bool:
        """True where a name is enrolled in another script than the Latin one."""
        return bool(self.spelled.is_foreign().any())

    def with_(self, people: Iterable[WatchedPerson]) -> "Watchlist":
        """The watchlist with people who are not on it."""
        names = self.names.with_(people)
        if len(names.given) == len(self.names.given):
            return replace(self, names=names)
        shapes = self._shapes(names, np.arange(len(self.names.given), len(names.given)))
        keys = _filed(shapes.new, self.hasher)
        return Watchlist(
            names=names,
            parts=self.parts.with_(keys.keys, keys.which + len(self.spelled.first)),
            spelled=self.spelled.with_(shapes.new),
            uses=np.pad(self.uses, ((0, 0), (0, len(shapes.new.first)))) + shapes.uses,
            pairs=self.pairs.with_(*shapes.pairs),
            wholes=self.wholes.with_(*shapes.wholes),
            hasher=self.hasher,
        )

    def without(self, people: Collection[PersonId]) -> "Watchlist":
        """The watchlist without some people. Of names that nobody else bears nothing is left."""
        names, retired = self.names.without(people)
        if not len(retired):
            return replace(self, names=names)
        shapes = self._shapes(self.names, retired)
        uses = self.uses - shapes.uses
        unused = shapes.parts[~uses[:, shapes.parts].any(axis=0)]
        keys = _filed(self.spelled.those(unused), self.hasher)
        return Watchlist(
            names=names,
            parts=self.parts.without(keys.keys, unused[keys.which]),
            spelled=self.spelled.blanked(unused),
            uses=uses,
            pairs=self.pairs.without(*shapes.pairs),
            wholes=self.wholes.without(*shapes.wholes),
            hasher=self.hasher,
        )

    def _shapes(self, names: Roll, numbers: Numbers) -> _Shapes:
        """The shapes of names of those numbers on a roll."""
        of = strings(names.given[numbers], names.surname[numbers], numbers)
        found = options(of.strings, self.hasher)
        parts = self._numbers(found.parts)
        new = np.flatnonzero(parts >= len(self.spelled.first))
        found = found.numbered(parts)
        count = len(self.spelled.first) + len(new)
        uses = [np.bincount(each, minlength=count) for each in used(found, of)]
        return _Shapes(
            parts=parts,
            new=found.parts.those(new),
            uses=np.stack(uses).astype(np.int32),
            pairs=pairs(found, of),
            wholes=wholes(found, of, self.hasher),
        )

    def _numbers(self, parts: Words) -> Numbers:
        """The number of each part; those that are new have the next ones."""
        found = np.full(len(parts.first), -1, dtype=np.int64)
        which, numbers = self.parts.find(exact(parts, self.hasher))
        own, others = self.spelled.those(numbers), parts.those(which)
        same = rows(own.letters, own.first, own.length) == rows(
            others.letters, others.first, others.length
        )
        is_same = same.all(axis=0)
        found[which[is_same]] = numbers[is_same]
        new = np.flatnonzero(found < 0)
        found[new] = len(self.spelled.first) + np.arange(len(new))
        return found


def _filed(parts: Words, hasher: Hasher) -> Filed:
    """Every key under which parts are found.

    Their own, those of other spellings of them that are too far to be a slip, and of Finnish stems.
    """
    parts = parts.alone()
    known, others = _listed()
    part, twin = known.find(exact(parts, _LISTED))
    twins = heard(others.those(twin).alone(), hasher)
    of, stems = finnish(parts)
    found = both(filed(parts, hasher), Filed(part[twins.which], twins.keys))
    return both(found, Filed(of, exact(stems, hasher)))


_LISTED: Final = Hasher.of(0)
"""No seed, for no page is asked about here."""


@cache
def _listed() -> tuple[Lookup, Words]:
    """Spellings of names, and to what place of other spellings each leads."""
    one, other = (cut(laid(some)) for some in zip(*listed(), strict=True))
    keys = _LISTED.keys_of(one.letters, one.first, one.length)
    return Lookup.of(keys, np.arange(len(keys))), Words(other.letters, other.first, other.length)
