"""A process that crawls the lab's forum, to be killed: `folder port`. Finishes with exit code 0."""

import asyncio
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scanner import urls
from scanner.config.settings import LabSettings
from scanner.crawl.crawler import Crawler, Scan
from scanner.crawl.lanes import Rhythm
from scanner.model.frontier import DuePage
from scanner.model.ids import Address
from scanner.model.page import Missed, Page
from scanner.outbound.door import Door
from scanner.store import frontier
from scanner.store.database import Store
from scanner.vault import master
from tests.conftest import make_config
from tests.crawl.desk import source


async def crawl(folder: Path, port: int) -> None:
    lab = LabSettings(hosts={f"{name}.example": f"127.0.0.1:{port}" for name in ("forum", "blogg")})
    config = replace(make_config(folder), lab=lab)
    store = Store.open(config, master.load(config.data.master_key_file))

    def clock() -> datetime:
        return datetime.now(UTC)

    async def handle(due: DuePage, outcome: Page | Missed) -> None:
        found = re.findall(rb'href="([^"]*)"', outcome.body) if isinstance(outcome, Page) else []
        parsed = (urls.parse(href.decode(), due.address) for href in found)
        links: list[Address] = [link for link in parsed if link is not None]
        await store.awrite(lambda tx: frontier.finish(tx, due, outcome, links=links))

    forum = source("http://forum.example/0", delay_seconds=0.0, cadence_minutes=600)
    scan = Scan(
        horizon=clock(),
        sources={forum.source_id: forum},
        generation=lambda tx: "1",
    )
    with store.scan_lock():
        async with Door(config.crawl, lab, now=clock) as door:
            rhythm = Rhythm(clock=clock, stop=asyncio.Event())
            await Crawler(store, door, config.crawl, scan, handle, rhythm).run()
    store.close()


if __name__ == "__main__":
    asyncio.run(crawl(Path(sys.argv[1]), int(sys.argv[2])))
