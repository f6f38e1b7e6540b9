"""What looks like somebody's name, and what does not."""

import pytest

from scanner.match.bystanders import bystanders


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("jag ska döda Karin Provgren nu", ["Karin Provgren"]),
        ("åker Åsa Öprov dit", ["Åsa Öprov"]),
        ("utanför Lönngatan 7", []),
        ("han jobbar på Provbolaget", []),
        ("şimdi Ömer Şınav gelir", ["Ömer Şınav"]),
        ("это Шахина Тестова там", ["Шахина Тестова"]),
        ("DU SKA DÖ KARIN PROVGREN", ["KARIN PROVGREN"]),
    ],
)
def test_names_begin_with_a_capital_at_the_start_of_a_word(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in bystanders(text)] == names
