"""What posts on a hot source link to is read once, whether or not anybody is found."""

import pytest

from tests.pipeline.stage import AMINA, DAY, Stage, page, post, source
from tests.pipeline.test_search import hosts, pages
from tests.pipeline.test_visits import AMINAS, CALM

FORUM = "http://forum.example/t"


@pytest.fixture
async def hot(stage: Stage) -> Stage:
    """Amina has opted in; a hot forum links to a paste about her."""
    stage.sources = (source(FORUM, cadence_minutes=4),)
    stage.sites.page("forum.example/t", page(post("p1", CALM), links=("http://paste.example/1",)))
    stage.sites.page("paste.example/1", page(post("p1", AMINAS), links=("/2", "/3")))
    await stage.opt_in(AMINA)
    return stage


async def test_a_page_that_a_post_links_to_is_read_once(hot: Stage) -> None:
    await hot.scan()
    assert [place.address for place in hot.the(AMINA).places] == ["http://paste.example/1"]
    assert hosts(hot) == ["paste.example"]
    await hot.scan(DAY)
    assert pages(hot.sites.paths()) == ["forum.example/t", "paste.example/1", "forum.example/t"]


async def test_a_source_that_is_not_hot_leads_nowhere(hot: Stage) -> None:
    hot.sources = (source(FORUM, cadence_minutes=60),)
    await hot.scan()
    assert pages(hot.sites.paths()) == ["forum.example/t"]
    assert hosts(hot) == []


async def test_robots_txt_is_obeyed_there_whatever_was_decided_of_the_source(hot: Stage) -> None:
    hot.sources = (source(FORUM, cadence_minutes=4, robots_override_reason="Beslut 1"),)
    hot.sites.page("paste.example/robots.txt", "User-agent: *\nDisallow: /")
    await hot.scan()
    assert "paste.example/1" not in hot.sites.paths()


async def test_whoever_posts_links_without_end_makes_us_ask_twenty(hot: Stage) -> None:
    links = tuple(f"http://offer{n}.example/" for n in range(500))
    hot.sites.page("forum.example/t", page(post("p1", CALM), links=links))
    for link in links:
        hot.sites.page(link.removeprefix("http://"), page(post("p1", CALM)))
    await hot.scan()
    assert len(pages(hot.sites.paths())) == 21


async def test_the_same_is_asked_where_nobody_is_enrolled(stage: Stage) -> None:
    stage.sources = (source(FORUM, cadence_minutes=4),)
    stage.sites.page("forum.example/t", page(post("p1", CALM), links=("http://paste.example/1",)))
    stage.sites.page("paste.example/1", page(post("p1", AMINAS)))
    await stage.scan()
    assert pages(stage.sites.paths()) == ["forum.example/t", "paste.example/1"]
    assert hosts(stage) == ["paste.example"]
