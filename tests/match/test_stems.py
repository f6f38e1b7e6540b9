"""Many words are stripped of their endings as one is."""

import numpy as np
import pytest

from scanner.match import endings
from scanner.match.batch import Words, cut
from scanner.match.letters import GAP, LETTERS
from scanner.match.row import laid
from scanner.match.scripts import native_letters
from scanner.match.stems import genitives, native_stems


def words_of(*words: str) -> Words:
    batch = cut(laid(words))
    return Words.taken(batch.letters, batch.first, batch.length)


@pytest.mark.parametrize(
    "word",
    ["Анны", "Андерссоном", "Мусы", "Берг", "ولارس", "للحداد", "Παπαδοπουλου", "והאנה", "لا"],
)
def test_the_stems_of_one_word_among_many(word: str) -> None:
    which, stems = native_stems(words_of("Стокгольм", word, "بيت"))
    read = bytes(stems.text()).split(bytes([GAP]))
    found = {"".join(LETTERS[byte] for byte in read[place]) for place in np.flatnonzero(which == 1)}
    assert found == {stem.word for stem in endings.native_stems(native_letters(word.lower()))}


def test_latin_words_have_no_stems_but_themselves() -> None:
    which, _ = native_stems(words_of("Lindströms", "Anna"))
    assert which.tolist() == [0, 1]


def test_a_genitive_needs_a_name_before_it() -> None:
    assert genitives(words_of("Lindströms", "Ås", "Berg", "Alis")).tolist() == [0, 3]
