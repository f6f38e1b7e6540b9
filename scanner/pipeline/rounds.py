"""One scan: rounds side by side, each of the sources that fell due together.

A hot source that falls due while a long round of others goes on begins a round of its own at once,
within the same scan. Ending the long round for it would not do: a scan ends when all that came was
looked at, which takes longer where somebody is named, and whoever runs a hot site would see that in
the time of our next request. So a scan also stays open, and takes up what falls due, while pages
wait to be looked at. All rounds share the lanes: each host keeps its one pace, and rounds that read
the same host take turns.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Final

from scanner import ocr
from scanner.config.settings import CrawlSettings
from scanner.crawl.crawler import Crawler, Scan, Show
from scanner.crawl.lanes import Lanes, Rhythm
from scanner.enrol.activation import begin_watches
from scanner.match.generation import GENERATION
from scanner.model.frontier import DuePage
from scanner.model.ids import ScanId, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import Door
from scanner.outbound.proxies import proxies
from scanner.pipeline import handed
from scanner.pipeline.archives import Archives
from scanner.pipeline.house import House
from scanner.pipeline.looking import Looking
from scanner.pipeline.name_queries import NameQueries
from scanner.pipeline.reading import PageReader, PictureReader
from scanner.pipeline.rendering import Rendering
from scanner.pipeline.search_keys import keys_of
from scanner.pipeline.visits import Visits
from scanner.places.sources import SUPPLIED, Source
from scanner.places.tips import TIPS
from scanner.sandbox import Sandbox
from scanner.sources.kinds import begun
from scanner.store import frontier, scans, turns
from scanner.store.database import Transaction, generation
from scanner.store.names import new_id

LAST_LOOKS: Final = 300.0
"""Seconds that there are at least to look at what waits when the last page has come."""

LOOK_SECONDS: Final = 1.0
"""So often a scan looks whether a source has fallen due."""

OPEN_SECONDS: Final = 6 * 3600.0
"""So long a scan takes up whatever falls due. Then it comes to its end, so that what is swept
between two scans is: hot sources join until the others are done, and none after that."""

Progress = Callable[[DuePage, Page | Missed], None]
"""Called after each finished page."""

Due = Callable[[], Awaitable[frozenset[SourceId]]]
"""Which sources are due now."""


async def scan(
    house: House,
    first: Iterable[SourceId],
    *,
    due: Due | None = None,
    progress: Progress = lambda due, outcome: None,
    stop: asyncio.Event,
) -> bool:
    """Read the sources of `first`, and those that fall `due` meanwhile; False where `stop` ended it
    before everything was visited. For whoever holds the scan lock."""
    crawl, store = house.config.crawl, house.store
    sandbox = Sandbox(crawl.parse_workers, crawl.parse_memory_bytes)
    pictures = PictureReader(await asyncio.to_thread(ocr.find))
    began = time.monotonic()
    await store.awrite(partial(_prepare, house))
    try:
        async with Looking(house) as looking:
            reader = PageReader(sandbox, crawl, pictures)
            visits = Visits(house, reader, looking)

            async def finish(due: DuePage, outcome: Page | Missed) -> None:
                await visits.finish(due, outcome)
                progress(due, outcome)

            async with (
                _door(house) as door,
                Rendering(crawl.browser, reader) as rendering,
            ):
                rounds = _Rounds(house, door, sandbox, reader, rendering.show, finish, due, stop)
                await rounds.go(frozenset(first), looking)
            left = 60 * crawl.scan_minutes - (time.monotonic() - began)
            await looking.finish(max(left, LAST_LOOKS))
    finally:
        sandbox.close()
        pictures.close()
    # Also where it was stopped: what came was looked at, and what did not is due.
    await store.awrite(lambda tx: turns.close(tx, rounds.taken_up))
    return not stop.is_set()


def _door(house: House) -> Door:
    config = house.config
    every = proxies(config.proxy, house.watchlists.sources)
    return Door(config.crawl, config.lab, now=house.clock, proxies=every)


class _Rounds:
    """The rounds of one scan: no source is in two of them at a time."""

    def __init__(
        self,
        house: House,
        door: Door,
        sandbox: Sandbox,
        reader: PageReader,
        show: Show,
        finish: Callable[[DuePage, Page | Missed], Awaitable[None]],
        due: Due | None,
        stop: asyncio.Event,
    ) -> None:
        crawl = house.config.crawl
        self._house: Final = house
        self._door: Final = door
        self._show: Final = show
        self._finish: Final = finish
        self._due: Final = due
        self._stop: Final = stop
        self._rhythm: Final = Rhythm(clock=house.clock, stop=stop)
        self._lanes: Final = Lanes(
            house.store, door, self._rhythm, budget=crawl.pages_per_host_and_day
        )
        self._archives: Final = Archives(crawl, sandbox, house.clock)
        self._names: Final = NameQueries(house, self._lanes, reader, self._rhythm)
        self._known: Final = {one.source_id: one for one in (*house.watchlists.sources, TIPS)}
        self._began: Final = time.monotonic()
        self._working: Final[dict[asyncio.Task[None], frozenset[SourceId]]] = {}
        self.taken_up: Final[set[SourceId]] = set()
        """What this scan has taken up, be it long ago."""

    async def go(self, first: frozenset[SourceId], looking: Looking) -> None:
        """Read `first`, and take up what falls due, until nothing is."""
        try:
            self._take_up(first)
            if not first:
                # Where there is nothing to read a scan was all the same: watches begin with it.
                await self._round(first)
            while self._working or (self._joins() and not looking.is_idle()):
                await self._next()
                if self._due is not None and self._joins():
                    self._take_up(self._joining(await self._due()))
        finally:
            for task in self._working:
                task.cancel()
            await asyncio.gather(*self._working, return_exceptions=True)

    def _joins(self) -> bool:
        """Whether any source may still be taken up."""
        if self._due is None or self._stop.is_set():
            return False
        most = OPEN_SECONDS + 60 * self._house.config.crawl.scan_minutes
        return time.monotonic() - self._began < most

    def _joining(self, due: frozenset[SourceId]) -> frozenset[SourceId]:
        free = due.difference(*self._working.values())
        if time.monotonic() - self._began < OPEN_SECONDS:
            return free
        return frozenset(name for name in free if self._known[name].is_hot)

    def _take_up(self, names: frozenset[SourceId]) -> None:
        """Begin a round of the hot ones, and one of the others: they end at their own times."""
        hot = frozenset(name for name in names if self._known[name].is_hot)
        for some in filter(None, (hot, names - hot)):
            self._working[asyncio.create_task(self._round(some))] = some

    async def _next(self) -> None:
        """Wait until a round has ended, or a moment."""
        if self._working:
            done, _ = await asyncio.wait(
                self._working, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                del self._working[task]
                task.result()
        else:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), LOOK_SECONDS)

    async def _round(self, names: frozenset[SourceId]) -> None:
        house = self._house
        sources = {name: begun(self._known[name], house.watchlists.questions) for name in names}
        scan = Scan(
            horizon=house.clock(),
            sources=dict(sorted(sources.items())),
            generation=partial(_generation, house.watchlists.fingerprint),
            kept=self._read_kept,
            show=self._show,
            keys=keys_of(sources.values()),
            others={
                name: other
                for name, other in self._known.items()
                if name not in names and not other.has_expired(house.clock().date())
            },
        )
        scan_id, fresh = ScanId(new_id()), names - self.taken_up
        self.taken_up.update(names)
        await house.store.awrite(lambda tx: _begin(tx, scan, scan_id, fresh))
        if SUPPLIED in names:
            await asyncio.to_thread(handed.take_in, house, scan.horizon)
        await self._crawl(scan)
        if led := await self._names.ask(names, scan.keys, scan.horizon):
            # Of these alone: no other source is read again because of whom somebody looked for.
            await self._crawl(replace(scan, sources={name: sources[name] for name in sorted(led)}))
        if SUPPLIED in names:
            await asyncio.to_thread(handed.put_away, house)
        await house.store.awrite(lambda tx: scans.end(tx, scan_id, house.clock()))
        if not self._stop.is_set():
            await house.store.awrite(lambda tx: turns.note_whole(tx, names, scan.horizon))

    async def _crawl(self, scan: Scan) -> None:
        settings = self._settings(scan)
        await Crawler(
            self._house.store, self._door, settings, scan, self._finish, self._rhythm, self._lanes
        ).run()

    async def _read_kept(self, due: DuePage, source: Source) -> Page | Missed:
        if source.is_supplied:
            return await asyncio.to_thread(handed.read, self._house, due)
        return await self._archives.read(due, source)

    def _settings(self, scan: Scan) -> CrawlSettings:
        """A round of hot sources ends when they are due again, and goes on with what it has left in
        the next: else a channel's history would keep its newest page from being read."""
        crawl, sources = self._house.config.crawl, scan.sources.values()
        if self._due is None or not any(source.is_hot for source in sources):
            return crawl
        cadence = min(source.cadence_minutes for source in sources)
        return replace(crawl, scan_minutes=min(crawl.scan_minutes, cadence))


def _generation(words: str, tx: Transaction) -> str:
    """Who and what is looked for, as a page remembers it."""
    return f"{generation(tx)}.{words}.{GENERATION}"


def _prepare(house: House, tx: Transaction) -> None:
    """Make every source known to the frontier, so that it is counted as not checked until a round
    takes it up, with the reason where that will not be."""
    now, sources = house.clock(), house.watchlists.sources
    frontier.retire_unknown(tx, [SUPPLIED, *(source.source_id for source in sources)])
    for source in sources:
        addresses = begun(source, house.watchlists.questions).addresses
        frontier.seed(tx, source.source_id, addresses, now)
        if source.has_expired(now.date()):
            frontier.give_up(tx, [source.source_id], now, MissReason.EXPIRED)


def _begin(tx: Transaction, scan: Scan, scan_id: ScanId, fresh: frozenset[SourceId]) -> None:
    """`fresh`: those that this scan has not taken up before, so that what it finds cut off of them
    was so by a kill."""
    # By the round's own time: whose watch begins in between would be read for by no round.
    begin_watches(tx, scan.horizon)
    scans.begin(tx, scan_id, scan.horizon)
    known = turns.every(tx)
    for name in sorted(fresh):
        since = known[name].open_since if name in known else None
        frontier.reopen(tx, name, scan.horizon, since)
        if since is not None:
            turns.doubt_whole(tx, name, since)
    turns.close(tx, fresh)
    turns.begin(tx, scan.sources, scan.horizon)
