"""Watchlists of any length: names as common as in life, the same for a seed."""

from collections import Counter
from random import Random

import pytest

from scanner.bench.people import GIVEN_SHARES, SURNAME_SHARES, people, rank


def test_a_longer_watchlist_begins_with_the_shorter_one() -> None:
    assert people(50, seed=1)[:10] == people(10, seed=1)


def test_another_seed_makes_other_people() -> None:
    assert not {each.surname for each in people(3, seed=1)} & {
        each.surname for each in people(3, seed=2)
    }


def test_few_names_are_borne_by_many_and_many_by_few() -> None:
    watched = people(10_000, seed=1)
    # Drawn by the counts themselves: 2,760 given names, 4,953 surnames, 9,749 full names.
    assert 2_000 < len({each.given.reveal() for each in watched}) < 3_000
    assert 4_000 < len({each.surname.reveal() for each in watched}) < 6_000
    assert 9_000 < len({(each.given.reveal(), each.surname.reveal()) for each in watched}) < 10_000


@pytest.mark.parametrize("shares", [GIVEN_SHARES, SURNAME_SHARES])
def test_the_commonest_names_have_their_share(shares: tuple[float, ...]) -> None:
    chance = Random(1)
    drawn = Counter(rank(chance, shares) for _ in range(20_000))
    for power, share in enumerate(shares):
        common = sum(count for place, count in drawn.items() if place <= 10**power)
        assert common / 20_000 == pytest.approx(share, abs=0.01)
