"""What is due is read once: politely, within bounds, the same after a restart."""

import asyncio
import itertools
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from scanner import urls
from scanner.config.settings import CrawlSettings, LabSettings
from scanner.crawl.crawler import Crawler, Scan
from scanner.model.frontier import Coverage, DuePage
from scanner.model.ids import Address, ScanId, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import Door
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.store import frontier
from scanner.store.database import Store
from scanner.store.frontier import LeaseLostError
from tests.conftest import MORNING
from tests.lab import Lab, lab

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
    numbers: Any = field(default_factory=itertools.count)

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
            scan_id=ScanId(f"{next(self.numbers):032x}"),
            horizon=self.now,
            sources={each.source_id: each for each in sources},
            seeds=lambda each: each.addresses,
            generation=lambda tx: self.generation,
        )
        await self.store.awrite(lambda tx: frontier.begin_scan(tx, scan.scan_id, self.now))
        clock: Callable[[], datetime] = lambda: self.now  # noqa: E731
        async with Door(self.crawl, lab_settings or self.sites.settings(), now=clock) as door:
            crawler = Crawler(
                self.store, door, self.crawl, scan, handle or self.handle,
                clock=clock, stop=self.stop, sleep=self.sleep, chance=lambda: 0.0,
                stopwatch=lambda: 0.0,
            )  # fmt: skip
            async with asyncio.timeout(20):
                await crawler.run()
        ids = tuple(scan.sources)
        return await self.store.aread(lambda tx: frontier.coverage(tx, ids, scan.horizon))


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    async with lab() as sites:
        yield Desk(sites, store)


def links(*paths: str) -> str:
    return "<p>hej" + "".join(f'<a href="{path}">' for path in paths)


async def test_every_page_that_is_linked_is_read_once(desk: Desk) -> None:
    for page in range(1, 6):
        desk.sites.page(f"forum.example/t/{page}", links("/t/1", f"/t/{page + 1}", "/t/3#svar"))
    (coverage,) = await desk.scan(source("http://forum.example/t/1"))
    asked = [f"forum.example/t/{n}" for n in (1, 2, 3, 4, 5, 6)]
    assert sorted(desk.sites.paths()) == ["forum.example/robots.txt", *asked]
    assert coverage == Coverage(source_id=FORUM, checked=6, missed=())
    assert desk.outcomes[0] == ("forum.example/t/1", "page")
    assert ("forum.example/t/6", "gone") in desk.outcomes


async def test_a_second_scan_within_the_cadence_asks_for_nothing(desk: Desk) -> None:
    desk.sites.page("forum.example/", links())
    forum = source("http://forum.example/")
    await desk.scan(forum)
    asked = len(desk.sites.asked)
    desk.now += timedelta(minutes=59)
    (coverage,) = await desk.scan(forum)
    assert len(desk.sites.asked) == asked
    assert coverage.checked == 1


async def test_the_next_scan_asks_whether_anything_changed(desk: Desk) -> None:
    async def page(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        return web.Response(text="<p>hej", content_type="text/html", headers={"ETag": '"1"'})

    desk.sites.routes["forum.example/"] = page
    forum = source("http://forum.example/")
    for _ in range(2):
        await desk.scan(forum)
        desk.now += HOUR
    desk.generation = "2"
    (coverage,) = await desk.scan(forum)
    assert [outcome for _, outcome in desk.outcomes] == ["page", "not_modified", "page"]
    assert coverage.checked == 1


# ---- robots.txt


async def test_robots_txt_is_asked_first_once_a_day_and_obeyed(desk: Desk) -> None:
    desk.sites.page("forum.example/robots.txt", "User-agent: Varn\nDisallow: /hemligt")
    desk.sites.page("forum.example/", links("/hemligt/1", "/t/1"))
    desk.sites.page("forum.example/t/1", links())
    forum = source("http://forum.example/")
    (coverage,) = await desk.scan(forum)
    assert desk.sites.paths() == ["forum.example/robots.txt", "forum.example/", "forum.example/t/1"]
    assert coverage.missed == ((MissReason.ROBOTS, 1),)
    for hours in (12, 24):
        desk.now = MORNING + timedelta(hours=hours)
        await desk.scan(forum)
    assert desk.sites.paths().count("forum.example/robots.txt") == 2


async def test_a_site_whose_robots_txt_fails_is_not_read(desk: Desk) -> None:
    desk.sites.page("forum.example/robots.txt", "", status=503)
    desk.sites.page("forum.example/", links())
    (coverage,) = await desk.scan(source("http://forum.example/"))
    assert desk.sites.paths() == ["forum.example/robots.txt"]
    assert coverage.missed == ((MissReason.HTTP_ERROR, 1),)


async def test_robots_txt_may_stand_behind_redirects(desk: Desk) -> None:
    desk.sites.redirect("forum.example/robots.txt", "http://www.forum.example/robots.txt")
    desk.sites.page("www.forum.example/robots.txt", "User-agent: *\nDisallow: /")
    desk.sites.page("forum.example/", links())
    (coverage,) = await desk.scan(source("http://forum.example/"))
    assert coverage.missed == ((MissReason.ROBOTS, 1),)
    assert "forum.example/" not in desk.sites.paths()


async def test_a_recorded_override_reads_all_the_same(desk: Desk) -> None:
    desk.sites.page("forum.example/robots.txt", "User-agent: *\nDisallow: /")
    desk.sites.page("forum.example/", links())
    reason = "Beslut 2026-114"
    (coverage,) = await desk.scan(source("http://forum.example/", robots_override_reason=reason))
    assert coverage.checked == 1


# ---- redirects


async def test_a_redirect_is_followed_and_each_hop_asks_robots(desk: Desk) -> None:
    desk.sites.redirect("forum.example/a", "http://blogg.example/b")
    desk.sites.redirect("blogg.example/b", "http://spegel.example/c")
    desk.sites.page("spegel.example/c", "<p>hej")
    desk.sites.page("spegel.example/robots.txt", "User-agent: *\nDisallow: /c")
    (coverage,) = await desk.scan(source("http://forum.example/a"))
    assert coverage.missed == ((MissReason.ROBOTS, 1),)
    assert "spegel.example/c" not in desk.sites.paths()
    desk.sites.page("spegel.example/robots.txt", "")
    desk.now += timedelta(days=1)
    came: list[Page | Missed] = []

    async def keep(due: DuePage, outcome: Page | Missed) -> None:
        came.append(outcome)
        await desk.handle(due, outcome)

    await desk.scan(source("http://forum.example/a"), handle=keep)
    (page,) = came
    assert isinstance(page, Page)
    assert (page.asked, page.final) == ("http://forum.example/a", "http://spegel.example/c")


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/", "http://127.1/", "http://[::1]/",
        "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://intranet/",
        "http://db.internal/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/",
    ],
)  # fmt: skip
async def test_no_redirect_leads_inside(desk: Desk, target: str) -> None:
    desk.sites.redirect("forum.example/a", target.format(port=desk.sites.port))
    (coverage,) = await desk.scan(source("http://forum.example/a"))
    assert coverage.missed == ((MissReason.ADDRESS, 1),)
    assert desk.sites.paths() == ["forum.example/robots.txt", "forum.example/a"]


async def test_redirects_without_end_end(desk: Desk) -> None:
    desk.sites.redirect("forum.example/loop", "/loop2")
    desk.sites.redirect("forum.example/loop2", "/loop")
    for n in range(10):
        desk.sites.redirect(f"forum.example/long{n}", f"/long{n + 1}")
    (coverage,) = await desk.scan(source("http://forum.example/loop", "http://forum.example/long0"))
    assert coverage.missed == ((MissReason.REDIRECTS, 2),)
    assert len(desk.sites.paths()) == 1 + 2 + 6


# ---- pace


@dataclass
class PacedLab:
    """Sites that note when they were asked."""

    desk: Desk
    times: dict[str, list[datetime]] = field(default_factory=dict)

    def page(self, where: str, body: str, **options: Any) -> None:
        self.desk.sites.page(where, body, **options)
        answer = self.desk.sites.routes[where]

        async def noting(request: web.Request) -> web.StreamResponse:
            self.times.setdefault(request.host, []).append(self.desk.now)
            return await answer(request)

        self.desk.sites.routes[where] = noting

    def gaps(self, host: str) -> list[float]:
        return [(b - a).total_seconds() for a, b in itertools.pairwise(self.times[host])]


async def test_each_host_is_asked_at_its_pace_whoever_else_waits(desk: Desk) -> None:
    paced = PacedLab(desk)
    paced.page("forum.example/robots.txt", "User-agent: *\nCrawl-delay: 12")
    paced.page("blogg.example/robots.txt", "")
    for host in ("forum.example", "blogg.example"):
        for n in range(5):
            paced.page(f"{host}/{n}", links(f"/{n + 1}" if n < 4 else "/4"))
    await desk.scan(
        source("http://forum.example/0", delay_seconds=5.0),
        source("http://blogg.example/0", source_id="blogg", delay_seconds=5.0),
    )
    assert len(paced.times["forum.example"]) == len(paced.times["blogg.example"]) == 6
    assert min(paced.gaps("blogg.example")) >= 5
    assert min(paced.gaps("forum.example")[1:]) >= 12
    assert paced.gaps("forum.example")[0] >= 5


async def test_hosts_of_one_domain_share_a_pace(desk: Desk) -> None:
    paced = PacedLab(desk)
    for name in ("www.forum.example", "arkiv.forum.example"):
        paced.page(f"{name}/robots.txt", "")
        paced.page(f"{name}/", links())
    await desk.scan(
        source("http://www.forum.example/", "http://arkiv.forum.example/", delay_seconds=5.0)
    )
    times = sorted(itertools.chain(*paced.times.values()))
    assert len(times) == 4
    assert all((b - a).total_seconds() >= 5 for a, b in itertools.pairwise(times))


async def test_retry_after_is_waited_for(desk: Desk) -> None:
    times: list[datetime] = []

    async def busy_at_first(request: web.Request) -> web.Response:
        times.append(desk.now)
        if len(times) == 1:
            return web.Response(status=429, headers={"Retry-After": "120"})
        return web.Response(text=links(), content_type="text/html")

    for n in range(3):
        desk.sites.routes[f"forum.example/{n}"] = busy_at_first
    forum = source(*(f"http://forum.example/{n}" for n in range(3)), delay_seconds=1.0)
    (coverage,) = await desk.scan(forum)
    assert [(b - a).total_seconds() for a, b in itertools.pairwise(times)] == [120, 1]
    assert (coverage.checked, coverage.missed) == (2, ((MissReason.BLOCKED, 1),))


async def test_a_host_that_asks_for_a_long_rest_is_left_and_its_pages_are_gaps(desk: Desk) -> None:
    desk.sites.page("forum.example/robots.txt", "")
    for n in range(5):
        desk.sites.page(f"forum.example/{n}", links(), status=503, headers={"Retry-After": "7200"})
    forum = source(*(f"http://forum.example/{n}" for n in range(5)))
    (coverage,) = await desk.scan(forum)
    assert len(desk.sites.paths()) == 2
    assert coverage.missed == ((MissReason.HTTP_ERROR, 5),)
    desk.now = MORNING + HOUR
    await desk.scan(forum)
    assert len(desk.sites.paths()) == 2
    desk.now = MORNING + 2 * HOUR
    await desk.scan(forum)
    assert len(desk.sites.paths()) == 3


async def test_a_dead_host_is_left_after_few_tries(desk: Desk) -> None:
    dead = LabSettings(hosts={"forum.example": "127.0.0.1:1"})
    forum = source(*(f"http://forum.example/{n}" for n in range(20)))
    (coverage,) = await desk.scan(forum, lab_settings=dead)
    assert coverage.checked == 0
    assert coverage.missed == ((MissReason.CONNECT, 20),)


async def test_a_restart_makes_no_burst(desk: Desk) -> None:
    paced = PacedLab(desk)
    paced.page("forum.example/robots.txt", "")
    for n in range(4):
        paced.page(f"forum.example/{n}", links())
    forum = source(*(f"http://forum.example/{n}" for n in range(4)), delay_seconds=5.0)

    class KilledError(Exception):
        pass

    async def killed(due: DuePage, outcome: Page | Missed) -> None:
        raise KilledError

    with pytest.raises(KilledError):
        await desk.scan(forum, handle=killed)
    await desk.scan(forum)
    assert min(paced.gaps("forum.example")) >= 5
    assert sorted(path for path, _ in desk.outcomes) == [f"forum.example/{n}" for n in range(4)]


# ---- bounds


async def test_a_hosts_day_has_a_budget(desk: Desk) -> None:
    desk.crawl = replace(desk.crawl, pages_per_host_and_day=4)
    desk.sites.page("forum.example/robots.txt", "")
    for n in range(10):
        desk.sites.page(f"forum.example/{n}", links())
    forum = source(*(f"http://forum.example/{n}" for n in range(10)))
    (coverage,) = await desk.scan(forum)
    assert len(desk.sites.paths()) == 4
    assert (coverage.checked, coverage.missed) == (3, ((MissReason.BUDGET, 7),))
    first_day = set(desk.sites.paths())
    desk.now += timedelta(days=1)
    (coverage,) = await desk.scan(forum)
    assert not first_day & set(desk.sites.paths()[4:]) - {"forum.example/robots.txt"}


async def test_a_source_has_a_most_of_pages_a_scan_and_takes_turns(desk: Desk) -> None:
    desk.sites.page("forum.example/", links(*(f"/{n}" for n in range(10))))
    for n in range(10):
        desk.sites.page(f"forum.example/{n}", links())
    forum = source("http://forum.example/", max_pages=4)
    seen: list[set[str]] = []
    for _ in range(4):
        before = len(desk.outcomes)
        (coverage,) = await desk.scan(forum)
        assert coverage.checked == 4
        assert coverage.missed == ((MissReason.BUDGET, 7),)
        seen.append({path for path, _ in desk.outcomes[before:]})
        desk.now += HOUR
    assert all("forum.example/" in paths for paths in seen)
    assert len(set.union(*seen)) == 11


async def test_a_trap_without_end_ends_with_the_budget(desk: Desk) -> None:
    async def trap(request: web.Request) -> web.Response:
        number = int(request.query.get("n", "0"))
        return web.Response(text=links(f"?n={2 * number + 1}", f"?n={2 * number + 2}"),
                            content_type="text/html")  # fmt: skip

    class Everywhere(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            return trap if "?" in key or key.endswith("example/") else default

    desk.sites.routes = Everywhere({"forum.example/": trap})
    await desk.scan(source("http://forum.example/", max_pages=30))
    assert len(desk.outcomes) == 30


async def test_only_the_chosen_sources_are_read(desk: Desk) -> None:
    desk.sites.page("forum.example/", links())
    desk.sites.page("blogg.example/", links())
    forum = source("http://forum.example/")
    await desk.scan(forum, source("http://blogg.example/", source_id="blogg"))
    desk.now += HOUR
    desk.sites.asked.clear()
    await desk.scan(forum)
    assert desk.sites.paths() == ["forum.example/"]


async def test_links_to_another_host_are_read_in_the_same_scan(desk: Desk) -> None:
    desk.sites.page("forum.example/", links("http://arkiv.example/1"))
    desk.sites.page("arkiv.example/1", links())
    (coverage,) = await desk.scan(source("http://forum.example/"))
    assert coverage.checked == 2


# ---- ends


async def test_stop_ends_soon_and_loses_nothing(desk: Desk) -> None:
    for n in range(6):
        desk.sites.page(f"forum.example/{n}", links())
    forum = source(*(f"http://forum.example/{n}" for n in range(6)))

    async def stop_after_three(due: DuePage, outcome: Page | Missed) -> None:
        await desk.handle(due, outcome)
        if len(desk.outcomes) == 3:
            desk.stop.set()

    (coverage,) = await desk.scan(forum, handle=stop_after_three)
    assert len(desk.outcomes) == 3
    assert (coverage.checked, coverage.missed) == (3, ((MissReason.BUDGET, 3),))
    desk.stop.clear()
    (coverage,) = await desk.scan(forum)
    assert coverage.checked == 6
    assert len(desk.outcomes) == len(set(desk.outcomes)) == 6


async def test_stop_does_not_wait_for_a_resting_host(desk: Desk) -> None:
    desk.sites.page("forum.example/", links())

    async def sleep_for_real(seconds: float) -> None:
        desk.stop.set()
        await asyncio.sleep(60)

    desk.sleep = sleep_for_real  # type: ignore[method-assign]
    (coverage,) = await desk.scan(source("http://forum.example/", delay_seconds=5.0))
    assert coverage.missed == ((MissReason.BUDGET, 1),)


async def test_a_lost_lease_stores_nothing_and_the_crawl_goes_on(desk: Desk) -> None:
    desk.sites.page("forum.example/", links("/1"))
    desk.sites.page("forum.example/1", links())
    lost: list[Address] = []

    async def lose_the_second(due: DuePage, outcome: Page | Missed) -> None:
        if due.depth == 1 and not lost:
            lost.append(due.address)
            raise LeaseLostError(due.page_id)
        await desk.handle(due, outcome)

    (coverage,) = await desk.scan(source("http://forum.example/"), handle=lose_the_second)
    assert lost == ["http://forum.example/1"]
    assert (coverage.checked, coverage.missed) == (1, ((MissReason.BUDGET, 1),))


async def test_a_bug_in_the_handler_ends_the_crawl_and_is_heard(desk: Desk) -> None:
    desk.sites.page("forum.example/", links())

    async def broken(due: DuePage, outcome: Page | Missed) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await desk.scan(source("http://forum.example/"), handle=broken)
