"""What the product makes of the pages of an invented town."""

import pytest

from scanner.bench.identity.measures import Answer, measured, rule
from scanner.bench.identity.trying import answers
from scanner.bench.town import inhabitants as people
from scanner.bench.town.written import SHARE_OF, Style, town


@pytest.fixture(scope="module")
def able() -> list[Answer]:
    """Of pages that can decide."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "INHABITANTS", 30_000)
        made = town(7, Style.SECOND, pages=250, people=45)
    return [one for one in answers(made) if one.truth.decidable]


def test_the_model_tells_her_from_namesakes_better_than_rules_of_thumb(able: list[Answer]) -> None:
    found = measured(able)
    name, _ = rule(able, lambda one: one.by_name)
    context, _ = rule(able, lambda one: one.by_context)
    assert found.precision > 0.9 > context > name
    assert found.recall > 0.45
    assert found.calibration_error < 0.1


def test_answers_know_what_the_town_knows_of_page_and_person(able: list[Answer]) -> None:
    assert {one.truth.language for one in able} == {each.value for each in SHARE_OF}
    assert {one.truth.is_her for one in able} == {True, False}
    assert {one.truth.origin for one in able} > {"nordic"}
