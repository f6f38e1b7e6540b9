"""Pages that people wrote singly, each asked about everybody on the watchlist whom it may mean."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from scanner.bench.identity.question import Question, found, question
from scanner.bench.town.inhabitants import Rarity
from scanner.bench.town.organisation import organisation
from scanner.model.ids import PersonId
from scanner.model.person import PersonContext, WatchedPerson
from scanner.model.personal import Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseworker:
    """Somebody who is watched, as the writers told of her (`bench/held/README.md`)."""

    watched: WatchedPerson
    town: str
    origin: str
    rarity: Rarity


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says of one person on the watchlist."""

    person_id: PersonId
    is_her: bool
    decidable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    text: str
    language: str
    kind: str
    about: tuple[About, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One person on one page."""

    page: Page
    person: Caseworker
    is_her: bool
    decidable: bool
    question: Question | None
    """None where the matcher did not find her."""


def asked(folder: Traversable, prefix: str = "") -> Iterator[Asked]:
    """Of the files in a folder whose names begin so."""
    people = {one.watched.person_id: one for one in _people(folder, prefix)}
    pages = tuple(_pages(folder, prefix))
    towns = sorted({one.town for one in people.values()})
    own = {town: organisation(town, towns) for town in towns}
    mentions = found([one.watched for one in people.values()], [page.text for page in pages])
    for page, seen in zip(pages, mentions, strict=True):
        for about in page.about:
            person = people[about.person_id]
            yield Asked(
                page=page,
                person=person,
                is_her=about.is_her,
                decidable=about.decidable,
                question=question(page.text, seen, person.watched, own[person.town]),
            )


def _people(folder: Traversable, prefix: str) -> Iterator[Caseworker]:
    for said in json.loads((folder / f"{prefix}people.json").read_text(encoding="utf-8")):
        context = PersonContext(
            role=Personal(said["role"]),
            unit=Personal(said["unit"]),
            employer=Personal(said["employer"]),
            town=Personal(said["town"]),
            born=said["born"],
        )
        yield Caseworker(
            watched=WatchedPerson(said["id"], said["given"], said["surname"], context=context),
            town=said["town"],
            origin=said["origin"],
            rarity=Rarity(said["rarity"]),
        )


def _pages(folder: Traversable, prefix: str) -> Iterator[Page]:
    """Every line of the files, in order of their names."""
    named = {file.name: file for file in folder.iterdir()}
    for name in sorted(name for name in named if name.startswith(f"{prefix}pages")):
        for line in named[name].read_text(encoding="utf-8").splitlines():
            yield _page(json.loads(line))


def _page(said: dict[str, Any]) -> Page:
    return Page(
        text=said["text"],
        language=said["lang"],
        kind=said["kind"],
        about=tuple(
            About(
                person_id=PersonId(each["person"]),
                is_her=each["is_her"],
                decidable=each["decidable"],
            )
            for each in said["about"]
        ),
    )
