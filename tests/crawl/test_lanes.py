"""Each host is asked at its own pace, and a restart keeps it."""

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from scanner.config.settings import LabSettings
from scanner.crawl import pace
from scanner.model.frontier import DuePage
from scanner.model.page import Missed, MissReason, Page
from tests.conftest import MORNING
from tests.crawl.desk import HOUR, Desk, links, source


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


async def test_retry_after_as_a_date_holds_over_a_restart(desk: Desk) -> None:
    until = MORNING + timedelta(hours=3)
    headers = {"Retry-After": format_datetime(until, usegmt=True)}
    desk.sites.page("forum.example/robots.txt", "")
    desk.sites.page("forum.example/", links(), status=503, headers=headers)
    forum = source("http://forum.example/")
    await desk.scan(forum)
    assert len(desk.sites.paths()) == 2
    # Each scan has new lanes: what was promised is in the store.
    desk.now = until - timedelta(minutes=11)
    await desk.scan(forum)
    assert len(desk.sites.paths()) == 2
    desk.now = until
    await desk.scan(forum)
    assert len(desk.sites.paths()) == 3


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_holds_over_a_kill_as_soon_as_it_has_come(
    desk: Desk, status: int
) -> None:
    desk.sites.page("forum.example/robots.txt", "")
    desk.sites.page("forum.example/", links(), status=status, headers={"Retry-After": "7200"})
    forum = source("http://forum.example/", delay_seconds=5.0)

    class KilledError(Exception):
        pass

    async def killed(due: DuePage, outcome: Page | Missed) -> None:
        raise KilledError

    with pytest.raises(KilledError):
        await desk.scan(forum, handle=killed)
    assert len(desk.sites.paths()) == 2
    desk.now = MORNING + HOUR
    await desk.scan(forum)
    assert len(desk.sites.paths()) == 2
    desk.now = MORNING + 2 * HOUR + timedelta(minutes=1)
    await desk.scan(forum)
    assert len(desk.sites.paths()) == 3


async def test_an_open_breaker_stays_open_over_a_restart(desk: Desk) -> None:
    desk.sites.page("forum.example/robots.txt", "")
    for n in range(9):
        desk.sites.page(f"forum.example/{n}", links(), status=500)
    forum = source(*(f"http://forum.example/{n}" for n in range(9)), delay_seconds=1.0)
    await desk.scan(forum)
    asked = len(desk.sites.paths())
    assert asked == 1 + pace.BREAKER_FAILS
    opened = desk.now
    desk.now = opened + pace.BREAKER_REST - pace.PATIENCE - timedelta(seconds=1)
    await desk.scan(forum)
    assert len(desk.sites.paths()) == asked
    desk.now = opened + pace.BREAKER_REST
    await desk.scan(forum)
    assert len(desk.sites.paths()) == asked + 1
