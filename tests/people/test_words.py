"""Ten words: the same for a seed, as hard to guess as they should be, easy to type."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.people.words import COUNT, WORDS, picked, tidy


def plain(word: str) -> str:
    signs = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def test_there_are_512_words_and_no_two_are_one_without_dots() -> None:
    assert len(WORDS) == 512
    assert len({plain(word) for word in WORDS}) == 512
    assert all(re.fullmatch(r"[a-zåäö]{3,10}", word) for word in WORDS)


def test_a_seed_stands_for_ten_words_always_the_same() -> None:
    assert picked(b"one") == picked(b"one")
    assert len(picked(b"one")) == COUNT
    assert picked(b"one") != picked(b"two")


def test_each_word_comes_up_about_as_often() -> None:
    drawn = [word for seed in range(2_000) for word in picked(seed.to_bytes(2))]
    counts = {word: drawn.count(word) for word in WORDS}
    assert min(counts.values()) > 10
    assert max(counts.values()) < 80


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Åker, ÄPPLE\nö", "aker apple o"),
        ("  1. sol 2. måne ", "sol mane"),
        ("a\u030aker", "aker"),
        ("", ""),
        ("سلام", ""),
    ],
)
def test_how_words_are_typed_does_not_matter(typed: str, meant: str) -> None:
    assert tidy(typed) == meant


@given(st.binary(min_size=1))
def test_what_is_printed_is_what_is_compared(seed: bytes) -> None:
    shown = picked(seed)
    assert tidy(", ".join(shown).upper()) == tidy(" ".join(shown))
    assert len(tidy(" ".join(shown)).split()) == COUNT
