"""What is due is read once, within bounds, the same after a restart."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from scanner.crawl.crawler import ASKING, Crawler, Scan
from scanner.crawl.lanes import Lanes, Rhythm
from scanner.model.frontier import Coverage, DuePage
from scanner.model.ids import Address
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import Door
from scanner.places.sources import SourceKind
from scanner.store import frontier
from scanner.store.database import Store
from scanner.store.frontier import LeaseLostError
from tests.conftest import MORNING
from tests.crawl.desk import FORUM, HOUR, Desk, links, source
from tests.lab import lab


async def test_either_database_will_do(any_store: Store) -> None:
    async with lab() as sites:
        desk = Desk(sites, any_store)
        sites.page("forum.example/", links("/1", "/2"))
        sites.page("forum.example/1", links("/2"))
        for _ in range(2):
            (coverage,) = await desk.scan(source("http://forum.example/"))
            assert coverage == Coverage(source_id=FORUM, checked=3, missed=())
            desk.now += HOUR


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


async def test_what_takes_long_to_ask_the_store_is_asked_seldom(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among a million due pages it takes seconds which hosts they are on; each host that came to
    its end must not cost that."""
    hosts = [f"sida-{number}.example" for number in range(30)]
    for host in hosts:
        desk.sites.page(f"{host}/", links())
    asked: list[float] = []
    groups_due = frontier.groups_due

    def slow(*given: Any) -> tuple[str, ...]:
        asked.append(time.monotonic())
        time.sleep(0.02)
        return groups_due(*given)

    monkeypatch.setattr(frontier, "groups_due", slow)
    await desk.scan(source(*(f"http://{host}/" for host in hosts)))
    assert len(desk.outcomes) == len(hosts)
    rests = [after - before for before, after in pairwise(asked)]
    assert min(rests[:-1], default=1.0) >= 0.02 / ASKING


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


async def test_the_listed_page_of_a_hot_source_is_read_beyond_the_budget(desk: Desk) -> None:
    desk.crawl = replace(desk.crawl, pages_per_host_and_day=2)
    desk.sites.page("forum.example/robots.txt", "")
    desk.sites.page("forum.example/feed", links("/1", "/2", "/3"))
    for n in (1, 2, 3):
        desk.sites.page(f"forum.example/{n}", links())
    hot = source("http://forum.example/feed", kind=SourceKind.FEED, cadence_minutes=5)
    for _ in range(4):
        (coverage,) = await desk.scan(hot)
        desk.now += timedelta(minutes=5)
    assert desk.sites.paths().count("forum.example/feed") == 4
    # What it leads to is bound by it.
    assert sum(path[-1].isdigit() for path in desk.sites.paths()) == 2
    assert coverage.missed == ((MissReason.BUDGET, 1),)


async def test_what_a_hot_feed_leads_to_is_read_when_new_and_then_each_hour(desk: Desk) -> None:
    desk.sites.page("forum.example/feed", links("/1"))
    desk.sites.page("forum.example/1", links())
    hot = source("http://forum.example/feed", kind=SourceKind.FEED, cadence_minutes=5)
    for _ in range(13):
        await desk.scan(hot)
        desk.now += timedelta(minutes=5)
    counts = Counter(desk.sites.paths())
    assert (counts["forum.example/feed"], counts["forum.example/1"]) == (13, 2)


async def test_crawlers_side_by_side_keep_one_pace_and_take_turns(desk: Desk) -> None:
    """A long site and a hot page on the same host, each read by a crawler of its own."""
    desk.sites.page("forum.example/robots.txt", "")
    for n in range(6):
        desk.sites.page(f"forum.example/{n}", links(f"/{n + 1}"))
    desk.sites.page("forum.example/hot", links())
    long = source("http://forum.example/0", delay_seconds=5.0, max_pages=5)
    hot = source(
        "http://forum.example/hot", source_id="hot", delay_seconds=5.0, kind=SourceKind.PAGES
    )
    clock: Callable[[], datetime] = lambda: desk.now  # noqa: E731
    rhythm = Rhythm(
        clock=clock, stop=desk.stop, sleep=desk.sleep, chance=lambda: 0.0,
        stopwatch=lambda: (desk.now - MORNING).total_seconds(),
    )  # fmt: skip
    async with Door(desk.crawl, desk.sites.settings(), now=clock) as door:
        lanes = Lanes(desk.store, door, rhythm, budget=200)
        crawlers = (
            Crawler(desk.store, door, desk.crawl, scan, desk.handle, rhythm, lanes)
            for scan in (
                Scan(horizon=desk.now, sources={one.source_id: one}, generation=lambda _: "1")
                for one in (long, hot)
            )
        )
        async with asyncio.timeout(20):
            await asyncio.gather(*(crawler.run() for crawler in crawlers))
    paths = [path for path in desk.sites.paths() if not path.endswith("robots.txt")]
    assert sorted(paths) == sorted(["forum.example/hot", *(f"forum.example/{n}" for n in range(5))])
    assert paths.index("forum.example/hot") <= 2
    # One request in five seconds, whoever makes it.
    assert (desk.now - MORNING).total_seconds() >= 5 * (len(desk.sites.paths()) - 1)


@pytest.mark.parametrize(("pages", "is_crowded"), [(2, False), (50, True)])
async def test_sources_that_are_read_at_other_times_share_the_budget_of_a_host(
    desk: Desk, pages: int, *, is_crowded: bool
) -> None:
    other = source("http://forum.example/annat/", source_id="annat", cadence_minutes=60)
    desk.others = {other.source_id: other}
    desk.sites.page("forum.example/annat/", links(*(f"/annat/{n}" for n in range(pages))))
    for n in range(pages):
        desk.sites.page(f"forum.example/annat/{n}", links())
    await desk.scan(other)
    desk.sites.page("forum.example/0", links("/1"))
    desk.sites.page("forum.example/1", links())
    waits: dict[str, timedelta] = {}

    async def noted(due: DuePage, outcome: Page | Missed) -> None:
        assert due.if_same is not None
        waits[due.address[-1]] = due.if_same.due_at - due.horizon
        await desk.handle(due, outcome)

    for _ in range(2):
        desk.now += timedelta(hours=1)
        await desk.scan(source("http://forum.example/0", cadence_minutes=60), handle=noted)
    # Listed pages come by their cadence; what was found makes room.
    assert waits["0"] == HOUR
    assert (waits["1"] > HOUR) is is_crowded


async def test_a_slow_host_does_not_hold_up_the_scan_and_goes_on_in_the_next(desk: Desk) -> None:
    desk.crawl = replace(desk.crawl, scan_minutes=20)
    desk.sites.page("seg.example/robots.txt", "User-agent: *\nCrawl-delay: 300")
    slow = source(*(f"http://seg.example/{n}" for n in range(9)), source_id="seg")
    quick = source(*(f"http://forum.example/{n}" for n in range(9)))
    for n in range(9):
        desk.sites.page(f"seg.example/{n}", links())
        desk.sites.page(f"forum.example/{n}", links())
    began = desk.now
    first, other = await desk.scan(slow, quick)
    assert desk.now - began <= timedelta(minutes=20)
    assert (first.checked, first.missed) == (5, ((MissReason.NOT_REACHED, 4),))
    assert (other.checked, other.missed) == (9, ())
    seen = set(desk.outcomes)
    (second,) = await desk.scan(slow)
    assert (second.checked, second.missed) == (9, ())
    assert len(set(desk.outcomes) - seen) == 4


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


async def test_what_a_host_does_not_give_is_left_to_the_sources_other_hosts(desk: Desk) -> None:
    desk.sites.page("blogg.example/0", links(), status=429, headers={"Retry-After": "86400"})
    desk.sites.page("forum.example/0", links())
    hosts = ("blogg.example", "forum.example")
    addresses = (f"http://{host}/{n}" for n in range(12) for host in hosts)
    (coverage,) = await desk.scan(source(*addresses, max_pages=12))
    assert sum(path.startswith("blogg") for path, _ in desk.outcomes) < 8
    assert len(desk.outcomes) == 12
    assert sum(count for _, count in coverage.missed) + coverage.checked == 24


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
    assert (coverage.checked, coverage.missed) == (3, ((MissReason.NOT_REACHED, 3),))
    desk.stop.clear()
    (coverage,) = await desk.scan(forum)
    assert coverage.checked == 6
    assert len(desk.outcomes) == len(set(desk.outcomes)) == 6


async def test_a_stop_is_not_a_limit_that_was_reached(desk: Desk) -> None:
    for n in range(6):
        desk.sites.page(f"forum.example/{n}", links())

    async def stop_at_once(due: DuePage, outcome: Page | Missed) -> None:
        await desk.handle(due, outcome)
        desk.stop.set()

    forum = source(*(f"http://forum.example/{n}" for n in range(6)), max_pages=5)
    (coverage,) = await desk.scan(forum, handle=stop_at_once)
    assert (coverage.checked, coverage.missed) == (1, ((MissReason.NOT_REACHED, 5),))


async def test_stop_does_not_wait_for_a_resting_host(desk: Desk) -> None:
    desk.sites.page("forum.example/", links())

    async def sleep_for_real(seconds: float) -> None:
        desk.stop.set()
        await asyncio.sleep(60)

    desk.sleep = sleep_for_real  # type: ignore[method-assign]
    (coverage,) = await desk.scan(source("http://forum.example/", delay_seconds=5.0))
    assert coverage.missed == ((MissReason.NOT_REACHED, 1),)


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
    assert (coverage.checked, coverage.missed) == (1, ((MissReason.NOT_REACHED, 1),))


async def test_a_bug_in_the_handler_ends_the_crawl_and_is_heard(desk: Desk) -> None:
    desk.sites.page("forum.example/", links())

    async def broken(due: DuePage, outcome: Page | Missed) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await desk.scan(source("http://forum.example/"), handle=broken)
