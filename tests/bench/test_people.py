"""Watchlists of any length: different names, the same for a seed."""

from scanner.bench.people import GIVEN, people


def test_makes_as_many_different_people_as_asked_for() -> None:
    names = {(each.given, each.surname) for each in people(3_000, seed=1)}
    assert len(names) == 3_000


def test_a_longer_watchlist_begins_with_the_shorter_one() -> None:
    assert people(50, seed=1)[:10] == people(10, seed=1)


def test_another_seed_makes_other_people() -> None:
    assert not set(people(100, seed=1)) & set(people(100, seed=2))


def test_given_names_are_of_many_origins() -> None:
    assert {"Amina", "Anna", "Hodan", "Ingrid", "Leyla", "Yusuf"} <= set(GIVEN)
