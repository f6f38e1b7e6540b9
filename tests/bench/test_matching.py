"""Matching beside its peers, on texts that they can afford."""

from collections.abc import Sequence

from scanner.bench import matching, pages, peers
from scanner.bench.peers import bigrams, loop
from scanner.extract.page import read


def texts(count: int) -> Sequence[str]:
    documents = [read(pages.page(number, body)) for number, body in enumerate(pages.bodies(count))]
    return [document.text for document in documents if document is not None]


def test_measures_each_watchlist_and_its_growth() -> None:
    rows = list(matching.measure(texts(matching.WARM_UP + 12), watched=(10, 50)))
    of_size = ["index made", "index held", *[""] * (1 + len(peers.contenders()))]
    assert [row.what for row in rows] == [
        *(f"match, {count} people{tail and f': {tail}'}" for count in (10, 50) for tail in of_size),
        "match, 50 people against 10",
    ]
    assert all(row.measured > 0 for row in rows)
    beside = [row for row in rows if row.peer.startswith("partial_ratio")]
    assert all(row.pages == 12 for row in beside)
    # Five times the names cost the loop far more than they cost an index.
    assert beside[1].measured > 2 * beside[0].measured


def test_bars_are_asked_of_the_sizes_that_design_names() -> None:
    assert set(matching.SPEED) == set(matching.WATCHED)
    assert set(matching.TIMES) < set(matching.WATCHED)
    assert max(matching.WATCHED) in set(matching.BUILD) & set(matching.MEMORY)
    assert pages.ENROLLED == 100


def test_a_peer_gets_fewer_pages_the_more_names_there_are() -> None:
    for contender in peers.contenders():
        assert contender.pages(1_000) >= contender.pages(100_000) >= peers.FEWEST


def test_peers_read_what_they_are_given() -> None:
    for prepared in (loop, bigrams):
        prepared(["Anna Lindström"])(["Där står Anna Lindström.", "", "utan namn"])


def test_capitalised_pairs_overlap() -> None:
    assert peers.pairs("igår Anna Berg Lind och Åsa Öberg-Ek.") == [
        "Anna Berg",
        "Berg Lind",
        "Åsa Öberg-Ek",
    ]
