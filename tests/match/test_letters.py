"""One byte for each letter: the same as the judge reads."""

import sys
import unicodedata

import pytest

from scanner.match.letters import LETTERS, UPPER, read, spelled, table
from scanner.text.fold import bare, fold

SQUARED = range(0x3250, 0x3400)
"""Units and Japanese words in one square."""


def test_both_stages_read_every_letter_of_unicode_alike() -> None:
    letters = set(LETTERS.values())
    codes = table()
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if unicodedata.category(character)[0] not in "LS" or point in SQUARED:
            continue
        judged = bare(fold(character).text)[:1]
        sifted = LETTERS.get(int(codes[point]) & 0xFF, "")
        assert sifted == (judged if judged in letters else ""), hex(point)


@pytest.mark.parametrize(
    "dressed",
    [
        "🅰🅼🅸🅽🅰",
        "🄰🄼🄸🄽🄰",
        "Ⓐⓜⓘⓝⓐ",
        "🅐🅜🅘🅝🅐",
        "⒜⒨⒤⒩⒜",
        "ᴀᴍɪɴᴀ",
        "𝔄𝔪𝔦𝔫𝔞",
        "𝕬𝖒𝖎𝖓𝖆",
        "𝒜𝓂𝒾𝓃𝒶",
        "Ａｍｉｎａ",
        "ᎪᎷᎥNᎪ",
        "ªmińą",
        "Ⱥɱɨŋⱥ",
    ],
)
def test_fancy_alphabets_are_read_as_plain_letters(dressed: str) -> None:
    points = [int(code) & 0xFF for code in table()[list(map(ord, dressed))]]
    assert bytes(points) == b"amina"
    assert bare(fold(dressed).text) == "amina"


def test_a_capital_in_any_dress_is_one() -> None:
    codes = table()
    for capital in "AÅ🅰🄰Ⓐ𝔄Ａ":
        assert codes[ord(capital)] & UPPER, capital


def test_a_word_as_bytes_is_itself_again() -> None:
    for word in ("amina", "محمد", "юлия", "שרה", "μαρια"):
        assert read(spelled(word)) == word
    assert spelled("å1") == b"?1"
