"""Keys by which names are found across scripts."""

import csv
from pathlib import Path

import numpy as np
import pytest

from scanner.match.arrays import Bytes
from scanner.match.consonants import (
    LATIN_PRONUNCIATIONS,
    NATIVE_PRONUNCIATIONS,
    Pronunciation,
    may_begin,
    may_end,
)
from scanner.match.letters import LETTERS
from scanner.match.scripts import bits, native_letters
from scanner.text.fold import fold_key

PAIRS = Path(__file__).parents[2] / ".." / "shared" / "data" / "names" / "pairs" / "xscript.csv"
BYTES = {letter: byte for byte, letter in LETTERS.items()}


def encoded(words: list[str]) -> Bytes:
    return np.frombuffer(
        b"".join(bytes(BYTES[letter] for letter in word) + b"\0" for word in words), dtype=np.uint8
    )


def readings(ways: tuple[Pronunciation, ...], words: list[str]) -> list[set[bytes]]:
    read = [way.of(encoded(words)).tobytes().split(b"\0")[:-1] for way in ways]
    return [set(each) for each in zip(*read, strict=True)]


@pytest.mark.parametrize(
    ("latin", "native"),
    [
        ("johansson", "يوهانسون"),
        ("johansson", "جوهانسون"),
        ("john", "джон"),
        ("goran", "иеран"),
        ("sjoberg", "шеберг"),
        ("stewart", "استوارت"),
        ("ljungberg", "ليونغبرغ"),
        ("hanna", "ганна"),
        ("robert", "روبير"),
        ("lindberg", "λιντμπεργκ"),
        ("vladimir", "ולדימיר"),
        ("milutinovic", "милутинович"),
        ("slavica", "славица"),
        ("zivkovic", "живкович"),
        ("radojevic", "радоиевич"),
        ("djordjevic", "джорджевич"),
        ("milosevic", "ملوسفيتش"),
        ("causevic", "צאוסביצ"),
        ("ramovic", "ραμοβιτσ"),
        ("jiri", "иржи"),
    ],
)
def test_a_name_and_its_rendering_have_a_reading_in_common(latin: str, native: str) -> None:
    assert readings(LATIN_PRONUNCIATIONS, [latin])[0] & readings(NATIVE_PRONUNCIATIONS, [native])[0]


def test_words_stay_apart() -> None:
    words = ["anna", "ab", "a", "bengtsson"]
    for way in LATIN_PRONUNCIATIONS:
        assert len(way.of(encoded(words)).tobytes().split(b"\0")) == len(words) + 1


def test_nothing_read_of_nothing() -> None:
    assert len(LATIN_PRONUNCIATIONS[0].of(encoded([]))) == 0


def test_a_thirtieth_of_all_renderings_at_most_is_lost() -> None:
    if not PAIRS.exists():
        pytest.skip("the development data ../shared/data/names is not here")
    latin, native = zip(*_rendered(), strict=True)
    ours = readings(LATIN_PRONUNCIATIONS, list(latin))
    theirs = readings(NATIVE_PRONUNCIATIONS, list(native))
    found = [bool(one & other) for one, other in zip(ours, theirs, strict=True)]
    edges = [
        may_begin()[BYTES[one[0]], BYTES[other[0]]] and may_end()[BYTES[one[-1]], BYTES[other[-1]]]
        for one, other in zip(latin, native, strict=True)
    ]
    assert sum(found) > 0.97 * len(found)
    assert sum(edges) > 0.97 * len(edges)


def _rendered() -> list[tuple[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["is_match"] == "1"]
    parts = [
        (fold_key(latin).replace(" ", ""), native_letters(native.casefold()))
        for row in rows
        for latin, native in zip(row["latin"].split(), row["native"].split(), strict=False)
    ]
    return [pair for pair in parts if pair[0].isalpha() and pair[0].isascii() and bits(*pair) > 5]
