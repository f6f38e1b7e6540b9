"""Matching beside the loop that everybody writes first, and beside better ones (`peers`)."""

import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from scanner.bench import peers
from scanner.bench.pages import SEED
from scanner.bench.peers import Contender
from scanner.bench.people import people
from scanner.bench.rounds import Cost, Peer, compare_all
from scanner.bench.table import CHEAPER, DEARER, Bar, Row
from scanner.match.matcher import Matcher
from scanner.model.person import WatchedPerson

WATCHED: Final = (10, 1_000, 30_000, 100_000)
BATCH: Final = 64
"""Texts of one call."""
WARM_UP: Final = 200
"""Texts that fill the cache of words before the clock runs: a scan is long."""
MEGABYTE: Final = 1_000_000

SPEED: Final = {
    10: Bar(limit=9_000, is_floor=True),
    1_000: Bar(limit=6_500, is_floor=True),
    30_000: Bar(limit=4_500, is_floor=True),
    100_000: Bar(limit=3_500, is_floor=True),
}
TIMES: Final = {1_000: Bar(limit=130, is_floor=True), 30_000: Bar(limit=3_300, is_floor=True)}
"""Against the loop."""
BUILD: Final = {100_000: Bar(limit=1.0, is_floor=False)}
MEMORY: Final = {100_000: Bar(limit=60.0, is_floor=False)}
GROWTH: Final = Bar(limit=3.0, is_floor=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one watchlist costs."""

    count: int
    build_seconds: float
    megabytes: float
    costs: tuple[Cost, ...]
    """Beside each contender, in their order."""


def measure(texts: Sequence[str], watched: Sequence[int] = WATCHED) -> Iterator[Row]:
    """Rows for watchlists of the sizes `watched`. The first texts are for the warm-up.

    Every text is read once by us, and at most once by each peer.
    """
    contenders = peers.contenders()
    found = []
    for count in watched:
        found.append(_measured(texts, count, contenders))
        yield from _rows(found[-1], contenders)
    smallest, largest = found[0], found[-1]
    yield Row(
        what=f"match, {largest.count:,} people against {smallest.count:,}",
        measured=largest.costs[0].ours / smallest.costs[0].ours,
        unit=DEARER,
        bar=GROWTH,
    )


def _measured(texts: Sequence[str], count: int, contenders: Sequence[Contender]) -> Measured:
    watched = people(count, seed=SEED)
    names = [f"{each.given.reveal()} {each.surname.reveal()}" for each in watched]
    started = time.process_time()
    matcher = Matcher(watched, seed=SEED)
    build_seconds = time.process_time() - started
    matcher.find(texts[:WARM_UP])
    costs = compare_all(
        texts[WARM_UP:],
        lambda given: _find(matcher, given),
        [Peer(work=each.prepared(names), pages=each.pages(count)) for each in contenders],
    )
    return Measured(
        count=count, build_seconds=build_seconds, megabytes=_megabytes(watched), costs=costs
    )


def _megabytes(watched: Sequence[WatchedPerson]) -> float:
    """What a matcher holds, the people themselves not counted, nor what all matchers share."""
    tracemalloc.start()
    try:
        matcher = Matcher(watched, seed=SEED)
        held, _ = tracemalloc.get_traced_memory()
        del matcher
    finally:
        tracemalloc.stop()
    return held / MEGABYTE


def _find(matcher: Matcher, texts: Sequence[str]) -> None:
    for first in range(0, len(texts), BATCH):
        matcher.find(texts[first : first + BATCH])


def _rows(measured: Measured, contenders: Sequence[Contender]) -> Iterator[Row]:
    count, ours = measured.count, measured.costs[0]
    what = f"match, {count:,} people"
    yield Row(
        what=f"{what}: index made",
        measured=measured.build_seconds,
        unit="s CPU",
        bar=BUILD.get(count),
    )
    yield Row(
        what=f"{what}: index held",
        measured=measured.megabytes,
        unit="MB",
        bar=MEMORY.get(count),
    )
    yield Row(
        what=what,
        pages=ours.pages,
        seconds=ours.ours,
        measured=1 / ours.ours,
        unit="pages/s",
        bar=SPEED.get(count),
    )
    for place, (contender, cost) in enumerate(zip(contenders, measured.costs, strict=True)):
        yield Row(
            what=what,
            pages=cost.pages,
            seconds=cost.ours,
            peer=f"{contender.name} ({cost.peer_pages:,} pages)",
            peer_seconds=cost.peers,
            measured=cost.ratio,
            unit=CHEAPER,
            bar=None if place else TIMES.get(count),
        )
