"""The pages of an invented town, and whom each means.

Templates are written by hand, in two styles that share no sentence: one to fit, one to measure.
A line in `pages/` is a page; a heading ``== who kind`` says who stands there and on what page.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Final, TypeVar

from scanner.bench.names import transcriptions
from scanner.bench.names.origins import Name, Origin, stocks
from scanner.bench.names.written import Case, Language
from scanner.bench.town import words
from scanner.bench.town.inhabitants import Inhabitant, inhabitants, watched
from scanner.bench.town.words import ARABIC, ENGLISH, SWEDISH, Said
from scanner.model.person import PersonContext, WatchedPerson
from scanner.model.personal import Personal

T = TypeVar("T")

YEAR: Final = 2026
WATCHED: Final = 300
PAGES: Final = 3000
LEAST_REACH, MOST_REACH = 0.03, 300.0
"""How much oftener a caseworker is written about than anybody of her name, from a register of
everybody to a channel that hunts her; log-uniform over sources."""


Templates = Mapping[str, Sequence[tuple[str, str]]]
"""Kind of page and text, by who stands there; ``her.after``: what may follow."""


class Style(StrEnum):
    FIRST = "first"
    SECOND = "second"


HERS: Final[Mapping[str, int]] = {"her": 86, "bare": 6, "private": 8}
"""How she is written about: with something of her work, by name alone, in private life."""
NAMESAKES: Final[Mapping[str, int]] = {
    "athlete": 12, "artist": 7, "director": 10, "dead": 6, "ancestor": 2, "researcher": 7,
    "pupil": 4, "teacher": 3, "politician": 5, "resident": 9, "worker": 13, "client": 6, "said": 6,
    "colleague": 5, "bystander": 6, "bare": 5, "private": 3,
}  # fmt: skip
"""What people of her name are written about for."""
NEUTRAL: Final = frozenset(("bare", "private"))
"""Who is meant cannot be told from these."""
SHARE_OF: Final[Mapping[Language, int]] = {SWEDISH: 55, ENGLISH: 20, ARABIC: 25}
IN_HER_TOWN: Final = 0.06
"""Share of namesakes who live in her town."""
INITIAL: Final = 0.03
BEFORE: Final = 0.4
"""Share of pages with a sentence before, of those that have any to choose from."""
AFTER: Final = (30, 45, 25)
"""Shares of pages with none, one and two sentences after."""
OWN_ROLE: Final = 0.85
"""Share of roles and units on pages that are hers; else people mistake them."""
KNOWN_BORN: Final = 0.6
"""Share of watched people whose year of birth is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    text: str
    language: Language
    kind: str
    who: str
    person: int
    """Its place among the watched."""
    is_her: bool

    @property
    def decidable(self) -> bool:
        return self.who not in NEUTRAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who is watched."""

    one: Inhabitant
    role: Said
    unit: Said
    town: Said
    watched: WatchedPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    workers: tuple[Worker, ...]
    pages: tuple[Page, ...]


def town(
    seed: int,
    style: Style,
    *,
    statistics: Path | None = None,
    pages: int = PAGES,
    people: int = WATCHED,
) -> Town:
    """A town and what is written about its people and their namesakes."""
    chance = Random(seed)  # noqa: S311 - repeatable on purpose
    everybody = inhabitants(chance, statistics, YEAR)
    chosen = watched(everybody, chance, people)
    workers = tuple(_worker(number, one, chance) for number, one in enumerate(chosen))
    scribe = _Scribe(chance=chance, style=style, workers=workers, everybody=everybody)
    return Town(workers=workers, pages=tuple(scribe.page() for _ in range(pages)))


def _worker(number: int, one: Inhabitant, chance: Random) -> Worker:
    role, unit, place = (chance.choice(some) for some in (words.ROLES, words.UNITS, words.TOWNS))
    context = PersonContext(
        role=Personal(role.sv),
        unit=Personal(unit.sv),
        employer=Personal(f"{place.sv}s kommun"),
        town=Personal(place.sv),
        born=one.born if chance.random() < KNOWN_BORN else None,
    )
    person = WatchedPerson(f"{number:032x}", one.given, one.surname, context=context)
    return Worker(one=one, role=role, unit=unit, town=place, watched=person)


@cache
def templates(style: Style, language: Language) -> Templates:
    """Kind of page and template, by who stands there."""
    file = files("scanner.bench.town") / "pages" / f"{style}_{language}.txt"
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    who = kind = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            who, kind = line.removeprefix("== ").split(" ")
        elif line:
            found[who].append((kind, line.replace("\\n", "\n")))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scribe:
    chance: Random
    style: Style
    workers: Sequence[Worker]
    everybody: Sequence[Inhabitant]

    def page(self) -> Page:
        number = self.chance.randrange(len(self.workers))
        worker = self.workers[number]
        reach = LEAST_REACH * (MOST_REACH / LEAST_REACH) ** self.chance.random()
        is_her = self.chance.random() < reach / (reach + worker.one.namesakes)
        language = self._one(SHARE_OF)
        there = templates(self.style, language)
        who = self._one(HERS if is_her else NAMESAKES, there)
        kind, template = self.chance.choice(there[who])
        slots = self._slots(worker, language, may_be_near=who != "colleague")
        text = " ".join(self._around(template, there, who)).format_map(slots)
        return Page(
            text=self._between(text, language),
            language=language,
            kind=kind,
            who=who,
            person=number,
            is_her=is_her,
        )

    def _around(self, template: str, there: Templates, who: str) -> Iterator[str]:
        """The template among sentences that go with it."""
        if "\n" in template:
            yield template
            return
        before, after = (there.get(f"{who}.{side}", ()) for side in ("before", "after"))
        if before and self.chance.random() < BEFORE:
            yield self.chance.choice(before)[1]
        yield template
        count = self.chance.choices((0, 1, 2), AFTER)[0]
        for _, sentence in self.chance.sample(after, min(count, len(after))):
            yield sentence

    def _one(self, shares: Mapping[T, int], held: Container[T] | None = None) -> T:
        known = [one for one in shares if held is None or one in held]
        return self.chance.choices(known, [shares[one] for one in known])[0]

    def _between(self, text: str, language: Language) -> str:
        if "\n" in text:
            return text
        first = [self.chance.choice(words.BEFORE[language])] * (self.chance.random() < 0.2)
        last = [self.chance.choice(words.AFTER[language])] * (self.chance.random() < 0.4)
        return " ".join([*first, text, *last])

    def _slots(self, worker: Worker, language: Language, *, may_be_near: bool) -> Mapping[str, str]:
        chance = self.chance
        role = worker.role if chance.random() < OWN_ROLE else chance.choice(words.ROLES)
        unit = worker.unit if chance.random() < OWN_ROLE else chance.choice(words.UNITS)
        here = may_be_near and chance.random() < IN_HER_TOWN
        far = worker.town if here else chance.choice(words.FAR)
        trade = chance.choice(words.TRADES).of(language)
        return {
            "N": self._name(worker.one, language),
            "role": role.of(language),
            "Role": role.of(language).capitalize(),
            "role_cap": role.of(language).capitalize() + "n",
            "orole": chance.choice(words.ROLES).of(language),
            "unit": unit.of(language),
            "town": worker.town.of(language),
            "otown": far.of(language),
            "occ": trade,
            "Occ": trade.capitalize(),
            "occdef": trade + "n",
            "occdef_cap": trade.capitalize() + "n",
            "o": self._other(language),
            "o2": self._other(language),
            "club": chance.choice(words.CLUBS),
            "firm": chance.choice(words.FIRMS),
            "street": chance.choice(words.STREETS),
            "n": str(chance.randint(1, 60)),
            "nn": f"{chance.randint(0, 99):02}",
            **self._years(worker.one),
        }

    def _years(self, one: Inhabitant) -> Mapping[str, str]:
        old = self.chance.randint(18, 88)
        return {
            "hyear": str(one.born),
            "hage": str(YEAR - one.born - self.chance.randint(0, 1)),
            "age": str(old),
            "year": str(YEAR - old),
            "kidage": str(self.chance.randint(8, 18)),
            "oldage": str(self.chance.randint(62, 99)),
            "deadyear": str(YEAR - self.chance.randint(62, 99)),
            "deadyear2": str(self.chance.randint(1990, 2024)),
            "ancyear": str(self.chance.randint(1780, 1925)),
        }

    def _other(self, language: Language) -> str:
        return self._name(self.chance.choice(self.everybody), language)

    def _name(self, one: Inhabitant, language: Language) -> str:
        if language is not ARABIC:
            short = self.chance.random() < INITIAL
            return f"{one.given[0]}. {one.surname}" if short else f"{one.given} {one.surname}"
        name = Name(given=one.given, surname=one.surname, origin=Origin.SWEDISH, woman=True)
        case = Case(name=name, stock=stocks()[Origin.SWEDISH], chance=self.chance)
        return transcriptions.arabic(case) or name.full
