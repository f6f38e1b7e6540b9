"""Keys are equal where letters are."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.batch import Words
from scanner.match.keys import Hasher

HASHER = Hasher.of(5)
WORDS = st.text("abc", min_size=1, max_size=9)
LONG_WORDS = st.text("ab", min_size=1, max_size=32)


def words_of(*words: str) -> Words:
    return Words.of(np.frombuffer(("\0".join(words) + "\0").encode(), dtype=np.uint8))


@given(LONG_WORDS, LONG_WORDS)
def test_words_have_one_key_if_they_have_the_same_letters(one: str, other: str) -> None:
    words = words_of(one, other)
    keys = HASHER.keys_of(words.letters, words.first, words.length)
    assert (keys[0] == keys[1]) == (one == other)


@given(st.text("ab", min_size=1, max_size=16), st.text("ab", min_size=1, max_size=16))
def test_two_words_have_the_key_of_what_they_are_together(one: str, other: str) -> None:
    words = words_of(one, other, one + other)
    first, length = words.first, words.length
    both = HASHER.keys_of_two(words.letters, first[:1], length[:1], first[1:2], length[2:])
    assert both == HASHER.keys_of(words.letters, first[2:], length[2:])


def without(word: str, most: int) -> set[str]:
    """The word, and what is left of it without some letters, at most so many."""
    kept = range(max(len(word) - most, 0), len(word) + 1)
    return {"".join(letters) for count in kept for letters in combinations(word, count)}


@given(WORDS, WORDS, st.booleans())
def test_words_share_a_key_where_letters_can_be_left_out_so_that_they_are_one(
    one: str, other: str, two: bool
) -> None:
    words = words_of(one, other)
    which, keys = HASHER.shortened(words.letters, words.first, words.length, np.array([two, two]))
    shared = set(keys[which == 0].tolist()) & set(keys[which == 1].tolist())
    assert bool(shared) == bool(without(one, 1 + two) & without(other, 1 + two))
