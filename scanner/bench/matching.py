"""Matching beside the loop that everybody writes first, and beside better ones (`peers`)."""

import time
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from scanner.bench import peers
from scanner.bench.pages import SEED
from scanner.bench.peers import Peer
from scanner.bench.people import people
from scanner.bench.rounds import Seconds, Way, merged, timed
from scanner.bench.table import CHEAPER, DEARER, Bar, Row
from scanner.extract.page import read
from scanner.match.matcher import Matcher
from scanner.model.page import Page
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
GROWTH_READ: Final = Bar(limit=1.3, is_floor=False)
"""With reading the page's HTML."""


@dataclass(slots=True, kw_only=True)
class Watch:
    """One watchlist, and what was seen of it."""

    people: Sequence[WatchedPerson]
    matcher: Matcher
    build_seconds: float
    mentions: int = 0
    """In all texts read."""

    @property
    def names(self) -> list[str]:
        return [f"{each.given.reveal()} {each.surname.reveal()}" for each in self.people]

    def find(self, texts: Sequence[str]) -> None:
        for first in range(0, len(texts), BATCH):
            found = self.matcher.find(texts[first : first + BATCH])
            self.mentions += sum(map(len, found))


def measure(pages: Iterable[Page], watched: Sequence[int] = WATCHED) -> Iterator[Row]:
    """Rows for watchlists of the sizes `watched`. The first pages are for the warm-up.

    Each watchlist reads every text once, and so does each peer, or fewer.
    """
    texts, reading = _texts(pages)
    watches = [_watch(count) for count in watched]
    for watch in watches:
        yield from _index(watch)
    others = peers.installed()
    ways = [way for watch in watches for way in _ways(watch, others)]
    _warm_up(watches, texts[:WARM_UP])
    spent = timed(texts[WARM_UP:], ways)
    every = 1 + len(others)
    for place, watch in enumerate(watches):
        costs = spent[place * every : (place + 1) * every]
        yield from _rows(watch, len(texts) - WARM_UP, costs, others)
    yield from _growth(watches, spent[::every], reading)


def measure_real(pages: Iterable[Page], watched: Sequence[int] = WATCHED) -> Iterator[Row]:
    """Rows for pages as they are in the world, in many languages: no warm-up, no bars."""
    texts, _ = _texts(pages)
    watches = [_watch(count) for count in watched]
    spent = timed(texts, [Way(work=watch.find) for watch in watches])
    for watch, seconds in zip(watches, spent, strict=True):
        what = f"match of real pages, {len(watch.people):,} people"
        yield _speed(what, len(texts), seconds)
        yield _mentions(what, watch, len(texts))


def _texts(pages: Iterable[Page]) -> tuple[list[str], float]:
    """The texts of pages that have one, and the CPU seconds that reading a page took."""
    found, spent = [], 0.0
    for page in pages:
        started = time.process_time()
        document = read(page)
        spent += time.process_time() - started
        if document is not None:
            found.append(document.text)
    return found, spent / len(found)


def _watch(count: int) -> Watch:
    watched = people(count, seed=SEED)
    started = time.process_time()
    matcher = Matcher(watched, seed=SEED)
    return Watch(people=watched, matcher=matcher, build_seconds=time.process_time() - started)


def _ways(watch: Watch, others: Sequence[Peer]) -> Iterator[Way[str]]:
    yield Way(work=watch.find)
    for each in others:
        yield Way(work=each.prepared(watch.names), most=each.pages(len(watch.people)))


def _warm_up(watches: Iterable[Watch], texts: Sequence[str]) -> None:
    for watch in watches:
        watch.find(texts)
        watch.mentions = 0


def _index(watch: Watch) -> Iterator[Row]:
    count = len(watch.people)
    yield Row(
        what=f"match, {count:,} people: index made",
        measured=watch.build_seconds,
        unit="s CPU",
        bar=BUILD.get(count),
    )
    yield Row(
        what=f"match, {count:,} people: index held",
        measured=_megabytes(watch.people),
        unit="MB",
        bar=MEMORY.get(count),
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


def _rows(
    watch: Watch, pages: int, spent: Sequence[Seconds], others: Sequence[Peer]
) -> Iterator[Row]:
    count, own = len(watch.people), spent[0]
    what = f"match, {count:,} people"
    yield _speed(what, pages, own, SPEED.get(count))
    yield _mentions(what, watch, pages)
    for other, theirs in zip(others, spent[1:], strict=True):
        sample = min(other.pages(count), pages)
        cost = merged(own, theirs, pages=pages, peer_pages=sample)
        yield Row(
            what=what,
            pages=pages,
            seconds=cost.ours,
            peer=f"{other.name} ({sample:,} pages)",
            peer_seconds=cost.peers,
            measured=cost.ratio,
            unit=CHEAPER,
            bar=TIMES.get(count) if other is others[0] else None,
        )


def _speed(what: str, pages: int, seconds: Seconds, bar: Bar | None = None) -> Row:
    own = median(seconds)
    return Row(what=what, pages=pages, seconds=own, measured=1 / own, unit="pages/s", bar=bar)


def _mentions(what: str, watch: Watch, pages: int) -> Row:
    return Row(what=f"{what}: mentions", measured=watch.mentions / pages, unit="a page")


def _growth(watches: Sequence[Watch], spent: Sequence[Seconds], reading: float) -> Iterator[Row]:
    """The largest watchlist against the smallest; `reading` is what the HTML of a page costs."""
    what = f"match, {len(watches[-1].people):,} people against {len(watches[0].people):,}"
    for tail, more, bar in (("", 0.0, GROWTH), (", with reading HTML", reading, GROWTH_READ)):
        rounds = zip(spent[0], spent[-1], strict=True)
        growth = median((largest + more) / (smallest + more) for smallest, largest in rounds)
        yield Row(what=what + tail, measured=growth, unit=DEARER, bar=bar)
