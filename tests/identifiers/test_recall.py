"""How many of the official test numbers are found, in each way that people write or hide them."""

from collections.abc import Callable

import pytest

from scanner.identifiers.kinds import find_folded
from scanner.model.person import DetailKind
from scanner.text.fold import fold
from tests.identifiers.test_personnummer import official, with_data

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
LETTERS = str.maketrans("01", "Ol")

WAYS: dict[str, tuple[Callable[[str], str], float]] = {
    "as it is": (lambda number: number, 1.0),
    "dashed": (lambda number: f"{number[:8]}-{number[8:]}", 1.0),
    "short, dashed": (lambda number: f"{number[2:8]}–{number[8:]}", 1.0),
    "short, beside a word": (lambda number: f"personnummer {number[2:]}", 1.0),
    "in pieces": (
        lambda number: f"pnr {number[2:4]} {number[4:6]} {number[6:8]} {number[8:]}",
        1.0,
    ),
    "every digit apart": (lambda number: f"pnr {' '.join(number[2:])}", 1.0),
    "with hidden characters": (lambda number: "\u200b".join(number), 1.0),
    "with letters": (lambda number: number.translate(LETTERS), 1.0),
    "Arabic digits": (lambda number: number.translate(ARABIC), 1.0),
    "Persian digits": (lambda number: number.translate(PERSIAN), 1.0),
    "wide digits": (lambda number: number.translate(WIDE), 1.0),
    "keycaps": (lambda number: "\ufe0f\u20e3".join(number) + "\ufe0f\u20e3", 1.0),
    "short, bare": (lambda number: f"{number[2:]} kronor", 0.0),
    "one digit wrong": (lambda number: f"{number[:-1]}{(int(number[-1]) + 1) % 10}", 0.0),
}
"""Each with the share that is found and taken for sure."""


@with_data
@pytest.mark.parametrize("way", WAYS)
def test_official_numbers_are_found_in_every_disguise(way: str) -> None:
    write, share = WAYS[way]
    numbers = official()[::15]
    found = [number for number in numbers if is_found(write(number), number)]
    assert len(found) / len(numbers) == share


@with_data
def test_no_official_number_is_taken_for_another_kind() -> None:
    numbers = official()[::15]
    kinds = {
        each.kind
        for number in numbers
        for each in find_folded(fold(f"hon har {number[:8]}-{number[8:]} sedan länge"))
        if each.sure
    }
    assert kinds == {DetailKind.PERSONNUMMER}


def is_found(text: str, number: str) -> bool:
    return any(
        each.sure and each.kind is DetailKind.PERSONNUMMER and each.normal.reveal() == number[2:]
        for each in find_folded(fold(f"hon {text} nu"))
    )
