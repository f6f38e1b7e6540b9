"""A source that is read through a proxy: all of it, and nobody is blamed for the proxy."""

from dataclasses import replace
from datetime import timedelta

from scanner.model.page import MissReason
from scanner.places.sources import SourceKind
from scanner.store import hosts
from tests.pipeline.stage import AMINA, Stage, page, post, source
from tests.pipeline.test_search import pages
from tests.pipeline.test_visits import AMINAS
from tests.pipeline.test_wordpress import coverage
from tests.proxies import Proxy, socks_proxy

FORUM = "http://forum.example/t"


async def test_robots_txt_and_pages_of_a_source_go_through_its_proxy(stage: Stage) -> None:
    stage.sites.page("forum.example/t", page(post("p1", AMINAS)))
    stage.sites.page("blogg.example/1", page(post("p1", AMINAS)))
    async with socks_proxy(Proxy({"forum.example:80": stage.sites.port})) as proxy:
        stage.sources = (
            source(FORUM, kind=SourceKind.PAGES, proxy=f"socks5://127.0.0.1:{proxy.port}"),
            source("http://blogg.example/1", source_id="blogg", kind=SourceKind.PAGES),
        )
        await stage.opt_in(AMINA)
        await stage.scan()
    assert set(proxy.asked) == {"forum.example:80"}
    assert sorted(pages(stage.sites.paths())) == ["blogg.example/1", "forum.example/t"]


async def test_a_proxy_that_is_gone_is_a_gap_and_the_host_keeps_its_pace(stage: Stage) -> None:
    at = tuple(f"{FORUM}/{n}" for n in range(8))
    for address in at:
        stage.sites.page(address.removeprefix("http://"), page(post("p1", AMINAS)))
    direct = source(*at, kind=SourceKind.PAGES)
    stage.sources = (replace(direct, proxy="http://127.0.0.1:1"),)
    await stage.scan()
    assert coverage(stage).missed == ((MissReason.PROXY, 8),)
    state = stage.store.read(lambda tx: hosts.find(tx, "forum.example"))
    assert state is not None
    assert state.fails == 0
    stage.sources = (direct,)
    await stage.scan(timedelta(hours=2))
    assert coverage(stage).checked == 8
