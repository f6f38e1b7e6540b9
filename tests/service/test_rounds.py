"""Sources are read at their own times, however long others take, and none twice at a time."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from aiohttp import web

from scanner.crawl.crawler import Crawler
from scanner.model.ids import Address, SourceId
from scanner.pipeline import rounds
from scanner.pipeline.house import House
from scanner.pipeline.watch import Lookout
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.service.loop import serve
from tests.cli.world import ABOUT_HER, FORUM, THREAD
from tests.lab import Lab
from tests.service.conftest import Staged
from tests.service.test_loop import QUICK, serving, until

MINUTE = timedelta(minutes=1)
OFTEN = replace(QUICK, reports=0.02)
NEWS, SLOW = "nyheter.example", "seg.example"
FEED, SLOW_PAGE = f"{NEWS}/feed.xml", f"{SLOW}/1"


def source(where: str, kind: SourceKind = SourceKind.PAGES, minutes: int = 5) -> Source:
    return Source(
        source_id=SourceId(where.partition(".")[0]), name=where, kind=kind,
        source_class=SourceClass.FORUM, owner="Säkerhet", legal_note="Påhittad.",
        review_by=date(2027, 1, 1), addresses=(Address(f"http://{where}"),), delay_seconds=0.0,
        cadence_minutes=minutes,
    )  # fmt: skip


HOT = source(FEED, SourceKind.FEED)
LONG = source(SLOW_PAGE, minutes=60)
THE_FORUM = source(THREAD.removeprefix("http://"), minutes=60)


def feed(*entries: str) -> str:
    items = "".join(
        f"<entry><title>Inlägg {entry}</title><id>tag:{NEWS},2026:{entry}</id>"
        f'<updated>2026-11-21T06:00:00Z</updated><link href="http://{NEWS}/{entry}"/></entry>'
        for entry in entries
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Nyheter</title><id>tag:n</id>'
        f"<updated>2026-11-21T06:00:00Z</updated>{items}</feed>"
    )


def put_feed(sites: Lab, *entries: str) -> None:
    sites.page(FEED, feed(*entries), content_type="application/atom+xml")


@contextmanager
def holding(sites: Lab, where: str) -> Iterator[threading.Event]:
    """A page that does not come before the event is set: its scan takes long."""
    come = threading.Event()

    async def answer(_: web.Request) -> web.Response:
        while not come.is_set():  # noqa: ASYNC110  The event is set by another thread.
            await asyncio.sleep(0.01)
        return web.Response(text="<p>Långsamt.</p>", content_type="text/html")

    sites.routes[where] = answer
    try:
        yield come
    finally:
        come.set()


def house(staged: Staged, *sources: Source, report_minutes: int = 60) -> House:
    settings = staged.sites.settings(NEWS, SLOW, FORUM)
    there = staged.house.config
    service = replace(there.service, report_minutes=report_minutes)
    return replace(
        staged.house,
        config=replace(there, lab=settings, service=service),
        watchlists=replace(staged.house.watchlists, sources=sources),
    )


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "LOOK_SECONDS", 0.02)


async def test_a_post_on_a_hot_feed_is_told_of_within_five_minutes_while_others_are_read(
    staged: Staged,
) -> None:
    """The journey from a post's appearing to the mail, by the clock of the service."""
    asked = staged.sites.paths
    put_feed(staged.sites, "1")
    staged.sites.page(f"{NEWS}/1", "<p>Väder.</p>")
    with holding(staged.sites, SLOW_PAGE) as come:
        async with serving(house(staged, HOT, LONG)):
            await until(lambda: f"{NEWS}/1" in asked() and SLOW_PAGE in asked())
            staged.clock.at += MINUTE / 60
            appeared = staged.clock.at
            put_feed(staged.sites, "2", "1")
            staged.sites.page(f"{NEWS}/2", ABOUT_HER)
            staged.clock.at += 4 * MINUTE
            await asyncio.sleep(0.3)
            assert asked().count(FEED) == 1, "it is not due yet"
            staged.clock.at += 59 * MINUTE / 60
            await until(lambda: len(staged.sink.mails) == 1)
            assert staged.clock.at - appeared < 5 * MINUTE
            assert not come.is_set(), "the long scan goes on"
            assert asked().count(SLOW_PAGE) == 1
            # What was found there an hour ago need not be asked for with every look at the feed.
            assert asked().count(f"{NEWS}/1") == 1
            come.set()


async def test_no_source_is_read_twice_at_a_time_and_what_was_missed_comes_once(
    staged: Staged,
) -> None:
    hot = replace(LONG, cadence_minutes=5)
    with holding(staged.sites, SLOW_PAGE) as come:
        async with serving(house(staged, hot, HOT)):
            put_feed(staged.sites)
            asked = staged.sites.paths
            await until(lambda: SLOW_PAGE in asked())
            staged.clock.at += 21 * MINUTE
            await asyncio.sleep(0.3)
            assert asked().count(SLOW_PAGE) == 1
            come.set()
            await until(lambda: asked().count(SLOW_PAGE) == 2)
            await asyncio.sleep(0.3)
            assert asked().count(SLOW_PAGE) == 2


async def test_after_days_without_the_service_each_source_is_read_once(staged: Staged) -> None:
    put_feed(staged.sites)
    cron = replace(THE_FORUM, schedule="0 * * * *")
    asked, pages = staged.sites.paths, (FEED, THREAD.removeprefix("http://"))
    async with serving(house(staged, HOT, cron)):
        await until(lambda: all(page in asked() for page in pages))
    staged.clock.at += MINUTE
    async with serving(house(staged, HOT, cron)):
        await asyncio.sleep(0.3)
    assert [asked().count(page) for page in pages] == [1, 1], "a restart makes nobody due"
    staged.clock.at += timedelta(days=3)
    async with serving(house(staged, HOT, cron)):
        await until(lambda: all(asked().count(page) == 2 for page in pages))
        await asyncio.sleep(0.3)
    assert [asked().count(page) for page in pages] == [2, 2]


async def test_what_a_kill_cut_off_is_read_by_the_next_service(staged: Staged) -> None:
    daily = replace(LONG, cadence_minutes=24 * 60)
    asked = staged.sites.paths
    with holding(staged.sites, SLOW_PAGE):
        service = asyncio.create_task(serve(house(staged, daily), asyncio.Event(), QUICK))
        await until(lambda: SLOW_PAGE in asked())
        service.cancel()
        await asyncio.wait([service])
    staged.clock.at += 59 * MINUTE
    async with serving(house(staged, daily)):
        await asyncio.sleep(0.3)
        assert asked().count(SLOW_PAGE) == 1, "no loop of kills and visits"
        staged.clock.at += MINUTE
        await until(lambda: asked().count(SLOW_PAGE) == 2)


async def test_two_services_read_each_source_once(staged: Staged) -> None:
    put_feed(staged.sites)
    page = THREAD.removeprefix("http://")
    other = staged.world.opened()
    asked = staged.sites.paths
    try:
        one = house(staged, HOT, THE_FORUM)
        async with serving(one), serving(replace(one, store=other)):
            for visits in (1, 2, 3):
                await until(lambda visits=visits: asked().count(FEED) == visits)
                await asyncio.sleep(0.2)
                staged.clock.at += 5 * MINUTE
            await until(lambda: asked().count(FEED) == 4)
    finally:
        other.close()
    assert asked().count(page) == 1


async def test_looking_that_takes_long_does_not_show_in_when_a_hot_source_is_asked(
    staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes longer where somebody is named: the forum names her, and her page is looked at."""
    put_feed(staged.sites)
    find, is_found, has_begun = Lookout.find, asyncio.Event(), asyncio.Event()

    async def found_late(*asked: Any) -> Any:
        has_begun.set()
        await is_found.wait()
        return await find(*asked)

    monkeypatch.setattr(Lookout, "find", found_late)
    asked = staged.sites.paths
    async with serving(house(staged, HOT, THE_FORUM)):
        try:
            await asyncio.wait_for(has_begun.wait(), 60)
            for visits in (1, 2, 3):
                await until(lambda visits=visits: asked().count(FEED) == visits)
                staged.clock.at += 5 * MINUTE
            assert staged.sink.mails == []
        finally:
            is_found.set()
        await until(lambda: len(staged.sink.mails) == 1)


async def test_reports_come_at_their_interval_not_with_every_round(staged: Staged) -> None:
    put_feed(staged.sites)
    there = house(staged, HOT, report_minutes=12)
    folder = there.config.reports.folder

    def written() -> int:
        return len(list(folder.glob("*/report.json")))

    asked = staged.sites.paths
    async with serving(there, OFTEN):
        for visits in (1, 2, 3):
            await until(lambda visits=visits: asked().count(FEED) == visits)
            await until(lambda: written() == 1)
            await asyncio.sleep(0.2)
            assert written() == 1
            staged.clock.at += 5 * MINUTE
        await until(lambda: written() == 2)


async def test_a_round_of_hot_sources_ends_when_they_are_due_again(
    staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_feed(staged.sites)
    minutes: dict[str, int] = {}

    class Noted(Crawler):
        def __init__(self, store: Any, door: Any, settings: Any, scan: Any, *more: Any) -> None:
            minutes.update(dict.fromkeys(scan.sources, settings.scan_minutes))
            super().__init__(store, door, settings, scan, *more)

    monkeypatch.setattr(rounds, "Crawler", Noted)
    async with serving(house(staged, HOT, THE_FORUM)):
        await until(lambda: len(minutes) == 2)
    assert minutes == {HOT.source_id: 5, THE_FORUM.source_id: 55}


async def test_a_scan_that_grows_old_takes_up_hot_sources_only(
    staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "OPEN_SECONDS", 0.0)
    put_feed(staged.sites)
    asked, page = staged.sites.paths, THREAD.removeprefix("http://")
    with holding(staged.sites, SLOW_PAGE) as come:
        async with serving(house(staged, HOT, LONG, THE_FORUM)):
            await until(lambda: all(one in asked() for one in (FEED, SLOW_PAGE, page)))
            staged.clock.at += 61 * MINUTE
            await until(lambda: asked().count(FEED) == 2)
            await asyncio.sleep(0.2)
            assert asked().count(page) == 1
            come.set()
            await until(lambda: asked().count(page) == 2)
