from aiohttp import ClientSession

from scanner.demo import sites
from scanner.demo.sites import edition
from scanner.demo.web import Web


def at(town_web: Web, path: str) -> str:
    return f"http://127.0.0.1:{town_web.port}{path}"


async def test_tells_its_sites_apart_by_host() -> None:
    async with Web() as town_web, ClientSession() as session:
        for leaf in sites.LEAVES:
            async with session.get(at(town_web, leaf.path), headers={"Host": leaf.host}) as answer:
                found = edition(leaf, 1)
                assert answer.status == (404 if found is None else 200)
                assert found is None or await answer.read() == found.body
                assert found is None or answer.content_type == leaf.content_type
        async with session.get(
            at(town_web, sites.POWER.path), headers={"Host": sites.FORUM}
        ) as answer:
            assert answer.status == 404


async def test_one_site_forbids_robots_and_the_others_do_not() -> None:
    async with Web() as town_web, ClientSession() as session:
        for host in sites.HOSTS:
            async with session.get(at(town_web, "/robots.txt"), headers={"Host": host}) as answer:
                lines = (await answer.text()).splitlines()
                assert ("Disallow: /" in lines) == (host == sites.FORBIDDEN)


async def test_says_not_modified_until_the_page_changes() -> None:
    async with Web() as town_web, ClientSession() as session:
        address, host = at(town_web, sites.FAMILIES.path), {"Host": sites.FAMILIES.host}
        async with session.get(address, headers=host) as first:
            known = {"If-None-Match": first.headers["ETag"]}
            dated = {"If-Modified-Since": first.headers["Last-Modified"]}
        for condition in (known, dated):
            async with session.get(address, headers=host | condition) as again:
                assert (again.status, await again.read()) == (304, b"")
        town_web.day = 2
        for condition in (known, dated):
            async with session.get(address, headers=host | condition) as changed:
                assert changed.status == 200
                assert "٠٧٠" in await changed.text()


def test_a_page_says_when_it_last_changed() -> None:
    days = {day: edition(sites.THREAD, day) for day in sites.DAYS}
    assert days[1] != days[2] == days[3]
    assert days[2] is not None
    assert days[2].modified < sites.MORNINGS[1]


async def test_hosts_name_the_one_server() -> None:
    async with Web() as town_web:
        assert set(town_web.hosts) == set(sites.HOSTS)
        assert set(town_web.hosts.values()) == {f"127.0.0.1:{town_web.port}"}
