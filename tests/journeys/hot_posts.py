"""From a post's appearing on a hot feed to the mail, by a real clock, beside a long scan.

`python -m tests.journeys.hot_posts` serves ten feeds and a slow site on loopback, lets a post
appear on each feed at another moment of four minutes, and says how long the mails took. It takes
some five minutes.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aiohttp import web

from scanner.model.ids import Address, SourceId
from scanner.pipeline.house import House
from scanner.places import watchlists
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.service.loop import serve
from tests.alert.sink import Sink
from tests.cli.world import made, opt_in, post
from tests.cli.world import web as site
from tests.conftest import MORNING
from tests.lab import Lab

POSTS: Final = 10
CADENCE_MINUTES: Final = 4
"""What docs/operating.md tells operators to choose for five minutes at most."""
SLOW_SECONDS: Final = 1.0
"""What the slow site takes to answer, page after page without end."""
SECURITY: Final = "sakerhet@provstad.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the posts took, and what went on beside."""

    seconds: tuple[float, ...]
    slow_pages: int
    """Pages of the slow site that were asked for meanwhile."""


def journey(folder: Path, posts: int = POSTS, cadence: int = CADENCE_MINUTES) -> Told:
    with site() as sites, post() as sink:
        world = made(folder, sites, sink)
        opt_in(world)
        store, began = world.opened(), time.monotonic()
        feeds = tuple(f"nyheter{number}.example" for number in range(posts))
        config = world.config
        config = replace(
            config,
            crawl=replace(config.crawl, pages_per_host_and_day=100_000),
            lab=sites.settings(*feeds, "seg.example"),
        )
        sources = (*(_hot(feed, cadence) for feed in feeds), _slow())
        house = House(
            config=config,
            store=store,
            # An invented day, at the pace of a real clock.
            clock=lambda: MORNING + timedelta(seconds=time.monotonic() - began),
            watchlists=replace(watchlists.read(config), sources=sources),
        )
        try:
            return asyncio.run(_watch(house, sites, sink, feeds, 60.0 * cadence))
        finally:
            store.close()


async def _watch(house: House, sites: Lab, sink: Sink, feeds: Sequence[str], window: float) -> Told:
    _put_slow(sites)
    for feed in feeds:
        _put_feed(sites, feed)
    stop = asyncio.Event()
    service = asyncio.create_task(serve(house, stop))
    try:
        every = {f"{feed}/feed.xml" for feed in feeds}
        while not every <= set(sites.paths()):  # noqa: ASYNC110  They are asked in another thread.
            await asyncio.sleep(0.05)
        first = time.monotonic()
        appeared: dict[str, float] = {}
        asked: list[str] = []
        arrived: list[float] = []
        deadline = first + 3 * window
        while len(arrived) < len(feeds):
            now = time.monotonic()
            if now > deadline:
                raise SystemExit(f"Only {len(arrived)} of {len(feeds)} posts were told of.")
            for number, feed in enumerate(feeds):
                if feed not in appeared and now - first >= window * number / len(feeds):
                    _put_post(sites, feed, number)
                    appeared[feed] = now
            pages = [where for where in sites.paths() if where.endswith("/inlagg")]
            asked += [where.partition("/")[0] for where in pages[len(asked) :]]
            mails = sum(mail["To"] == SECURITY for mail in sink.mails)
            arrived += [now] * (mails - len(arrived))
            await asyncio.sleep(0.05)
        slow = sum(where.startswith("seg.example/") for where in sites.paths())
        # Mails name no page: they are counted in the order in which the pages were asked for.
        took = (at - appeared[feed] for feed, at in zip(asked, arrived, strict=True))
        return Told(seconds=tuple(took), slow_pages=slow)
    finally:
        stop.set()
        await service


def _source(where: str, kind: SourceKind) -> Source:
    return Source(
        source_id=SourceId(where.partition(".")[0]), name=where, kind=kind,
        source_class=SourceClass.CAMPAIGN, owner="Säkerhet", legal_note="Påhittad.",
        review_by=date(2027, 1, 1), addresses=(Address(f"http://{where}"),), delay_seconds=1.0,
    )  # fmt: skip


def _hot(feed: str, cadence: int) -> Source:
    return replace(_source(f"{feed}/feed.xml", SourceKind.FEED), cadence_minutes=cadence)


def _slow() -> Source:
    return replace(_source("seg.example/0", SourceKind.SITE), max_pages=100_000)


def _put_feed(sites: Lab, feed: str, *entries: str) -> None:
    items = "".join(
        f"<entry><title>Inlägg</title><id>tag:{feed},2026:{entry}</id>"
        f'<updated>2026-11-21T06:00:00Z</updated><link href="http://{feed}/{entry}"/></entry>'
        for entry in entries
    )
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Nyheter</title>'
        f"<id>tag:{feed},2026:f</id><updated>2026-11-21T06:00:00Z</updated>{items}</feed>"
    )
    sites.page(f"{feed}/feed.xml", body, content_type="application/atom+xml")


def _put_post(sites: Lab, feed: str, number: int) -> None:
    """One of her own for each, so that none is a copy of another."""
    chance = random.Random(number)
    own = " ".join(f"ord{chance.randrange(10**6)}" for _ in range(60))
    words = "Socialsekreterare Amina Provhult i Provstad. Ring henne hemma på 070-174 06 05."
    sites.page(f"{feed}/inlagg", f"<html lang=sv><title>Inlägg</title><p>{words} {own}</p>")
    _put_feed(sites, feed, "inlagg")


def _put_slow(sites: Lab) -> None:
    numbers = count(1)

    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(SLOW_SECONDS)
        number = next(numbers)
        chance = random.Random(number)
        words = " ".join(f"ord{chance.randrange(10**6)}" for _ in range(60))
        links = "".join(f'<a href="/{number * 2 + more}">mer</a>' for more in (0, 1))
        return web.Response(text=f"<p>{words}</p>{links}", content_type="text/html")

    sites.every["seg.example"] = answer


def main() -> None:
    with TemporaryDirectory(prefix="varn-hot-") as folder:
        told = journey(Path(folder))
    print("\n".join(_table(told)))  # noqa: T201 - what it was called for


def _table(told: Told) -> Iterator[str]:
    minutes = sorted(seconds / 60 for seconds in told.seconds)
    yield "| from a post on a hot feed to the mail | minutes |\n|---|---:|"
    yield f"| median of {len(minutes)} | {statistics.median(minutes):.1f} |"
    yield f"| longest | {minutes[-1]:.1f} |"
    yield f"| pages of the slow site that were asked for meanwhile | {told.slow_pages} |"


if __name__ == "__main__":
    main()
