"""Reasons are sentences in the reader's language, their values too."""

import pytest

from scanner.model.assessment import Because
from scanner.model.personal import Personal
from scanner.render.reasons import reason

KNOWN = Because(
    message="A detail that she entered as hers: {kind}, {setting}.",
    values=(("kind", "phone"), ("setting", "private")),
    words=Personal("070-174 06 05"),
)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A detail that she entered as hers: Phone number, private."),
        ("sv", "En uppgift som personen har angett som sin: Telefonnummer, privat."),
    ],
)
def test_a_reason_is_said_with_its_values(language: str, sentence: str) -> None:
    assert reason(KNOWN, language) == sentence


def test_a_value_that_has_no_label_stands_as_it_is() -> None:
    because = Because(message="{count} of {all}", values=(("count", "3"), ("all", "7")))
    assert reason(because, "en") == "3 of 7"


def test_a_count_is_written_as_the_language_writes_numbers() -> None:
    because = Because(message="{count}", values=(("count", "0.5"),))
    assert [reason(because, "sv"), reason(because, "en")] == ["0,5", "0.5"]
