"""Two ways timed side by side: on the same kind of pages, none read twice by the same."""

from collections.abc import Sequence

import pytest

from scanner.bench.rounds import ROUNDS, Way, compare, merged, timed


def test_each_reads_every_page_of_its_own_once() -> None:
    read: dict[str, list[int]] = {"ours": [], "peer": []}
    cost = compare(
        range(30),
        lambda given: read["ours"].extend(given),
        lambda given: read["peer"].extend(given),
    )
    assert sorted(read["ours"]) == sorted(read["peer"]) == list(range(30))
    assert (cost.pages, cost.peer_pages) == (30, 30)


def test_a_slow_peer_gets_a_sample_from_every_round() -> None:
    calls: list[Sequence[int]] = []
    cost = compare(range(30), lambda given: None, calls.append, peer_pages=6)
    assert [len(given) for given in calls] == [6 // ROUNDS] * ROUNDS
    assert cost.peer_pages == 6


def test_twice_the_work_costs_about_twice() -> None:
    def spin(times: int) -> None:
        sum(range(40_000 * times))

    cost = compare(
        range(60),
        lambda given: [spin(1) for _ in given],
        lambda given: [spin(4) for _ in given],
    )
    assert 2 < cost.ratio < 8


def test_rounds_are_merged_by_their_own_ratios() -> None:
    # The second round met a busy machine: both took longer, their ratio says the same.
    cost = merged((1.0, 3.0, 1.0), (4.0, 12.0, 5.0), pages=9, peer_pages=9)
    assert (cost.ours, cost.peers, cost.ratio) == (1.0, 5.0, pytest.approx(4.0))


def test_who_goes_first_goes_last_in_the_next_round() -> None:
    order: list[str] = []
    ways = [Way(work=lambda _, name=name: order.append(name)) for name in "abc"]
    assert [len(seconds) for seconds in timed(range(6), ways)] == [ROUNDS] * len(ways)
    assert order == [*"abc", *"cba", *"abc"]
