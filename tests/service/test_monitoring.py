"""/metrics and /health say how the watch stands, and nothing of whom it watches."""

import asyncio
import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from scanner.errors import StopError
from scanner.model.ids import SourceId
from scanner.pipeline.house import House
from scanner.pipeline.run import scan
from scanner.places import watchlists
from scanner.places.watchlists import Watchlists
from scanner.service.metrics import exposition, trouble
from scanner.service.monitoring import make_app, monitored
from scanner.service.readings import VERSION, Readings, disk_free_percent, read
from scanner.store import findings
from scanner.store.schema import page
from tests.alert.sink import Sink
from tests.cli.world import SOURCE, THREAD, made, post, web
from tests.conftest import MORNING
from tests.enrol import cast
from tests.lab import Lab
from tests.service.conftest import Clock, Staged

Who = tuple[cast.Form, cast.Personal]

REPOSITORY = Path(__file__).parents[2]
HALF = 50
FAMILIES = {
    "varn_database_up",
    "varn_pages",
    "varn_pages_due",
    "varn_oldest_due_age_seconds",
    "varn_source_last_good_timestamp_seconds",
    "varn_source_late",
    "varn_source_blind",
    "varn_canary_last_found_timestamp_seconds",
    "varn_canary_asleep",
    "varn_breakers_open",
    "varn_last_scan_timestamp_seconds",
    "varn_last_report_timestamp_seconds",
    "varn_disk_free_ratio",
    "varn_build_info",
}


async def readings(house: House, since=MORNING, free: int = HALF) -> Readings:
    return await read(house, since, lambda folder: free)


async def after_a_scan(
    folder: Path, shipped: Watchlists, sites: Lab, sink: Sink, enrolled: tuple[Who, ...]
) -> tuple[bytes, int]:
    """What monitoring is told where these are enrolled, and how many findings there are."""
    world = made(folder, sites, sink)
    world.source("forum", SOURCE.replace(f'["{THREAD}"]', f'["{THREAD}", "{THREAD}/borta"]'))
    store, clock = world.opened(), Clock()
    try:
        for form, mail in enrolled:
            await cast.opt_in(store, world.config, form, mail)
        lists = replace(shipped, sources=watchlists.read_sources(world.config))
        house = House(config=world.config, store=store, clock=clock, watchlists=lists)
        for _ in range(2):
            await scan(house, frozenset({SourceId("forum")}), stop=asyncio.Event())
            clock.at += timedelta(hours=2)
        told = exposition(await readings(house))
        return told, store.read(lambda tx: len(list(findings.every(tx))))
    finally:
        store.close()


async def test_it_says_the_same_whoever_is_enrolled(tmp_path: Path, shipped: Watchlists) -> None:
    """Over the whole exposition: names, labels, values."""
    amina, anna = (cast.FORM, cast.MAIL), (cast.ANNAS_FORM, cast.ANNAS_MAIL)
    lists = {"a": (amina,), "b": (anna,), "both": (amina, anna), "none": ()}
    with web() as sites, post() as sink:
        told = {
            name: await after_a_scan(tmp_path / name, shipped, sites, sink, enrolled)
            for name, enrolled in lists.items()
        }
    assert told["a"][1] > 0 == told["none"][1], "the page names one of them"
    assert b'outcome="gone"' in told["a"][0]
    assert len({text for text, _ in told.values()}) == 1


async def test_what_is_told_is_of_sources_and_the_machine_alone(staged: Staged) -> None:
    """A family or a label that is new here needs the test above and a thought."""
    await scan(staged.house, frozenset({SourceId("forum")}), stop=asyncio.Event())
    told = exposition(await readings(staged.house)).decode()
    families = {one.name: one for one in text_string_to_metric_families(told)}
    assert set(families) <= FAMILIES
    labels = {
        label for one in families.values() for sample in one.samples for label in sample.labels
    }
    assert labels == {"source", "outcome", "version"}
    (pages,) = families["varn_pages"].samples
    assert (pages.labels, pages.value) == ({"source": "forum", "outcome": "came"}, 1)
    (good,) = families["varn_source_last_good_timestamp_seconds"].samples
    assert good.value == MORNING.timestamp()


@pytest.mark.parametrize("outcome", ["page", "came", "not_modified", "unreadable", "partly"])
async def test_how_far_a_page_was_looked_at_is_not_told(staged: Staged, outcome: str) -> None:
    await scan(staged.house, frozenset({SourceId("forum")}), stop=asyncio.Event())
    before = exposition(await readings(staged.house))
    staged.house.store.write(
        lambda tx: tx.connection.execute(page.update().values(outcome=outcome))
    )
    assert exposition(await readings(staged.house)) == before


async def test_pages_that_are_read_once_are_not_counted(staged: Staged) -> None:
    await scan(staged.house, frozenset({SourceId("forum")}), stop=asyncio.Event())
    staged.house.store.write(lambda tx: tx.connection.execute(page.update().values(kind="once")))
    assert (await readings(staged.house)).sources[0].counts.outcomes == ()


async def test_health_names_the_sources_that_are_late(staged: Staged) -> None:
    assert trouble(await readings(staged.house)) == ""
    staged.clock.at += timedelta(hours=9)
    assert trouble(await readings(staged.house)) == "Not read when they should be: forum."


async def test_health_tells_of_a_full_disk(staged: Staged) -> None:
    assert "disk is free" in trouble(await readings(staged.house, free=0))
    assert trouble(await readings(staged.house, free=5)) == ""


def test_the_disk_is_told_in_coarse_steps(tmp_path: Path) -> None:
    assert disk_free_percent(tmp_path) % 5 == 0


async def test_who_cannot_reach_the_database_says_so() -> None:
    async def broken() -> Readings:
        raise StopError("The database server cannot be reached.")

    async with TestClient(TestServer(make_app(broken, 0))) as client:
        health = await client.get("/health")
        assert (health.status, await health.text()) == (
            503,
            "The database server cannot be reached.\n",
        )
        assert "varn_database_up 0.0" in await (await client.get("/metrics")).text()


async def test_a_bug_is_no_health() -> None:
    async def broken() -> Readings:
        raise KeyError("a value of a row")

    async with TestClient(TestServer(make_app(broken, 0))) as client:
        health = await client.get("/health")
        told = await health.text()
        assert (health.status, "KeyError" in told, "a row" in told) == (503, True, False)


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


async def test_one_reading_serves_all_who_ask(staged: Staged) -> None:
    asked = 0

    async def counted() -> Readings:
        nonlocal asked
        asked += 1
        return await readings(staged.house)

    async with TestClient(TestServer(make_app(counted, 60))) as client:
        answers = [await client.get(path) for path in ("/metrics", "/health", "/metrics")]
        assert [one.status for one in answers] == [200, 200, 200]
        assert await answers[1].text() == "ok\n"
        assert answers[0].headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert asked == 1


async def test_whoever_comes_by_another_name_is_refused(staged: Staged) -> None:
    async with TestClient(TestServer(make_app(lambda: readings(staged.house), 60))) as client:
        there = await client.get("/metrics", headers={"Host": "varn.provstad.example"})
        assert (there.status, await there.text()) == (403, "")


async def test_a_port_that_is_taken_is_said(staged: Staged) -> None:
    async with monitored(lambda: readings(staged.house), "127.0.0.1", 0) as port:
        with pytest.raises(StopError, match=r"service\.metrics_port"):
            async with monitored(lambda: readings(staged.house), "127.0.0.1", port):
                pass
