"""Matching beside its peer, on texts that the peer can afford."""

from scanner.bench import matching, pages
from scanner.extract.page import read


def test_measures_each_watchlist_and_its_growth() -> None:
    bodies = pages.bodies(matching.WARM_UP + 12)
    documents = [read(pages.page(number, body)) for number, body in enumerate(bodies)]
    texts = [document.text for document in documents if document is not None]
    rows = list(matching.measure(texts, watched=(10, 50)))
    assert [row.what for row in rows] == [
        "match, 10 people",
        "match, 10 people",
        "match, 50 people",
        "match, 50 people",
        "match, 50 people against 10",
    ]
    assert all(row.measured > 0 for row in rows)
    beside = [row for row in rows if row.peer]
    assert all(row.pages == 12 for row in beside)
    # Five times the names cost the loop far more than they cost an index.
    assert beside[1].measured > 2 * beside[0].measured


def test_bars_are_asked_of_the_sizes_that_design_names() -> None:
    assert set(matching.SPEED) == set(matching.WATCHED)
    assert set(matching.TIMES) < set(matching.WATCHED)
    assert pages.ENROLLED == 100
