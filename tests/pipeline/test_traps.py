"""Traps end, honest pages are all read, and what was not read is said."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from aiohttp import web

from scanner.crawl.crawler import Crawler, Scan
from scanner.crawl.lanes import Rhythm
from scanner.extract.page import read
from scanner.model.document import Document
from scanner.model.frontier import Coverage
from scanner.model.page import MissReason, Page
from scanner.outbound.door import Door
from scanner.pipeline.backlog import Visit
from scanner.pipeline.visits import Visits
from scanner.places.sources import Source
from scanner.store import frontier
from scanner.store.database import Store
from scanner.store.traps import BASE, EARNED, OPENED_AGAIN
from tests import trapping
from tests.crawl.desk import CRAWL
from tests.pipeline.stage import Stage, source

SITE = source(f"http://{trapping.HOST}/", max_pages=50_000, cadence_minutes=60 * 24)
MOST_A_TRAP = 300


class Reader:
    """Reads in this process: what is tested here is where the crawl goes."""

    async def document(self, page: Page) -> Document | MissReason:
        return read(page) or MissReason.CONTENT_TYPE


@dataclass
class Looked:
    """Looks for nobody, and is done at once."""

    store: Store

    async def take(self, visit: Visit) -> None:
        await self.store.awrite(lambda tx: frontier.settle(tx, visit.due, visit.reason))


async def crawl(stage: Stage, site: Source, later: timedelta = timedelta(0)) -> Coverage:
    """One scan of a site without its people; nothing is waited for."""
    stage.now += later
    stage.sources = (site,)
    settings = replace(CRAWL, pages_per_host_and_day=1_000_000)
    house: Any = stage.house
    visits = Visits(house, Reader(), Looked(stage.store))  # type: ignore[arg-type]
    scan = Scan(horizon=stage.clock(), sources={site.source_id: site}, generation=lambda tx: "1")
    async with Door(settings, stage.sites.settings(trapping.HOST), now=stage.clock) as door:
        rhythm = Rhythm(clock=stage.clock, stop=asyncio.Event())
        await Crawler(stage.store, door, settings, scan, visits.finish, rhythm).run()
    (coverage,) = stage.store.read(
        lambda tx: frontier.coverage(tx, (site.source_id,), scan.horizon)
    )
    return coverage


async def test_ten_kinds_of_traps_end_and_all_honest_pages_are_read(stage: Stage) -> None:
    stage.sites.routes = trapping.Everywhere()
    coverage = await crawl(stage, SITE)
    asked = stage.sites.paths()
    read_pages = {path.removeprefix(trapping.HOST) for path in asked}
    each = trapping.fetched(asked)
    assert not trapping.HONEST - read_pages
    assert len(each) == 1 + 10
    assert max(count for trap, count in each.items() if trap) <= MOST_A_TRAP
    # What is held is said.
    assert dict(coverage.missed)[MissReason.TRAP] > 100


async def test_what_is_held_is_tried_again_each_week_and_read_where_it_has_something_new(
    stage: Stage,
) -> None:
    """A calendar that was empty is filled in."""
    host, is_filled = trapping.HOST, False

    async def day(request: web.Request) -> web.Response:
        number = int(request.path.rpartition("/")[2])
        words = f"Möte om {'abcdefghij'[number % 10] * (1 + number // 10)}" if is_filled else "Tomt"
        body = (
            f"<p>{words}<a href='/dag/{number + 1}'>nästa</a><a href='/dag/{number - 1}'>förra</a>"
        )
        return web.Response(text=body, content_type="text/html")

    class Days(dict[str, Any]):
        def get(self, where: str, default: Any = None) -> Any:
            return day if "/dag/" in where else default

    site = source(f"http://{host}/dag/500", max_pages=1000, cadence_minutes=60 * 24 * 30)
    stage.sites.routes = Days()
    first = 1 + BASE + EARNED
    coverage = await crawl(stage, site)
    assert (coverage.checked, dict(coverage.missed)) == (first, {MissReason.TRAP: 2})
    coverage = await crawl(stage, site, timedelta(days=6))
    assert coverage.checked == first
    coverage = await crawl(stage, site, timedelta(days=2))
    assert (coverage.checked, dict(coverage.missed)) == (
        first + OPENED_AGAIN,
        {MissReason.TRAP: 2},
    )
    is_filled = True
    coverage = await crawl(stage, site, timedelta(days=8))
    assert coverage.checked > first + 2 * OPENED_AGAIN + 50
