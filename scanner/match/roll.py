"""The names that are looked for, each once, and who bears them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Ids, Numbers, are_among
from scanner.match.words import key_of
from scanner.model.ids import PersonId
from scanner.model.person import WatchedPerson
from scanner.model.personal import Personal

_T = TypeVar("_T", bound=np.generic)

_Name = tuple[str, str, bool]
"""A `Written`, which takes four times as long to make."""

_NO_HASH: Final = -1
"""Of a name that was taken away: no `hash` is -1."""


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
    """Of each name, by which it is found again: 64 bits by the interpreter's own seed take two
    names for one in one watchlist of 100,000 among billions."""
    people: NDArray[np.object_]
    """The bearers of the first name, of the second, and so on."""
    ids: Numbers
    """Hashes of `people`."""
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
            ids=np.zeros(0, dtype=np.int64),
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
        first, behind = self.borne.searchsorted(np.array((number, number + 1), dtype=np.int32))
        return tuple(self.people[first:behind])

    def with_(self, people: Iterable[WatchedPerson]) -> "Roll":
        """The roll with more people. New names are behind those that are there."""
        place: dict[int, int] = {}
        which, given, surname, is_spelling, who = [], [], [], [], []
        for person in people:
            for name in _names(person):
                # Tuples that stay would wake the garbage collector: a third of the time.
                which.append(place.setdefault(hash(name), len(place)))
                given.append(name[0])
                surname.append(name[1])
                is_spelling.append(name[2])
                who.append(person.person_id)
        hashes = np.fromiter(place, dtype=np.int64, count=len(place))
        numbers = self._numbers(hashes)
        is_new = numbers >= len(self.given)
        _, first = np.unique(np.array(which, dtype=np.int64), return_index=True)
        new = first[is_new]
        borne = numbers[np.array(which, dtype=np.int64)]
        order = np.argsort(borne, kind="stable")
        at = np.searchsorted(self.borne, borne[order], side="right")
        return Roll(
            given=np.append(self.given, _column(given)[new]),
            surname=np.append(self.surname, _column(surname)[new]),
            is_spelling=np.append(self.is_spelling, np.array(is_spelling, dtype=np.bool_)[new]),
            hashes=np.append(self.hashes, hashes[is_new]),
            people=np.insert(self.people, at, _column(who)[order]),
            ids=np.insert(self.ids, at, _hashes(who)[order]),
            borne=np.insert(self.borne, at, borne[order]),
        )

    def _numbers(self, hashes: Numbers) -> Ids:
        """The number of each name; those that are new have the next ones."""
        found = np.full(len(hashes), -1, dtype=np.int32)
        order = np.argsort(hashes)
        there = np.flatnonzero(are_among(hashes[order], self.hashes))
        found[order[np.searchsorted(hashes[order], self.hashes[there])]] = there
        new = np.flatnonzero(found < 0)
        found[new] = len(self.given) + np.arange(len(new))
        return found

    def without(self, people: Collection[PersonId]) -> tuple["Roll", Numbers]:
        """The roll without some people, and the numbers of names that nobody bears any more.

        Those are empty from now on.
        """
        kept = ~are_among(np.sort(_hashes(people)), self.ids)
        if kept.all():
            return self, np.zeros(0, dtype=np.int64)
        borne = self.borne[kept]
        lost = np.unique(self.borne[~kept])
        retired = lost[~are_among(borne, lost)].astype(np.int64)
        return Roll(
            given=_blanked(self.given, retired, ""),
            surname=_blanked(self.surname, retired, ""),
            is_spelling=self.is_spelling,
            hashes=_blanked(self.hashes, retired, _NO_HASH),
            people=self.people[kept],
            ids=self.ids[kept],
            borne=borne,
        ), retired


def _column(values: Sequence[str]) -> NDArray[np.object_]:
    return np.fromiter(values, np.object_, len(values))


def _hashes(values: Collection[str]) -> Numbers:
    return np.fromiter(map(hash, values), np.int64, len(values))


def _blanked(column: NDArray[_T], places: Numbers, blank: str | int) -> NDArray[_T]:
    column = column.copy()
    column[places] = blank
    return column


def _names(person: WatchedPerson) -> Iterable[_Name]:
    """Every name of a person, each once."""
    own = _shown(person.given), _shown(person.surname), False
    return dict.fromkeys((own, *_spellings(*own[:2], person))) if person.spellings else (own,)


def _spellings(given: str, surname: str, person: WatchedPerson) -> Iterator[_Name]:
    for whole in person.spellings:
        words = _shown(whole).split()
        if len(words) > 1:
            yield " ".join(words[:-1]), words[-1], True
        elif words and key_of(words[0].lower()) not in {key_of(given), key_of(surname)}:
            yield words[0], surname, True
            yield words[0], "", True


def _shown(name: Personal) -> str:
    """A name without zero-width non-joiners: texts have them or leave them out."""
    return name.reveal().replace("\u200c", "")
