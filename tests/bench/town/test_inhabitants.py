"""Inhabitants have real frequencies of names."""

from random import Random

import pytest

from scanner.bench.town import inhabitants as people
from scanner.bench.town.inhabitants import Inhabitant, Rarity, inhabitants, watched


@pytest.fixture(scope="module")
def everybody() -> tuple[Inhabitant, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "INHABITANTS", 30_000)
        return inhabitants(Random(1), None, 2026)


def test_common_names_are_common(everybody: tuple[Inhabitant, ...]) -> None:
    surnames = [one.surname for one in everybody]
    assert surnames.count("Andersson") > 10 * surnames.count("Palmgren") > 0


def test_namesakes_are_counted_for_the_whole_country(everybody: tuple[Inhabitant, ...]) -> None:
    pairs = [(one.given, one.surname) for one in everybody]
    commonest = max(everybody, key=lambda one: one.namesakes)
    same = pairs.count((commonest.given, commonest.surname))
    assert commonest.namesakes == pytest.approx((same - 1) * 10_380_000 / 30_000)
    assert min(one.namesakes for one in everybody) == 0.5


def test_who_is_watched_bears_names_of_every_rarity(everybody: tuple[Inhabitant, ...]) -> None:
    some = watched(everybody, Random(2), 30)
    assert {one.rarity for one in some} <= set(Rarity)
    assert len({(one.given, one.surname) for one in some}) == len(some)
    assert sum(one.rarity is Rarity.RARE for one in some) == 10
    assert sum(one.rarity is Rarity.COMMON for one in some) == 10
