"""The weights of identity are those that written pages and invented towns give."""

import json
from collections.abc import Iterator

import numpy as np
import pytest

from scanner.assess.identity.clue import Clue, Feature, Group
from scanner.assess.identity.identify import weights
from scanner.bench.fit.identity import (
    BELIEFS,
    TABLE,
    Example,
    calibrated,
    estimated,
    examples,
    retold,
    summed,
    written,
)
from scanner.bench.fit.plain import FOR, HANDS, plain_cases
from scanner.bench.town import inhabitants
from scanner.bench.town.written import Style


@pytest.fixture(scope="module")
def seen() -> Iterator[list[Example]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inhabitants, "INHABITANTS", 30_000)
        yield list(examples(Style.FIRST, (11,), None, pages=300, people=60))


def unit(*, is_her: bool, decidable: bool = True) -> Example:
    clue = Clue(group=Group.WORK, feature=Feature.UNIT, message="")
    return Example((clue,), is_her, decidable=decidable, weight=1.0)


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
    half = [unit(is_her=number % 2 == 0) for number in range(80)]
    held = calibrated(half, summed(half, BELIEFS), BELIEFS)
    total = held.slope * BELIEFS[Feature.UNIT] + held.offset
    assert total == pytest.approx(0.0, abs=1.0)


def test_a_page_that_cannot_decide_says_nothing_of_its_clues() -> None:
    sure = [unit(is_her=True)] * 20
    open_ = [unit(is_her=True, decidable=False)] * 60
    assert (
        estimated([*sure, *open_], weights())[Feature.UNIT]
        < (estimated([*sure, *sure, *sure, *sure], weights())[Feature.UNIT])
    )


def test_what_words_tell_is_said_by_who_does_not_know_the_hand() -> None:
    def told(hand: str, word: str, *, is_her: bool) -> Example:
        return Example((), is_her, hand, names=frozenset((f"w:{word}",)), weight=1.0)

    pages = [
        told(hand, word, is_her=word == "soc")
        for hand in ("one", "two", "three")
        for word in ("soc", "match")
        for _ in range(5)
    ]
    lone = [told("one", "moped", is_her=True)] * 5
    bits = [page.clues[-1].times for page in retold([*pages, *lone], ())]
    assert np.mean(bits[:5]) > 0 > np.mean(bits[5:10])
    assert bits[-1] == 0.0


def test_plain_facts_stand_before_the_same_posts_whatever_they_say() -> None:
    cases = list(plain_cases())
    assert {one.hand for one in cases} == set(HANDS)
    texts = {
        kind: sum(one.is_her == kind[0] and one.decidable == kind[1] for one in cases)
        for kind in ((True, True), (False, True), (True, False))
    }
    facts = sum(map(len, FOR.values()))
    assert texts[True, True] > 10 * facts
    assert max(texts.values()) - min(texts.values()) < facts
