"""Some hundred thousand inhabitants: names as often as in Sweden, and which of them are watched.

With Statistics Sweden's name counts their names are the country's; without, those of a list made
by hand (`bench.names.origins`), as common as the product's table of bearers says.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from scanner.assess.identity.bearers import POPULATION, Part, Region, table
from scanner.bench.fit.bearers import FILES
from scanner.bench.names.origins import stocks

INHABITANTS: Final = 400_000
ACROSS: Final = 0.05
"""Share of people whose given name and surname are from different parts of the world."""
RARE_SURNAMES: Final = 0.1
"""Share of people whose surname no list has."""


class Rarity(StrEnum):
    """By how many others in Sweden bear the name."""

    COMMON = "common"
    """Twenty or more."""
    MIDDLING = "middling"
    RARE = "rare"
    """Less than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inhabitant:
    given: str
    surname: str
    region: Region
    """Of the surname."""
    born: int
    namesakes: float
    """Others of that name in Sweden, as the inhabitants are a sample of it."""

    @property
    def rarity(self) -> Rarity:
        if self.namesakes >= 20:
            return Rarity.COMMON
        return Rarity.MIDDLING if self.namesakes >= 1 else Rarity.RARE


Weighted = tuple[Sequence[str], Sequence[float]]
"""Names and how many bear each."""


def inhabitants(chance: Random, statistics: Path | None, year: int) -> tuple[Inhabitant, ...]:
    """Everybody. `statistics` is the folder of `scb_*.csv`; `year` is now."""
    given, surnames = (_by_region(part, statistics) for part in Part)
    regions = list(Region)
    shares = list(table().inhabitants)
    names = []
    for region in chance.choices(regions, shares, k=INHABITANTS):
        other = chance.choices(regions, shares)[0] if chance.random() < ACROSS else region
        names.append((other, region))
    drawn = list(_drawn(chance, names, given, surnames))
    bearers = Counter(drawn)
    scale = POPULATION / INHABITANTS
    return tuple(
        Inhabitant(
            given=pair[0],
            surname=pair[1],
            region=region,
            born=year - chance.randint(20, 66),
            namesakes=(bearers[pair] - 1) * scale + (0.5 if bearers[pair] == 1 else 0.0),
        )
        for pair, (_, region) in zip(drawn, names, strict=True)
    )


def _drawn(
    chance: Random,
    regions: Iterable[tuple[Region, Region]],
    given: Mapping[Region, Weighted],
    surnames: Mapping[Region, Weighted],
) -> Iterator[tuple[str, str]]:
    firsts = {region: _endless(chance, *given[region]) for region in given}
    lasts = {region: _endless(chance, *surnames[region]) for region in surnames}
    for first, last in regions:
        surname = next(lasts[last])
        if chance.random() < RARE_SURNAMES:
            surname = _rare(chance, surname, next(lasts[last]))
        yield next(firsts[first]), surname


def _endless(chance: Random, names: Sequence[str], people: Sequence[float]) -> Iterator[str]:
    while True:
        yield from chance.choices(names, people, k=5000)


def _rare(chance: Random, one: str, other: str) -> str:
    """A surname of its own: the beginning of one and the end of another."""
    cut = max(len(one) * 2 // 3, 3)
    return one[:cut] + other[-chance.randint(2, 4) :].lower()


@cache
def _by_region(part: Part, statistics: Path | None) -> Mapping[Region, Weighted]:
    found: defaultdict[Region, list[tuple[str, float]]] = defaultdict(list)
    for name, people in _counted(part, statistics):
        region = table().bearers(name, part).region
        found[Region.NORDIC if region is None else region].append((name, people))
    return {
        region: ([name for name, _ in names], [people for _, people in names])
        for region, names in found.items()
    }


def _counted(part: Part, statistics: Path | None) -> Iterator[tuple[str, float]]:
    if statistics is None:
        for stock in stocks().values():
            for name in stock.given if part is Part.GIVEN else stock.surnames:
                yield name, table().bearers(name, part).people
        return
    for file in FILES[part]:
        with (statistics / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row["name"], float(row["persons"])


def watched(everybody: Sequence[Inhabitant], chance: Random, count: int) -> tuple[Inhabitant, ...]:
    """Caseworkers to watch: common, middling and rare names in equal parts, no name twice."""
    of: defaultdict[Rarity, dict[tuple[str, str], Inhabitant]] = defaultdict(dict)
    for one in chance.sample(everybody, len(everybody)):
        if len(of[one.rarity]) < count // len(Rarity):
            of[one.rarity].setdefault((one.given, one.surname), one)
    return tuple(one for rarity in Rarity for one in of[rarity].values())
