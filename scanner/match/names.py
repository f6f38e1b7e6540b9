"""The watchlist as an index: which names a word of a text may be part of.

The cost of a look-up hardly grows with the number of people: exact keys, sound keys and shortened
words lead straight to the parts of names that are near.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from scanner.match import common, slips, spelling
from scanner.match.words import is_arabic, key_of, parts, without_article, without_proclitics
from scanner.model.ids import PersonId
from scanner.model.mention import PartForm
from scanner.model.person import WatchedPerson

Part = int
"""A given name or surname, known by a number; its key and role tell it from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that is looked for, in keys. People of one name share it."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    written: frozenset[str]
    """Its words with the capitals and accents that were enrolled."""
    spelling: bool
    """True for a whole spelling that she enrolled beside her name."""
    bearers: tuple[PersonId, ...]


class Edge(Enum):
    """Where in a name a word with an ending or a proclitic may stand."""

    ANYWHERE = 0
    FIRST = 1
    LAST = 2


class Candidate(NamedTuple):
    """A part of a name that a word may be."""

    part: Part
    form: PartForm
    slips: int
    likely: float
    """0 to 1: how likely slips of the hand explain the difference."""
    edge: Edge


class Reading(NamedTuple):
    """All that a word may be."""

    given: tuple[Candidate, ...] = ()
    surname: tuple[Candidate, ...] = ()
    whole: tuple[Candidate, ...] = ()
    """Whole names written as one word."""


NOTHING: Final = Reading()
ALL: Final = -1
"""In place of a part's position: the word is all given names, or surnames, written as one."""


class Fit(NamedTuple):
    """A name that a given name and a surname belong to, and which of its parts they are."""

    name: Name
    given_at: int
    surname_at: int


class Role(Enum):
    GIVEN = 0
    SURNAME = 1
    WHOLE = 2


class NameIndex:
    """Every name of a watchlist, ready to be looked up word by word."""

    def __init__(self, people: Iterable[WatchedPerson], *, seed: int) -> None:
        self._numbers: dict[tuple[Role, str], Part] = {}
        self._keys: list[tuple[Role, str]] = []
        self._same: defaultdict[str, list[Part]] = defaultdict(list)
        self._alike: defaultdict[str, list[Part]] = defaultdict(list)
        self._near: defaultdict[str, list[Part]] = defaultdict(list)
        self._pairs: defaultdict[tuple[Part, Part], list[Fit]] = defaultdict(list)
        self._wholes: defaultdict[Part, list[Name]] = defaultdict(list)
        self._cache = _Cache(self._read, seed)
        for name in _names(people):
            self._add(name)

    def read(self, word: str) -> Reading:
        """What a folded word may be."""
        return self._cache.get(word)

    def fits(self, given: Part, surname: Part) -> Iterable[Fit]:
        """The names that have both parts."""
        return self._pairs.get((given, surname), ())

    def wholes(self, part: Part) -> Iterable[Name]:
        """The names that a word is as a whole."""
        return self._wholes.get(part, ())

    def part(self, role: Role, key: str) -> Part | None:
        """The number of a part, or None where no name has it."""
        return self._numbers.get((role, key))

    def is_initial(self, part: Part) -> bool:
        """True for the first letter of a given name in place of the name."""
        return len(self._keys[part][1]) == 1

    def _add(self, name: Name) -> None:
        givens = [*_placed(name.given), (ALL, name.given[0][:1])] if name.given else []
        surnames = _placed(name.surname)
        for given_at, given in givens:
            for surname_at, surname in surnames:
                pair = self._number(Role.GIVEN, given), self._number(Role.SURNAME, surname)
                self._pairs[pair].append(Fit(name, given_at, surname_at))
        for whole in _as_one_word(name):
            self._wholes[self._number(Role.WHOLE, whole)].append(name)

    def _number(self, role: Role, key: str) -> Part:
        known = self._numbers.get((role, key))
        if known is not None:
            return known
        number = self._numbers[role, key] = len(self._keys)
        self._keys.append((role, key))
        self._same[key].append(number)
        if role is not Role.WHOLE and len(key) > 1:
            self._alike[spelling.sound_key(key)].append(number)
            for shortened in slips.shortened(key, slips.allowed(key)):
                self._near[shortened].append(number)
        return number

    def _read(self, word: str) -> Reading:
        found: dict[Part, Candidate] = {}
        stems = tuple(_stems(word))
        for key, form, edge in stems:
            for part in self._same.get(key, ()):
                found.setdefault(part, Candidate(part, form, 0, 1.0, edge))
        for key, _, edge in stems:
            for part in self._alike.get(spelling.sound_key(key), ()):
                found.setdefault(part, Candidate(part, PartForm.VARIANT, 0, 1.0, edge))
        if not found and not any(key in common.KNOWN for key, _, _ in stems):
            for candidate in self._slipped(stems):
                found.setdefault(candidate.part, candidate)
        return self._sorted(found.values()) if found else NOTHING

    def _slipped(self, stems: Iterable["Stem"]) -> Iterator[Candidate]:
        for key, _, edge in stems:
            most = 2 if len(key) > _SHORTEST_FOR_TWO else 1
            near = {
                part for each in slips.shortened(key, most) for part in self._near.get(each, ())
            }
            for part in sorted(near):
                known = self._keys[part][1]
                count = slips.count(key, known)
                if count <= slips.allowed(known):
                    likely = slips.likelihood(key, known)
                    yield Candidate(part, PartForm.TYPO, count, likely, edge)

    def _sorted(self, candidates: Iterable[Candidate]) -> Reading:
        by_role: dict[Role, list[Candidate]] = {role: [] for role in Role}
        for candidate in candidates:
            by_role[self._keys[candidate.part][0]].append(candidate)
        return Reading(*(tuple(by_role[role][:_MOST_CANDIDATES]) for role in Role))


_MOST_CANDIDATES: Final = 32
"""Parts that one word may be; the nearest forms come first."""

_SHORTEST_FOR_TWO: Final = 5
"""A name of eight letters that lost two has more than this."""

_SHORTEST_WHOLE: Final = 8
"""Letters of a name written as one word (``lenaberg``); shorter ones are ordinary words."""
_SHORTEST_NICKNAME: Final = 5


def _names(people: Iterable[WatchedPerson]) -> Iterator[Name]:
    """Every name of every person; equal names as one, with all who bear them."""
    bearers: defaultdict[Name, list[PersonId]] = defaultdict(list)
    for person in people:
        for name in dict.fromkeys(_names_of(person)):
            bearers[name].append(person.person_id)
    for name, people_of_name in bearers.items():
        yield Name(
            given=name.given,
            surname=name.surname,
            written=name.written,
            spelling=name.spelling,
            bearers=tuple(people_of_name),
        )


def _names_of(person: WatchedPerson) -> Iterator[Name]:
    given, surname = person.given.reveal(), person.surname.reveal()
    yield _name(given, surname, spelling=False)
    for whole in person.spellings:
        words = whole.reveal().split()
        if len(words) > 1:
            yield _name(" ".join(words[:-1]), words[-1], spelling=True)
        elif words and key_of(words[0]) not in {key_of(given), key_of(surname)}:
            yield _name(words[0], surname, spelling=True)
            yield _name(words[0], "", spelling=True)


def _name(given: str, surname: str, *, spelling: bool) -> Name:
    return Name(
        given=tuple(map(key_of, parts(given))),
        surname=tuple(map(key_of, parts(surname))),
        written=frozenset(f"{given} {surname}".replace("-", " ").split()),
        spelling=spelling,
        bearers=(),
    )


def _placed(keys: tuple[str, ...]) -> list[tuple[int, str]]:
    placed = list(enumerate(keys))
    return [*placed, (ALL, key_of("".join(keys)))] if len(keys) > 1 else placed


def _as_one_word(name: Name) -> Iterator[str]:
    """A name as it stands in a handle or hashtag; a nickname as it stands alone."""
    joined = key_of("".join(name.given + name.surname))
    if name.given and name.surname:
        telling = len(joined) >= _SHORTEST_WHOLE
    else:
        telling = len(joined) >= _SHORTEST_NICKNAME and joined not in common.NAMES
    if telling:
        yield joined


class Stem(NamedTuple):
    """A word as it may stand in the index."""

    key: str
    form: PartForm
    edge: Edge


_LEET: Final = tuple(str.maketrans("013457", digits) for digits in ("oieast", "oleast"))


def _stems(word: str) -> Iterator[Stem]:
    key = key_of(word)
    yield Stem(key, PartForm.FOLDED, Edge.ANYWHERE)
    if is_arabic(key):
        for rest in without_proclitics(word):
            yield Stem(without_article(rest), PartForm.INFLECTED, Edge.FIRST)
    elif key.endswith("s") and len(key) > 3:
        yield Stem(key[:-1], PartForm.INFLECTED, Edge.LAST)
    elif not key.isalpha() and not key.isdigit():
        for leet in _LEET:
            yield Stem(key_of(word.translate(leet)), PartForm.FOLDED, Edge.ANYWHERE)


class _Cache:
    """Readings of the last words, direct-mapped.

    Two words that meet in a slot drive each other out. The seed decides which words meet, so that
    no page can be written that always misses; results do not depend on it.
    """

    def __init__(self, read: Callable[[str], Reading], seed: int) -> None:
        self._read = read
        self._seed = seed
        self._slots: list[tuple[str, Reading]] = [("", NOTHING)] * _SLOTS

    def get(self, word: str) -> Reading:
        slot = hash((self._seed, word)) % _SLOTS
        kept, reading = self._slots[slot]
        if kept != word:
            reading = self._read(word)
            self._slots[slot] = word, reading
        return reading


_SLOTS: Final = 1 << 16
