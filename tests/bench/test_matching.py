"""Matching beside its peers, on pages that they can afford."""

from collections.abc import Iterator

import pytest

from scanner.bench import matching, pages, peers
from scanner.bench.peers import bigrams, exact, loop
from scanner.model.page import Page

SIZES = (10, 50)


def generated(count: int) -> Iterator[Page]:
    return (pages.page(number, body) for number, body in enumerate(pages.bodies(count)))


def test_measures_each_watchlist_and_its_growth() -> None:
    rows = list(matching.measure(generated(matching.WARM_UP + 12), watched=SIZES))
    index = [f"match, {count} people: index {what}" for count in SIZES for what in ("made", "held")]
    timed = [
        f"match, {count} people{tail}"
        for count in SIZES
        for tail in ("", ": mentions", *[""] * len(peers.installed()))
    ]
    growth = ["match, 50 people against 10", "match, 50 people against 10, with reading HTML"]
    assert [row.what for row in rows] == [*index, *timed, *growth]
    assert all(row.measured > 0 for row in rows if not row.what.endswith("mentions"))
    beside = [row for row in rows if row.peer.startswith("partial_ratio")]
    assert all(row.pages == 12 for row in beside)
    # Five times the names cost the loop far more than they cost an index.
    assert beside[1].measured > 2 * beside[0].measured
    # Most of a page's cost is its HTML, which no watchlist makes dearer.
    assert abs(rows[-1].measured - 1) < abs(rows[-2].measured - 1) + 0.05


def test_mentions_are_of_the_pages_that_were_timed() -> None:
    rows = matching.measure(generated(matching.WARM_UP + 120), watched=(pages.ENROLLED,))
    [mentions] = [row.measured * 120 for row in rows if row.what.endswith("mentions")]
    named = [pages.named(number) for number in range(matching.WARM_UP, matching.WARM_UP + 120)]
    assert round(mentions) >= len(named) - named.count(None) > 0


def test_real_pages_are_measured_without_bars() -> None:
    rows = list(matching.measure_real(generated(6), watched=SIZES))
    assert [row.unit for row in rows] == ["pages/s", "a page"] * len(SIZES)
    assert all(row.bar is None and row.what.startswith("match of real pages") for row in rows)


def test_bars_are_asked_of_the_sizes_that_design_names() -> None:
    assert set(matching.SPEED) == set(matching.WATCHED)
    assert set(matching.TIMES) < set(matching.WATCHED)
    assert max(matching.WATCHED) in set(matching.BUILD) & set(matching.MEMORY)
    assert pages.ENROLLED == 100


def test_a_peer_gets_fewer_pages_the_more_names_there_are() -> None:
    for other in peers.installed():
        assert other.pages(1_000) >= other.pages(100_000) >= peers.FEWEST


def test_peers_read_what_they_are_given() -> None:
    for prepared in (loop, bigrams):
        prepared(["Anna Lindström"])(["Där står Anna Lindström.", "", "utan namn"])


@pytest.mark.skipif(not peers.has_exact(), reason="the exact peer comes with the tools of `dev`")
def test_the_exact_peer_reads_what_it_is_given() -> None:
    exact(["Anna Lindström"])(["Där står Anna Lindström.", "", "utan namn"])


def test_capitalised_pairs_overlap() -> None:
    assert peers.pairs("igår Anna Berg Lind och Åsa Öberg-Ek.") == [
        "Anna Berg",
        "Berg Lind",
        "Åsa Öberg-Ek",
    ]
