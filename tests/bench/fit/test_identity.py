"""The weights of identity are those that invented towns give."""

import json
from collections.abc import Iterator

import pytest

from scanner.assess.clue import Clue, Feature, Group
from scanner.assess.identity import weights
from scanner.bench.fit.identity import (
    BELIEFS,
    TABLE,
    Example,
    calibrated,
    estimated,
    examples,
    written,
)
from scanner.bench.town import inhabitants
from scanner.bench.town.written import Style


@pytest.fixture(scope="module")
def seen() -> Iterator[list[Example]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inhabitants, "INHABITANTS", 30_000)
        yield list(examples(Style.FIRST, (11,), None, pages=300, people=60))


def test_the_table_holds_every_feature_and_no_other() -> None:
    assert set(json.loads(TABLE.read_text(encoding="utf-8"))["bits"]) == set(BELIEFS)
    assert set(weights().bits) == set(BELIEFS) == set(Feature)
    assert written(weights()) == TABLE.read_text(encoding="utf-8")


def test_no_weight_turns_round_what_was_believed(seen: list[Example]) -> None:
    found = estimated(seen, weights())
    assert all(found[feature] * BELIEFS[feature] > 0 for feature in BELIEFS)
    assert all(weights().bits[feature] * BELIEFS[feature] > 0 for feature in BELIEFS)


@pytest.mark.parametrize(
    "feature", [Feature.OWN_ROLE, Feature.TOWN, Feature.OTHER_TOWN, Feature.OTHER_OCCUPATION]
)
def test_a_small_town_gives_about_the_weights_that_ship(
    seen: list[Example], feature: Feature
) -> None:
    assert estimated(seen, weights())[feature] == pytest.approx(weights().bits[feature], abs=2.0)


def test_what_was_not_seen_stays_as_believed(seen: list[Example]) -> None:
    found = estimated(seen, weights())
    assert found[Feature.OTHER_PERSONNUMMER] == BELIEFS[Feature.OTHER_PERSONNUMMER]


def test_a_sum_that_promises_too_much_is_cooled() -> None:
    def example(*, is_her: bool) -> Example:
        return Example((Clue(group=Group.WORK, feature=Feature.UNIT, message=""),), is_her)

    half = [example(is_her=number % 2 == 0) for number in range(400)]
    held = calibrated(half, dict(BELIEFS))
    total = held.slope * BELIEFS[Feature.UNIT] + held.offset
    assert total == pytest.approx(0.0, abs=1.0)
