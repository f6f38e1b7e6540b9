"""How many people in Sweden bear a name.

Sources: surnames of 2024 (Skatteverket) and given names in use of 2011 (SCB), the ten and three
or so commonest as published; the rest of each list by rank only (SCB 2021, CC BY 4.0). The
hundred commonest surnames are borne by nearly a third of the population: a power law through the
tenth with exponent 0.7 gives that, and stands for the names known by rank.
"""

import math
from typing import Final

from scanner.text.fold import fold_key

POPULATION: Final = 10_600_000

UNKNOWN_BEARERS: Final = 50
"""Of a name that no list has. With a name as common as Anna it makes about one namesake in two
people, as for two unlisted names."""

UNLISTED_NAMESAKES: Final = 0.5
"""Expected for a pair of names that no list has (domain research, §7.3)."""

INITIALS: Final = 15
"""Given names share about so many common first letters."""

_SURNAMES: Final = {
    "Andersson": 217_631, "Johansson": 215_841, "Karlsson": 160_720, "Nilsson": 149_635,
    "Eriksson": 121_053, "Larsson": 110_848, "Olsson": 93_203, "Persson": 92_897,
    "Svensson": 86_736, "Gustafsson": 62_887,
}  # fmt: skip

_SURNAMES_BY_RANK: Final = (
    "Pettersson", "Jonsson", "Jansson", "Hansson", "Bengtsson", "Jönsson", "Lindberg", "Jakobsson",
    "Magnusson", "Olofsson", "Lindström", "Lindqvist", "Lindgren", "Axelsson", "Berg", "Bergström",
    "Lundberg", "Lundgren", "Lind", "Lundqvist", "Mattsson", "Berglund", "Fredriksson", "Sandberg",
    "Henriksson", "Forsberg", "Sjöberg", "Wallin", "Engström", "Eklund",
)  # fmt: skip
"""From the eleventh place on."""

_IN_TOP_HUNDRED: Final = ("Ali", "Mohamed", "Ahmed", "Hassan")
"""Known to be among the hundred commonest; taken for the seventieth."""

_GIVEN: Final = {
    "Anna": 111_488, "Lars": 98_483, "Eva": 93_399, "Maria": 83_519, "Anders": 81_614,
    "Mikael": 79_279,
}  # fmt: skip

_GIVEN_BY_RANK: Final = ("Karin", "Johan", "Kristina", "Erik")
"""After those; each taken for a little rarer than the one before it."""


def _by_rank(rank: int) -> int:
    return round(62_887 * math.pow(10 / rank, 0.7))


SURNAMES: Final = (
    {fold_key(name): bearers for name, bearers in _SURNAMES.items()}
    | {fold_key(name): _by_rank(rank) for rank, name in enumerate(_SURNAMES_BY_RANK, 11)}
    | {fold_key(name): _by_rank(70) for name in _IN_TOP_HUNDRED}
)
GIVEN: Final = {fold_key(name): bearers for name, bearers in _GIVEN.items()} | {
    fold_key(name): 75_000 - 5_000 * place for place, name in enumerate(_GIVEN_BY_RANK)
}


def namesakes(given: str, surname: str) -> float:
    """How many people of that name are expected; never less than `UNLISTED_NAMESAKES`."""
    first = GIVEN.get(fold_key(given), UNKNOWN_BEARERS)
    last = SURNAMES.get(fold_key(surname), UNKNOWN_BEARERS)
    return max(first * last / POPULATION, UNLISTED_NAMESAKES)


def namesakes_by_initial(surname: str) -> float:
    """How many people of that surname are expected to have a certain initial."""
    return max(SURNAMES.get(fold_key(surname), UNKNOWN_BEARERS) / INITIALS, UNLISTED_NAMESAKES)
