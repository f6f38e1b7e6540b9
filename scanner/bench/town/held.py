"""The held-out town: caseworkers and pages that other hands wrote (`bench/held`)."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from scanner.bench.town.hands import asked
from scanner.bench.town.inhabitants import Rarity
from scanner.bench.town.measures import Answer, answer

FOLDER: Final = files("scanner.bench") / "held" / "town"


def answers() -> Iterator[Answer]:
    """What the product says of everybody whom a page is about."""
    for one in asked(FOLDER):
        yield answer(
            one.question,
            is_her=one.is_her,
            decidable=one.decidable,
            language=one.page["lang"],
            kind=one.page["kind"],
            origin=one.person["origin"],
            rarity=Rarity(one.person["rarity"]),
        )
