"""A name that is looked for, as the parts that a text may show of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from scanner.match import common
from scanner.match.nicknames import nicknames
from scanner.match.things import is_company
from scanner.match.words import key_of, parts
from scanner.model.ids import PersonId
from scanner.model.mention import PartRole
from scanner.text.fold import bare, fold
from scanner.text.particles import PARTICLES


class Part(NamedTuple):
    """A given name or surname, or both halves of a double one written together."""

    key: str
    """By which it is compared: folded, without accents (`words.key_of`)."""
    folded: str
    """With its accents, for other scripts tell them apart."""


ALL: Final = -1
"""In place of a part's position: the word is all given names, or surnames, written as one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """A given name, or a surname: many names share it.

    Equal to itself only, so that what is remembered of it is looked up by where it lies in memory.
    """

    role: PartRole
    parts: tuple[Part, ...]
    """No part of the surname of a nickname that stands alone."""
    placed: tuple[tuple[int, Part], ...]
    """What a word may be of it, and where in it that stands."""
    nicknames: tuple[tuple[int, Part], ...]
    """What she may be called in place of a given name."""
    written: frozenset[str]
    """Its words with the capitals and accents that were enrolled."""


class Name(NamedTuple):
    """A name that is looked for. People of one name share it."""

    given: Side
    surname: Side
    bearers: tuple[PersonId, ...]
    is_spelling: bool
    """True for a whole spelling that she enrolled beside her name."""

    def has_written(self, word: str) -> bool:
        """True for a word of it with the capitals and accents that were enrolled."""
        return word in self.given.written or word in self.surname.written


def given_side(written: str) -> Side:
    """A given name from what was enrolled."""
    return _side(PartRole.GIVEN, written)


def surname_side(written: str) -> Side:
    """A surname from what was enrolled; empty for a nickname that stands alone."""
    return _side(PartRole.SURNAME, written)


def _side(role: PartRole, written: str) -> Side:
    found = _parts(written)
    called = (
        (place, Part(nickname, nickname))
        for place, part in enumerate(found)
        for nickname in nicknames(part.key)
    )
    return Side(
        role=role,
        parts=found,
        placed=_placed(written, found),
        nicknames=tuple(called) if role is PartRole.GIVEN else (),
        written=frozenset(written.replace("-", " ").split()),
    )


SHORTEST_WHOLE: Final = 8
"""Letters of a name written as one word (``lenaberg``); shorter ones are ordinary words."""
SHORTEST_NICKNAME: Final = 5


def stands_alone(nickname: str) -> bool:
    """Whether a nickname, as a key, names somebody without a surname: no common name does."""
    return len(nickname) >= SHORTEST_NICKNAME and nickname not in common.NAMES


def initials(given: Side) -> tuple[str, ...]:
    """Keys of both initials of a double given name as one word: PO. None that is a word of names or
    of companies: al, AB."""
    if given.role is not PartRole.GIVEN or len(given.parts) != 2:
        return ()
    key = "".join(part.key[:1] for part in given.parts)
    return () if key in PARTICLES or is_company(key) else (key,)


def as_one_word(name: Name) -> frozenset[str]:
    """Keys of a name as it stands in a handle or hashtag; of a nickname that stands alone."""
    given = "".join(part.folded for part in name.given.parts)
    if not name.surname.parts:
        key = key_of(given)
        return frozenset((key,)) if stands_alone(key) else frozenset()
    surnames = _as_one(name)
    return _long(each for surname in surnames for each in (given + surname, surname + given))


def with_initial(name: Name) -> frozenset[str]:
    """Keys of a surname behind an initial as one word: ``awarsame``."""
    surnames = _as_one(name)
    told = _long(part.folded[:1] + surname for part in name.given.parts[:1] for surname in surnames)
    # A. Asplund's, whose digraph is one letter
    return told.difference(map(key_of, surnames))


def _long(wholes: Iterable[str]) -> frozenset[str]:
    return frozenset(key_of(each) for each in wholes if len(each) >= SHORTEST_WHOLE)


def in_one_word(name: Name) -> tuple[tuple[str, str], ...]:
    """Given name and surname, and the other way round, as a word holds both: bare and folded."""
    given = bare("".join(part.folded for part in name.given.parts))
    surnames = dict.fromkeys(map(bare, _as_one(name))) if name.surname.parts else ()
    return tuple(
        both
        for surname in surnames
        for both in ((given, surname), (surname, given))
        if len(given + surname) >= SHORTEST_WHOLE
    )


def _as_one(name: Name) -> tuple[str, ...]:
    """A surname as one word, without and with its particles: masri, almasri."""
    joined = (part.folded for place, part in name.surname.placed if place == ALL)
    return "".join(part.folded for part in name.surname.parts), *joined


def _parts(written: str) -> tuple[Part, ...]:
    return tuple(Part(key_of(part), part) for part in parts(written)) if written.strip() else ()


def _placed(written: str, some: tuple[Part, ...]) -> tuple[tuple[int, Part], ...]:
    """Each part, the bare one of ``AlGhanim``, and all of them as one word."""
    placed = list(enumerate(some))
    humps = _HUMPS.findall(written)
    if len(some) == 1 and len(humps) > 1 and humps[0].lower() in PARTICLES:
        last = fold(humps[-1]).text
        placed += [(0, Part(key_of(last), last))] if last != some[0].folded else []
    joined = "".join(filter(str.isalnum, fold(written).text))
    if joined not in {part.folded for part in some}:
        placed.append((ALL, Part(key_of(joined), joined)))
    return tuple(placed)


_HUMPS: Final = re.compile(r"[^\W\d_a-zåäöéèüøæ][a-zåäöéèüøæ]+")
