"""The names that are looked for, each once, and who bears them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from scanner.match.batch import Flags, Numbers
from scanner.match.lookup import Ids
from scanner.match.words import key_of
from scanner.model.ids import PersonId
from scanner.model.person import WatchedPerson

_T = TypeVar("_T", bound=np.generic)
_Name = tuple[str, str, bool]
"""A `Written`, which takes four times as long to make."""


class Written(NamedTuple):
    """A name as it was enrolled."""

    given: str
    surname: str
    """Empty for a nickname that stands alone."""
    is_spelling: bool
    """True for a whole spelling that she enrolled beside her name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Names by number, in columns: tuples of them would take three times as much memory."""

    given: NDArray[np.object_]
    surname: NDArray[np.object_]
    is_spelling: NDArray[np.bool_]
    hashes: Numbers
    """Of each name, by which it is found again."""
    people: NDArray[np.object_]
    """The bearers of the first name, of the second, and so on."""
    borne: Ids
    """Of each of `people`: which name, in order."""

    @classmethod
    def of_nobody(cls) -> "Roll":
        """A roll without names."""
        nothing = np.zeros(0, dtype=np.object_)
        return cls(
            given=nothing,
            surname=nothing,
            is_spelling=np.zeros(0, dtype=np.bool_),
            hashes=np.zeros(0, dtype=np.int64),
            people=nothing,
            borne=np.zeros(0, dtype=np.int32),
        )

    @property
    def count(self) -> int:
        """How many names somebody bears."""
        return int(np.count_nonzero(np.diff(self.borne, prepend=-1)))

    def __getitem__(self, number: int) -> Written:
        return Written(self.given[number], self.surname[number], bool(self.is_spelling[number]))

    def bearers(self, number: int) -> tuple[PersonId, ...]:
        """Who bears a name."""
        first, behind = np.searchsorted(self.borne, (number, number + 1))
        return tuple(self.people[first:behind])

    def with_(self, people: Iterable[WatchedPerson]) -> "Roll":
        """The roll with more people. New names are behind those that are there."""
        place: dict[_Name, int] = {}
        which, who = [], []
        for person in people:
            for name in _names(person):
                which.append(place.setdefault(name, len(place)))
                who.append(person.person_id)
        names = tuple(place)
        hashes = np.fromiter(map(hash, names), np.int64, len(names))
        number = self._numbers(names, hashes)
        new = np.flatnonzero(number >= len(self.given))
        borne = np.append(self.borne, number[np.array(which, dtype=np.intp)])
        order = np.argsort(borne, kind="stable")
        given, surname, is_spelling = zip(*names, strict=True) if names else ((), (), ())
        return Roll(
            given=np.append(self.given, _column(given)[new]),
            surname=np.append(self.surname, _column(surname)[new]),
            is_spelling=np.append(self.is_spelling, np.array(is_spelling, dtype=np.bool_)[new]),
            hashes=np.append(self.hashes, hashes[new]),
            people=np.append(self.people, _column(who))[order],
            borne=borne[order],
        )

    def _numbers(self, names: tuple[_Name, ...], hashes: Numbers) -> Ids:
        """The number of each name; of new ones, those from the last one on."""
        found = np.full(len(names), -1, dtype=np.int32)
        there = np.flatnonzero(_are_among(np.sort(hashes), self.hashes))
        known: dict[_Name, int] = {self[place]: place for place in there.tolist()}
        if known:
            found[:] = [known.get(name, -1) for name in names]
        new = np.flatnonzero(found < 0)
        found[new] = len(self.given) + np.arange(len(new))
        return found

    def without(self, people: Collection[PersonId]) -> tuple["Roll", Numbers]:
        """The roll without some people, and the numbers of names that nobody bears any more.

        Those are empty from now on.
        """
        kept = np.array([each not in people for each in self.people.tolist()], dtype=np.bool_)
        borne = self.borne[kept]
        lost = np.unique(self.borne[~kept])
        retired = lost[~_are_among(borne, lost)].astype(np.int64)
        return Roll(
            given=_blanked(self.given, retired),
            surname=_blanked(self.surname, retired),
            is_spelling=self.is_spelling,
            hashes=self.hashes,
            people=self.people[kept],
            borne=borne,
        ), retired


def _are_among(known: NDArray[_T], asked: NDArray[_T]) -> Flags:
    """Whether each number is one of those known, which are in order."""
    first = np.searchsorted(known, asked)
    found: Flags = np.searchsorted(known, asked, side="right") > first
    return found


def _column(values: Sequence[str]) -> NDArray[np.object_]:
    return np.fromiter(values, np.object_, len(values))


def _blanked(column: NDArray[np.object_], places: Numbers) -> NDArray[np.object_]:
    column = column.copy()
    column[places] = ""
    return column


def _names(person: WatchedPerson) -> Iterable[_Name]:
    """Every name of a person, each once."""
    own = person.given.reveal(), person.surname.reveal(), False
    return dict.fromkeys((own, *_spellings(*own[:2], person))) if person.spellings else (own,)


def _spellings(given: str, surname: str, person: WatchedPerson) -> Iterator[_Name]:
    for whole in person.spellings:
        words = whole.reveal().split()
        if len(words) > 1:
            yield " ".join(words[:-1]), words[-1], True
        elif words and key_of(words[0].lower()) not in {key_of(given), key_of(surname)}:
            yield words[0], surname, True
            yield words[0], "", True
