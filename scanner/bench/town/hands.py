"""Pages that people wrote singly, each asked about everybody on the watchlist whom it may mean."""

import json
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from scanner.bench.town.question import Question, found, organisation, question
from scanner.model.person import PersonContext, WatchedPerson
from scanner.model.personal import Personal


class Asked(NamedTuple):
    """One person on one page, as the writers told of both (`bench/held/README.md`)."""

    page: dict[str, Any]
    person: dict[str, Any]
    is_her: bool
    decidable: bool
    question: Question | None
    """None where the matcher did not find her."""


def asked(folder: Traversable, prefix: str = "") -> Iterator[Asked]:
    """Of the files in a folder whose names begin so."""
    people = json.loads((folder / f"{prefix}people.json").read_text(encoding="utf-8"))
    pages = [json.loads(line) for line in _lines(folder, f"{prefix}pages")]
    by_id = {person["id"]: (person, watched(person)) for person in people}
    towns = sorted({person["town"] for person in people})
    own = {town: organisation(town, towns) for town in towns}
    mentions = found([person for _, person in by_id.values()], [page["text"] for page in pages])
    for page, seen in zip(pages, mentions, strict=True):
        for about in page["about"]:
            told, person = by_id[about["person"]]
            asks = question(page["text"], seen, person, own[told["town"]])
            yield Asked(page, told, about["is_her"], about["decidable"], asks)


def watched(person: dict[str, Any]) -> WatchedPerson:
    context = PersonContext(
        role=Personal(person["role"]),
        unit=Personal(person["unit"]),
        employer=Personal(person["employer"]),
        town=Personal(person["town"]),
        born=person["born"],
    )
    return WatchedPerson(person["id"], person["given"], person["surname"], context=context)


def _lines(folder: Traversable, prefix: str) -> Iterator[str]:
    names = sorted(file.name for file in folder.iterdir() if file.name.startswith(prefix))
    for name in names:
        yield from (folder / name).read_text(encoding="utf-8").splitlines()
