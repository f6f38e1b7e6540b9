"""The held-out town: caseworkers and pages that other hands wrote (`bench/held`)."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from scanner.bench.identity.hands import asked
from scanner.bench.identity.measures import Answer, Truth, answer

FOLDER: Final = files("scanner.bench") / "held" / "town"


def answers() -> Iterator[Answer]:
    """What the product says of everybody whom a page is about."""
    for one in asked(FOLDER):
        truth = Truth(
            is_her=one.is_her,
            decidable=one.decidable,
            language=one.page.language,
            kind=one.page.kind,
            origin=one.person.origin,
            rarity=one.person.rarity,
        )
        yield answer(one.question, truth)
