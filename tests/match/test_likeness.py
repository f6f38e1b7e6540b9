"""Many renderings are told at once from words that render nothing."""

import numpy as np

from scanner.match.batch import Words, cut
from scanner.match.likeness import LONGEST, bits
from scanner.match.row import laid

NAMES = ("Anna", "Lindström", "Warsame", "Johansson", "Khalil")
RENDERED = ("Анна", "Линдстрём", "ورسمه", "يوهانسون", "خليل")


def words_of(words: tuple[str, ...]) -> Words:
    batch = cut(laid(words))
    return Words.taken(batch.letters, batch.first, batch.length)


def test_each_name_is_most_like_its_own_rendering() -> None:
    one, other = np.divmod(np.arange(len(NAMES) ** 2), len(NAMES))
    found = bits(words_of(NAMES), one, words_of(RENDERED), other).reshape(len(NAMES), -1)
    assert found.argmax(axis=0).tolist() == list(range(len(NAMES)))
    assert (found.diagonal() > 8.0).all()
    assert (found[~np.eye(len(NAMES), dtype=bool)] < 4.0).all()


def test_a_pair_is_judged_the_same_in_any_company() -> None:
    every = np.arange(len(NAMES))
    together = bits(words_of(NAMES), every, words_of(RENDERED), every)
    for place in every:
        alone = words_of(NAMES[place : place + 1]), words_of(RENDERED[place : place + 1])
        only = np.zeros(1, dtype=np.int64)
        assert np.isclose(bits(alone[0], only, alone[1], only)[0], together[place])


def test_words_longer_than_names_render_nothing() -> None:
    only = np.zeros(1, dtype=np.int64)
    long = words_of(("а" * (LONGEST + 1),))
    assert bits(words_of(("Anna",)), only, long, only)[0] == -np.inf


def test_nothing_is_compared_with_nothing() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert bits(words_of(("Anna",)), none, words_of(("Анна",)), none).tolist() == []
