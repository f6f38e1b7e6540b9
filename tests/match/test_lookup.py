"""The table from keys to numbers, against a dictionary."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.arrays import Keys, Numbers
from scanner.match.lookup import Lookup

Entries = list[tuple[int, int]]

keys = st.one_of(
    st.integers(0, (1 << 64) - 1),
    # Some that begin alike, as those do that stand together.
    st.builds(lambda head, tail: head << 54 | tail << 24, st.integers(0, 3), st.integers(0, 7)),
).map(lambda key: key >> 24 << 24)
entries = st.lists(st.tuples(keys, st.integers(0, (1 << 24) - 1)), max_size=40)


def columns(some: Entries) -> tuple[Keys, Numbers]:
    return (
        np.array([key for key, _ in some], dtype=np.uint64),
        np.array([number for _, number in some], dtype=np.int64),
    )


def held(table: Lookup, asked: Entries) -> Entries:
    """What is found under the keys of some entries, one key at a time and all at once."""
    every = sorted({key for key, _ in asked})
    which, numbers = table.find(np.array(every, dtype=np.uint64))
    together = [(every[at], number) for at, number in zip(which, numbers, strict=True)]
    one = [
        (key, number)
        for key in every
        for number in table.find(np.array([key], dtype=np.uint64))[1].tolist()
    ]
    assert sorted(together) == sorted(one)
    return sorted(one)


@given(entries, entries)
def test_every_number_is_found_under_its_key_and_nothing_else(
    some: Entries, others: Entries
) -> None:
    there = defaultdict(set)
    for key, number in some:
        there[key].add(number)
    found = held(Lookup.of(*columns(some)), some + others)
    assert found == sorted(
        (key, number) for key in {key for key, _ in some + others} for number in there[key]
    )


@given(entries, entries)
def test_entries_that_come_later_are_found_as_the_first(some: Entries, more: Entries) -> None:
    new = [each for each in more if each not in some]
    table = Lookup.of(*columns(some)).with_(*columns(new))
    assert held(table, some + more) == sorted(set(some + more))


@given(entries, st.data())
def test_entries_that_go_are_found_no_more(some: Entries, data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(some), max_size=5)) if some else []
    table = Lookup.of(*columns(some)).without(*columns(gone))
    assert held(table, some) == sorted(set(some) - set(gone))


def test_a_few_between_many_are_found_and_may_go_again() -> None:
    chance = np.random.default_rng(4)
    many = chance.integers(0, 1 << 63, 5000, dtype=np.uint64) * 2, np.arange(5000)
    few = chance.integers(0, 1 << 63, 20, dtype=np.uint64) * 2, np.arange(5000, 5020)
    before = Lookup.of(*many)
    table = before.with_(*few)
    for keys, numbers in (many, few):
        which, found = table.find(keys)
        assert np.array_equal(numbers[which], found)
        assert len(found) == len(keys)
    after = table.without(*few)
    assert np.array_equal(after.entries, before.entries)
    assert np.array_equal(after.begins, before.begins)
    assert len(after.find(few[0])[0]) == 0


def test_most_keys_that_are_not_there_cost_one_look() -> None:
    chance = np.random.default_rng(5)
    table = Lookup.of(chance.integers(0, 1 << 63, 10_000, dtype=np.uint64) * 2, np.arange(10_000))
    strange = chance.integers(0, 1 << 63, 10_000, dtype=np.uint64) * 2 + 1
    assert table.known(strange).mean() < 1 / 8


def test_a_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(OverflowError, match="16777215"):
        Lookup.of(np.array([1], dtype=np.uint64), np.array([1 << 24]))
