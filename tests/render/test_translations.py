"""Whatever the product says, it says in Swedish too; and the catalogue holds nothing else."""

import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scanner.config.settings import ENGLISH, LANGUAGES
from scanner.render.translations import (
    LOCALE_FOLDER,
    catalogue,
    spoken,
)
from tests.render.messages import in_code, in_labels, in_templates

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}")
TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]


def used() -> set[str]:
    return in_templates() | in_labels() | in_code()


def entries(language: str) -> Catalog:
    with (LOCALE_FOLDER / f"{language}.po").open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    known = {forms(entry.id)[0] for entry in entries(language) if entry.id}
    assert sorted(used() - known) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_is_of_a_message(language: str) -> None:
    known = {forms(entry.id)[0] for entry in entries(language) if entry.id}
    assert sorted(known - used()) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_is_translated_twice(language: str) -> None:
    lines = (LOCALE_FOLDER / f"{language}.po").read_text(encoding="utf-8").splitlines()
    ids = Counter(line for line in lines if line.startswith("msgid "))
    assert [line for line, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_whole_and_sure(language: str) -> None:
    for entry in entries(language):
        assert not entry.fuzzy, entry.id
        assert all(forms(entry.string)), entry.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_placeholders(language: str) -> None:
    for entry in entries(language):
        if not entry.id:
            continue
        for said, form in zip(forms(entry.id), forms(entry.string), strict=True):
            assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(said)), said


def test_an_unknown_language_falls_back_when_asked_and_fails_when_not() -> None:
    assert spoken("fi") == "sv"
    with pytest.raises(KeyError):
        catalogue("fi")
