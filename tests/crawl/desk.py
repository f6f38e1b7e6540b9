"""A desk at which scans are run in tests: a lab's sites, a store, a clock that sleeping moves."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from scanner import urls
from scanner.config.settings import CrawlSettings, LabSettings
from scanner.crawl.crawler import Crawler, Scan
from scanner.crawl.lanes import Rhythm
from scanner.model.frontier import Coverage, DuePage
from scanner.model.ids import Address, SourceId
from scanner.model.page import Missed, Page
from scanner.outbound.door import Door
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.store import frontier
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.lab import Lab

FORUM = SourceId("forum")
HOUR = timedelta(hours=1)
CRAWL = CrawlSettings(
    contact="https://provstad.example/varn", delay_seconds=0.0, timeout_seconds=2.0
)


def source(*addresses: str, source_id: str = "forum", **changes: Any) -> Source:
    values: dict[str, Any] = {"delay_seconds": 0.0, "kind": SourceKind.SITE}
    return Source(
        source_id=SourceId(source_id), name=source_id, source_class=SourceClass.FORUM,
        addresses=tuple(Address(address) for address in addresses), owner="Säkerhet",
        legal_note="Påhittad.", review_by=date(2027, 1, 1), **(values | changes),
    )  # fmt: skip


@dataclass
class Desk:
    """A scan's surroundings: a clock that sleeping moves, and a handler that follows links."""

    sites: Lab
    store: Store
    now: datetime = MORNING
    generation: str = "1"
    crawl: CrawlSettings = CRAWL
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    """Path and outcome of each visit."""
    slept: list[float] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    others: dict[SourceId, Source] = field(default_factory=dict)
    """Sources that the scans do not read."""

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    async def handle(self, due: DuePage, outcome: Page | Missed) -> None:
        links: tuple[Address, ...] = ()
        if isinstance(outcome, Page):
            found = re.findall(rb'href="([^"]*)"', outcome.body)
            parsed = [urls.parse(href.decode(), outcome.final) for href in found]
            links = tuple(link for link in parsed if link is not None)
        result = outcome.reason.value if isinstance(outcome, Missed) else "page"
        self.outcomes.append((due.address.removeprefix("http://"), result))
        await self.store.awrite(lambda tx: frontier.finish(tx, due, outcome, links=links))

    async def scan(
        self, *sources: Source, lab_settings: LabSettings | None = None, handle: Any = None
    ) -> tuple[Coverage, ...]:
        """Run one scan and give each source's coverage."""
        scan = Scan(
            horizon=self.now,
            sources={each.source_id: each for each in sources},
            generation=lambda tx: self.generation,
            others=self.others,
        )
        clock: Callable[[], datetime] = lambda: self.now  # noqa: E731
        async with Door(self.crawl, lab_settings or self.sites.settings(), now=clock) as door:
            rhythm = Rhythm(
                clock=clock, stop=self.stop, sleep=self.sleep, chance=lambda: 0.0,
                stopwatch=lambda: (self.now - MORNING).total_seconds(),
            )  # fmt: skip
            crawler = Crawler(self.store, door, self.crawl, scan, handle or self.handle, rhythm)
            async with asyncio.timeout(20):
                await crawler.run()
        ids = tuple(scan.sources)
        return await self.store.aread(lambda tx: frontier.coverage(tx, ids, scan.horizon))


def links(*paths: str) -> str:
    return "<p>hej" + "".join(f'<a href="{path}">' for path in paths)
