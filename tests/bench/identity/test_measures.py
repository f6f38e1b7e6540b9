"""Figures of right and of sure, on answers whose figures are known by hand."""

import json

import pytest

from scanner.bench.identity.measures import Answer, Truth, measured, rule, slices
from scanner.bench.identity.tables import diagram, markdown, written
from scanner.bench.identity.trying import tried
from scanner.bench.town.inhabitants import Rarity


def one(probability: float, is_her: bool, language: str = "sv") -> Answer:
    truth = Truth(
        is_her=is_her,
        decidable=True,
        language=language,
        kind="forum",
        origin="nordic",
        rarity=Rarity.RARE,
    )
    return Answer(
        is_found=probability > 0,
        probability=probability,
        by_name=True,
        by_context=is_her,
        truth=truth,
    )


SOME = [one(0.95, True), one(0.95, True), one(0.95, False, "ar"), one(0.05, True), one(0.05, False)]


def test_precision_and_recall_are_those_at_the_alert_threshold() -> None:
    found = measured(SOME)
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)


def test_calibration_is_the_mean_distance_of_probability_and_share() -> None:
    found = measured(SOME)
    assert found.calibration_error == pytest.approx(3 / 5 * (0.95 - 2 / 3) + 2 / 5 * 0.45)
    assert found.brier == pytest.approx((3 * 0.05**2 + 2 * 0.95**2) / 5)
    assert [(each.her, each.of) for each in found.bins] == [(1, 2), (2, 3)]


def test_what_chance_alone_would_show_is_told() -> None:
    evens = [one(0.5, number % 2 == 0) for number in range(100)]
    found = measured(evens)
    assert found.calibration_error == 0
    # Of a hundred throws of a coin the share is 0.04 off on average.
    assert found.error_by_chance == pytest.approx(0.0399, abs=0.0001)
    assert measured([one(1.0, True)]).error_by_chance == 0


def test_pages_on_which_the_name_was_not_found_are_told_apart() -> None:
    run = tried("town", [*SOME, one(0.0, True)])
    assert (run.decidable.hers, run.found.hers) == (4, 3)


def test_rules_of_thumb_and_slices() -> None:
    assert rule(SOME, lambda each: each.by_name) == (3 / 5, 1.0)
    assert slices(SOME)["language", "ar"].answers == 1


def test_a_run_is_told_as_tables_and_as_a_diagram() -> None:
    run = json.loads(written([tried("fresh town", SOME)]))
    assert "| fresh town | 5 | 3 | 0.667 (≥ 0.97: no)" in markdown(run)
    assert diagram(run).count("<circle") == 2
