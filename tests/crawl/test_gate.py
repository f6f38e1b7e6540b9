"""robots.txt is asked first, kept for a day, and obeyed."""

from datetime import timedelta

from scanner.model.page import MissReason
from tests.conftest import MORNING
from tests.crawl.desk import Desk, links, source


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
