"""Steps on rows of numbers, against the same in plain Python."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.arrays import are_among, are_first, once, spread

numbers = st.lists(st.integers(0, 9), max_size=12)


def row(some: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(some, dtype=np.int64)


@given(numbers, numbers)
def test_who_is_among_the_known_even_where_there_are_none(
    known: list[int], asked: list[int]
) -> None:
    assert are_among(row(sorted(known)), row(asked)).tolist() == [each in known for each in asked]


@given(numbers)
def test_every_key_once_and_of_each_which_it_is(keys: list[int]) -> None:
    place, of = once(row(keys).astype(np.uint64))
    assert sorted(keys[at] for at in place) == sorted(set(keys))
    assert [keys[place[each]] for each in of] == keys


@given(numbers)
def test_a_value_is_first_where_the_one_before_is_another(some: list[int]) -> None:
    ordered = sorted(some)
    assert row(ordered)[are_first(row(ordered))].tolist() == sorted(set(some))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=6))
def test_ranges_are_laid_end_to_end(ranges: list[tuple[int, int]]) -> None:
    which, number = spread(*(row([each[at] for each in ranges]) for at in (0, 1)))
    assert list(zip(which.tolist(), number.tolist(), strict=True)) == [
        (at, first + step) for at, (first, count) in enumerate(ranges) for step in range(count)
    ]
