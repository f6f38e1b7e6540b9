"""The held-out town: sixty caseworkers and pages that other hands wrote (`bench/held`)."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

from scanner.bench.town.inhabitants import Rarity
from scanner.bench.town.judged import found, organisation, question
from scanner.bench.town.measures import Answer, answer
from scanner.model.person import PersonContext, WatchedPerson
from scanner.model.personal import Personal

FOLDER: Final = files("scanner.bench") / "held" / "town"


@cache
def people() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((FOLDER / "people.json").read_text(encoding="utf-8")))


def watched(person: dict[str, Any]) -> WatchedPerson:
    context = PersonContext(
        role=Personal(person["role"]),
        unit=Personal(person["unit"]),
        employer=Personal(person["employer"]),
        town=Personal(person["town"]),
        born=person["born"],
    )
    return WatchedPerson(person["id"], person["given"], person["surname"], context=context)


def answers() -> Iterator[Answer]:
    """What the product says of everybody whom a page is about."""
    pages = [json.loads(line) for line in _lines()]
    by_id = {person["id"]: (person, watched(person)) for person in people()}
    towns = sorted({person["town"] for person in people()})
    own = {town: organisation(town, towns) for town in towns}
    mentions = found([person for _, person in by_id.values()], [page["text"] for page in pages])
    for page, seen in zip(pages, mentions, strict=True):
        for about in page["about"]:
            told, person = by_id[about["person"]]
            asked = question(page["text"], seen, person, own[told["town"]])
            yield answer(
                asked,
                is_her=about["is_her"],
                decidable=about["decidable"],
                language=page["lang"],
                kind=page["kind"],
                origin=told["origin"],
                rarity=Rarity(told["rarity"]),
            )


def _lines() -> Iterator[str]:
    names = sorted(file.name for file in FOLDER.iterdir() if file.name.startswith("pages"))
    for name in names:
        yield from (FOLDER / name).read_text(encoding="utf-8").splitlines()
