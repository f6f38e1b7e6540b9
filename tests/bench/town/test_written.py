"""Pages of an invented town, and whom each means."""

from collections.abc import Iterator
from itertools import product

import pytest

from scanner.bench.names.written import Language
from scanner.bench.town import inhabitants as people
from scanner.bench.town.written import (
    HERS,
    NAMESAKES,
    SHARE_OF,
    Style,
    Town,
    templates,
    town,
)

LANGUAGES = tuple(SHARE_OF)


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
