"""A clock that was wrong for a scan, or leapt: nothing stays unread, unsent or erased for it."""

from datetime import timedelta

import pytest
from aiohttp import web
from sqlalchemy import select

from scanner.model.finding import Change
from scanner.model.page import MissReason
from scanner.pipeline.clock import doubt
from scanner.pipeline.run import tidy_up
from scanner.store.schema import host, outbox
from tests.conftest import MORNING
from tests.pipeline.stage import AMINA, DAY, Stage, page, post, source
from tests.pipeline.test_visits import AMINAS, CALM, SECURITY

FORUM = source("http://forum.example/t", cadence_minutes=60)
HOUR = timedelta(hours=1)


@pytest.fixture
async def forum(stage: Stage) -> Stage:
    stage.sources = (FORUM,)
    stage.sites.page("forum.example/t", page(post("p1", CALM)))
    await stage.opt_in(AMINA)
    stage.waiting()
    return stage


@pytest.mark.parametrize("days", [2, 40, 400])
async def test_after_a_scan_by_a_clock_that_ran_ahead_all_is_read_as_before(
    forum: Stage, days: int
) -> None:
    await forum.scan()
    right = forum.now
    await forum.scan(days * DAY)
    forum.now = right
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    result = await forum.scan(2 * HOUR)
    assert result.report.data.gaps == ()
    # New in this report, and not only in one of the day that the clock had shown.
    assert [case.change for case in result.report.data.cases] == [Change.NEW]
    assert forum.waiting() == [SECURITY]


async def test_a_host_that_failed_meanwhile_is_asked_again_soon(forum: Stage) -> None:
    async def busy(_: web.Request) -> web.Response:
        return web.Response(status=503)

    forum.sites.routes["forum.example/t"] = busy
    right = forum.now
    await forum.scan(40 * DAY)
    forum.now = right
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    result = await forum.scan(2 * HOUR)
    assert result.report.data.gaps == ()
    assert forum.the(AMINA).change is Change.NEW


async def test_a_clock_that_leaps_and_is_set_right_during_a_scan_puts_nothing_off(
    forum: Stage,
) -> None:
    await forum.scan()
    ahead = forum.now + 40 * DAY
    forum.store.write(lambda tx: tx.connection.execute(host.update().values(next_at=ahead)))
    result = await forum.scan(2 * HOUR)
    assert result.report.data.gaps == ()


async def test_the_rest_that_a_site_asked_for_is_kept(forum: Stage) -> None:
    async def busy(_: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "864000"})

    forum.sites.routes["forum.example/t"] = busy
    await forum.scan()
    asked = len(forum.sites.asked)
    result = await forum.scan(5 * DAY)
    assert len(forum.sites.asked) == asked
    assert [one.missed for one in result.report.data.gaps] == [((MissReason.BLOCKED, 1),)]


async def test_a_mail_that_was_put_off_by_it_leaves(forum: Stage) -> None:
    forum.gone_through()
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    right = forum.now
    await forum.scan(40 * DAY)
    forum.now = right + HOUR
    tidy_up(forum.house)
    due = forum.store.read(lambda tx: tx.connection.scalars(select(outbox.c.due_at)).all())
    assert [at for at in due if at > forum.now] == []
    assert forum.waiting() == [SECURITY]


async def test_the_operator_is_told_why_a_clock_may_be_wrong(forum: Stage) -> None:
    def said(later: timedelta) -> str:
        return forum.store.read(lambda tx: doubt(tx, forum.now + later))

    await forum.scan()
    assert (said(HOUR), said(20 * DAY)) == ("", "")
    assert "which is still to come" in said(-DAY)
    assert f"{MORNING:%Y-%m-%d}, 400 days ago by the clock" in said(400 * DAY)
    # As long as it erases nobody: until a scan of the day before knows that time too.
    await forum.scan(400 * DAY)
    assert "400 days ago" in said(HOUR)
    assert said(DAY) == ""
