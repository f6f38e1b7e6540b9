"""Real pages of the public web, with a few sentences planted: those are found, and nothing else."""

import random
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from scanner.config.settings import Config
from scanner.places.sources import SourceKind
from scanner.store.database import Store
from tests.journeys import plants, real_pages
from tests.journeys.plants import Plant
from tests.journeys.real_pages import RealPage
from tests.lab import lab
from tests.pipeline.stage import Stage, source

pytestmark = pytest.mark.skipif(
    not real_pages.FILE.exists(), reason="needs ../shared/data/pages, the shared real pages"
)

SEED = 20261121
OF_EACH = 4
HOSTS = 8


def where(page: RealPage) -> str:
    return f"real-{int(page.page_id, 16) % HOSTS}.example/{page.page_id}"


@pytest.fixture
async def stage(config: Config, store: Store) -> AsyncIterator[Stage]:
    async with lab() as sites:
        # This is about what is found; how long reading may take is tested elsewhere.
        crawl = replace(config.crawl, parse_workers=2, parse_seconds=60.0)
        stage = Stage(sites, replace(config, crawl=crawl), store)
        await stage.opt_in(*plants.PLANTED, *plants.ORDINARY)
        yield stage


def put_online(stage: Stage, pages: tuple[RealPage, ...], planted: list[Plant]) -> None:
    for page in pages:
        # Without a charset in the header: what the page says of itself counts.
        stage.sites.page(where(page), page.body)
    for one in planted:
        stage.sites.page(where(one.page), one.body)
    addresses = [f"http://{where(page)}" for page in pages]
    stage.sources = (
        source(*addresses, source_id="real", kind=SourceKind.PAGES, max_pages=len(pages)),
    )


async def test_every_plant_is_found_and_nothing_else(stage: Stage) -> None:
    pages = real_pages.read()
    planted = plants.plant(pages, random.Random(SEED), OF_EACH)
    put_online(stage, pages, planted)
    result = await stage.scan()
    found = {
        (who.name, place.address)
        for who in (*plants.PLANTED, *plants.ORDINARY)
        for finding in stage.of(who)
        for place in finding.places
    }
    wanted = {(one.who.name, f"http://{where(one.page)}"): one.manner for one in planted}
    missed = {where: manner for where, manner in wanted.items() if where not in found}
    assert (missed, found - set(wanted)) == ({}, set())
    assert [(one.checked, one.missed) for one in result.report.data.coverage] == [(len(pages), ())]
