"""The public development data, where a developer has it beside the checkout."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from scanner.bench.names.trials import Trial, Truth
from scanner.bench.names.written import Expect
from scanner.errors import UsageError
from scanner.model.person import WatchedPerson

PAIRS: Final = "pairs/xscript.csv"
"""Names in Latin and in other letters, each beside one that it is or is not."""
SETS: Final = ("sv_natural", "sv_variants", "xscript_ar", "xscript_fa", "xscript_ru")


def trials(folder: Path) -> Iterator[Trial]:
    """All sets and the pairs. Raises `UsageError` where `folder` does not hold them."""
    try:
        for name in SETS:
            yield read(folder / name)
        yield read_pairs(folder / PAIRS)
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(
            f"{folder} cannot be read as development data ({type(error).__name__}). Give a folder "
            "that holds sv_natural, sv_variants and the others, or leave the option out."
        ) from error


def read(folder: Path) -> Trial:
    """One set of texts. Raises `OSError`, `ValueError` or `KeyError` where it is none."""
    documents = _lines(folder / "docs.jsonl")
    watched = json.loads((folder / "watchlist.json").read_text(encoding="utf-8"))
    places = {document["id"]: place for place, document in enumerate(documents)}
    return Trial(
        name=folder.name,
        texts=tuple(document["text"] for document in documents),
        people=tuple(
            WatchedPerson(each["person_id"], each["given"], each["surname"]) for each in watched
        ),
        truth=tuple(_truth(row, places[row["id"]]) for row in _lines(folder / "truth.jsonl")),
    )


def read_pairs(file: Path) -> Trial:
    """Pairs of names: the second is the whole text, the first the only person asked about.

    Raises as `read`.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    numbers = {name: f"{at:032x}" for at, name in enumerate({row["latin"]: None for row in rows})}
    asked = tuple(numbers[row["latin"]] for row in rows)
    return Trial(
        name="pairs",
        texts=tuple(row["native"] for row in rows),
        people=tuple(_person(number, name) for name, number in numbers.items()),
        truth=tuple(_pair(row, text, asked[text]) for text, row in enumerate(rows)),
        asked=asked,
    )


def _person(number: str, name: str) -> WatchedPerson:
    given, _, surname = name.partition(" ")
    return WatchedPerson(number, given, surname or given)


def _pair(row: Mapping[str, str], text: int, person_id: str) -> Truth:
    is_match = row["is_match"] == "1"
    return Truth(
        text=text,
        person_id=person_id if is_match else "",
        start=0,
        end=len(row["native"]),
        kind=f"{row['lang']} {row['category'] or row['source']}",
        expect=Expect.HIT if is_match else Expect.NONE,
    )


def _lines(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def _truth(row: Any, text: int) -> Truth:
    return Truth(
        text=text,
        person_id=row.get("person_id") or "",
        start=row.get("start") or 0,
        end=row.get("end") or 0,
        kind=row["kind"],
        expect=Expect(row["expect"]),
    )
