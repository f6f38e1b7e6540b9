"""Pages of an invented town, and what the product makes of them."""

from collections.abc import Iterator
from itertools import product

import pytest

from scanner.bench.names.written import Language
from scanner.bench.town import inhabitants as people
from scanner.bench.town.measures import Answer, answer, measured, rule
from scanner.bench.town.question import questions
from scanner.bench.town.words import LANGUAGES
from scanner.bench.town.written import HERS, NAMESAKES, Style, Town, templates, town


@pytest.fixture(scope="module")
def made() -> Iterator[Town]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "INHABITANTS", 30_000)
        yield town(7, Style.SECOND, pages=250, people=45)


def test_the_same_seed_writes_the_same_town(made: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "INHABITANTS", 30_000)
    assert town(7, Style.SECOND, pages=250, people=45).pages == made.pages


def test_the_two_styles_share_no_sentence() -> None:
    for language in LANGUAGES:
        first, second = (
            {text for some in templates(style, language).values() for _, text in some}
            for style in Style
        )
        assert not first & second


@pytest.mark.parametrize(("style", "language"), tuple(product(Style, LANGUAGES)))
def test_whom_templates_are_of_is_known(style: Style, language: Language) -> None:
    who = {key.partition(".")[0] for key in templates(style, language)}
    assert who <= {*HERS, *NAMESAKES}
    assert "her" in who
    assert len(who) >= 10


def test_pages_name_the_person_and_keep_no_slot(made: Town) -> None:
    assert not any("{" in page.text for page in made.pages)
    assert {page.is_her for page in made.pages} == {True, False}
    assert {page.language for page in made.pages} == set(LANGUAGES)


def answers(made: Town) -> list[Answer]:
    return [
        answer(
            asked,
            is_her=page.is_her,
            decidable=page.decidable,
            language=page.language.value,
            kind=page.kind,
            origin="",
            rarity=made.workers[page.person].one.rarity,
        )
        for page, asked in zip(made.pages, questions(made), strict=True)
    ]


def test_the_model_tells_her_from_namesakes_better_than_rules_of_thumb(made: Town) -> None:
    able = [one for one in answers(made) if one.decidable]
    found = measured(able)
    name, _ = rule(able, lambda one: one.by_name)
    context, _ = rule(able, lambda one: one.by_context)
    assert found.precision > 0.9 > context > name
    assert found.recall > 0.45
    assert found.calibration_error < 0.1
