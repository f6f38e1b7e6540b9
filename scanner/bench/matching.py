"""Matching beside the loop that everybody writes first: RapidFuzz over all names."""

from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from scanner.bench.pages import SEED
from scanner.bench.people import people
from scanner.bench.rounds import Cost, compare
from scanner.bench.table import CHEAPER, DEARER, Bar, Row
from scanner.match.matcher import Matcher

WATCHED: Final = (10, 1_000, 30_000)
BATCH: Final = 64
"""Texts of one call."""
WARM_UP: Final = 200
"""Texts that fill the cache of words before the clock runs: a scan is long."""

CUTOFF: Final = 88
"""Of `partial_ratio`: bent names are found, most strangers are not."""
PEER: Final = "partial_ratio over all names"
PEER_NAMES: Final = 150_000
"""Comparisons that the peer is given in all; it takes some 25 µs for one."""
PEER_PAGES: Final = 6
"""It reads so many at least."""

SPEED: Final = {
    10: Bar(limit=9_000, is_floor=True),
    1_000: Bar(limit=6_500, is_floor=True),
    30_000: Bar(limit=4_500, is_floor=True),
}
TIMES: Final = {1_000: Bar(limit=130, is_floor=True), 30_000: Bar(limit=3_300, is_floor=True)}
GROWTH: Final = Bar(limit=3.0, is_floor=False)


def measure(texts: Sequence[str], watched: Sequence[int] = WATCHED) -> Iterator[Row]:
    """Rows for watchlists of the sizes `watched`. The first texts are for the warm-up.

    Every text is read once by us, and at most once by the peer.
    """
    costs = {count: _compare(texts, count) for count in watched}
    for count, cost in costs.items():
        yield from _rows(count, cost)
    smallest, largest = costs[min(costs)], costs[max(costs)]
    yield Row(
        what=f"match, {max(costs):,} people against {min(costs):,}",
        measured=largest.ours / smallest.ours,
        unit=DEARER,
        bar=GROWTH,
    )


def _compare(texts: Sequence[str], count: int) -> Cost:
    watched = people(count, seed=SEED)
    names = [f"{each.given.reveal()} {each.surname.reveal()}" for each in watched]
    matcher = Matcher(watched, seed=SEED)
    matcher.find(texts[:WARM_UP])
    return compare(
        texts[WARM_UP:],
        lambda given: _find(matcher, given),
        lambda given: _loop(names, given),
        peer_pages=max(PEER_PAGES, PEER_NAMES // count),
    )


def _find(matcher: Matcher, texts: Sequence[str]) -> None:
    for first in range(0, len(texts), BATCH):
        matcher.find(texts[first : first + BATCH])


def _loop(names: Sequence[str], texts: Sequence[str]) -> None:
    for text in texts:
        for name in names:
            fuzz.partial_ratio(name, text, score_cutoff=CUTOFF)


def _rows(count: int, cost: Cost) -> Iterator[Row]:
    what = f"match, {count:,} people"
    yield Row(
        what=what,
        pages=cost.pages,
        seconds=cost.ours,
        measured=1 / cost.ours,
        unit="pages/s",
        bar=SPEED.get(count),
    )
    yield Row(
        what=what,
        pages=cost.pages,
        seconds=cost.ours,
        peer=f"{PEER} ({cost.peer_pages:,} pages)",
        peer_seconds=cost.peers,
        measured=cost.ratio,
        unit=CHEAPER,
        bar=TIMES.get(count),
    )
