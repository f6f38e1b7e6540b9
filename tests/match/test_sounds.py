"""Spelling twins sound alike, others do not."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from scanner.match.batch import Words, cut
from scanner.match.keys import Hasher
from scanner.match.nearness import SHORTEST_SOUND, by_sound
from scanner.match.row import laid
from scanner.match.sounds import otherwise, sounds

HASHER = Hasher.of(1)


def sound(word: str) -> bytes:
    batch = cut(laid([word]))
    return bytes(sounds(Words.taken(batch.letters, batch.first, batch.length).text()))


@pytest.mark.parametrize(
    "twins",
    [
        "Kristina Christina",
        "Lindqvist Lindkvist Lindquist Lindkwist",
        "Sofie Sophie Sofi",
        "Alexander Aleksander",
        "Schmidt Smit",
        "Cecilia Sesilia",
        "Zakarias Sakarias",
        "Hjalmar Jalmar",
        "Anderson Andersson",
        "Noor Nour Nur",
        "Saleem Salim",
        "Goeran Goran",
        "Bakhshi Bakshi",
        "پروین بروین",
    ],
)
def test_twins_sound_alike(twins: str) -> None:
    assert len(set(map(sound, twins.split()))) == 1


@pytest.mark.parametrize("pair", ["Anna Hanne", "Berg Borg", "Carl Kurt", "Ali Ila", "Анна Инна"])
def test_others_do_not(pair: str) -> None:
    one, other = map(sound, pair.split())
    assert one != other


def test_many_words_sound_as_each_does_alone() -> None:
    words = ["Cecilia", "Xerxes", "Schön", "Анна", "h", "Lindqvist"]
    together = laid(words)
    batch = cut(together)
    text = Words.taken(batch.letters, batch.first, batch.length).text()
    assert bytes(sounds(text)) == b"".join(map(sound, words))
    assert sounds(np.zeros(0, dtype=np.uint8)).tolist() == []


@pytest.mark.parametrize(
    "twins", ["Guuleed Guled", "Saciid Said", "Xasan Hasan", "Nimco Nimo", "Djukich Dukic"]
)
def test_somali_and_slavic_twins_sound_alike_otherwise(twins: str) -> None:
    one, other = (
        bytes(sounds(otherwise(Words.taken(batch.letters, batch.first, batch.length).text())))
        for batch in (cut(laid([word])) for word in twins.split())
    )
    assert one == other


def test_a_word_that_is_heard_otherwise_is_filed_so() -> None:
    batch = cut(laid([" ".join(map("".join, product("acdehimoux", repeat=4)))]))
    words = Words.taken(batch.letters, batch.first, batch.length)
    spelled = words.text(), otherwise(words.text())
    ways = zip(*(bytes(sounds(each)).split(b"\0") for each in spelled), strict=True)
    told = [{way for way in each if len(way) >= SHORTEST_SOUND} for each in ways]
    filed = by_sound(words, HASHER)
    once = {*zip(filed.which.tolist(), filed.keys.tolist(), strict=True)}
    found = Counter(which for which, _ in once)
    assert [found[at] for at in range(10_000)] == [len(each) for each in told[:10_000]]
