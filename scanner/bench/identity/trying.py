"""The model of identity tried: on a fresh town of our own, and on the held-out one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scanner.bench.identity import held
from scanner.bench.identity.measures import (
    Answer,
    Measured,
    Truth,
    answer,
    measured,
    rule,
    slices,
)
from scanner.bench.identity.question import questions
from scanner.bench.town.written import Style, Town, town

FRESH: Final = 20_261_122
"""Seed of the town that is measured: nothing may be fitted or tuned to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """All that is told of one town."""

    name: str
    every: Measured
    """Of all pages; of the held-out town, whose writers' other thoughts count for nothing, of
    those that can decide."""
    decidable: Measured
    found: Measured
    """Of those on which the matcher found her name."""
    by_name: tuple[float | None, float | None]
    """Precision and recall of a full name alone, where the page can decide."""
    by_context: tuple[float | None, float | None]
    """The same of a full name and any word of work or town."""
    slices: Mapping[tuple[str, str], Measured]


def measure(statistics: Path | None = None) -> Iterator[Tried]:
    """`statistics` is the folder of Statistics Sweden's name counts, where it is there."""
    fresh = town(FRESH, Style.SECOND, statistics=statistics)
    yield tried("fresh town", tuple(answers(fresh)))
    yield tried("held-out town", tuple(one for one in held.answers() if one.truth.decidable))


def answers(made: Town) -> Iterator[Answer]:
    """What the product says of each page of an invented town."""
    for page, asked in zip(made.pages, questions(made), strict=True):
        one = made.workers[page.person].one
        truth = Truth(
            is_her=page.is_her,
            decidable=page.decidable,
            language=page.language.value,
            kind=page.kind,
            origin=one.region.name.lower(),
            rarity=one.rarity,
        )
        yield answer(asked, truth)


def tried(name: str, found: Sequence[Answer]) -> Tried:
    able = tuple(one for one in found if one.truth.decidable)
    return Tried(
        name=name,
        every=measured(found),
        decidable=measured(able),
        found=measured(tuple(one for one in able if one.is_found)),
        by_name=rule(able, lambda one: one.by_name),
        by_context=rule(able, lambda one: one.by_context),
        slices=slices(able),
    )
