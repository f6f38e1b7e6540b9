"""What was learnt of words is remembered, until it is too much."""

import numpy as np

from scanner.match import memory
from scanner.match.memory import Memory, marks


def keys(*places: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array(places, dtype=np.uint64) | np.uint64(3 << 32)


def learn(remembered: Memory) -> None:
    remembered.learn(
        keys(1, 2, 3),
        np.array([0, 0, 2]),
        np.array([7, 8, 9], dtype=np.int32),
        np.array([1, 16, 255], dtype=np.uint8),
    )


def test_what_was_learnt_is_recalled() -> None:
    remembered = Memory()
    learn(remembered)
    meanings, unknown = remembered.recall(keys(3, 1, 2, 4))
    assert unknown.tolist() == [3]
    assert marks(meanings[:3]).tolist() == [255, 1, 16]
    which, numbers = remembered.numbers(meanings[:3])
    assert list(zip(which.tolist(), numbers.tolist(), strict=True)) == [(0, 9), (1, 7), (1, 8)]


def test_another_word_takes_the_place_of_one_with_the_same() -> None:
    remembered = Memory()
    learn(remembered)
    other = keys(1) | np.uint64(5 << 40)
    assert remembered.recall(other)[1].tolist() == [0]
    remembered.learn(other, np.array([0]), np.array([4], dtype=np.int32), np.zeros(1, np.uint8))
    assert remembered.recall(keys(1))[1].tolist() == [0]
    meanings, _ = remembered.recall(other)
    assert remembered.numbers(meanings)[1].tolist() == [4]


def test_everything_is_forgotten_before_it_is_too_much() -> None:
    remembered = Memory()
    learn(remembered)
    remembered.make_room()
    assert not len(remembered.recall(keys(1, 2, 3))[1])
    many = np.zeros(memory.MOST, dtype=np.int32)
    remembered.learn(keys(5), np.zeros(memory.MOST, np.int64), many, np.zeros(1, np.uint8))
    remembered.make_room()
    assert remembered.recall(keys(1, 2, 3, 5))[1].tolist() == [0, 1, 2, 3]
    learn(remembered)
    meanings, _ = remembered.recall(keys(1))
    assert remembered.numbers(meanings)[1].tolist() == [7, 8]
