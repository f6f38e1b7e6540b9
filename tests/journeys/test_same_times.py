"""A site cannot tell by the time of our next request whether somebody on its page is watched."""

import asyncio
import itertools
import random
import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from scanner.pipeline.run import run
from scanner.store import installing
from scanner.vault import master
from tests.conftest import MORNING, make_config
from tests.lab import Lab, lab
from tests.pipeline.stage import AMINA, ANNA, Stage, page, post, source

PAGES = 30
HEAVY = range(2, PAGES, 3)
"""Pages with a post in every line that names both."""
POSTS = 10
PACE_SECONDS = 0.1
MOST_LATE = 3.0
"""A gap's share of the other's: what a busy machine makes of the pace, and no more. To look at a
heavy page takes ten times the pace: so much longer were the gaps while looking was in the lane."""

WORDS = "Amina Provhult och Anna Provdal i Provstad: lägg ut namn och bild på dem överallt, nu."


def thread(number: int) -> str:
    # Posts that are no copies of each other, and the same on every run.
    chance = random.Random(number)
    posts = (
        post(f"p{number}-{k}", WORDS, " ".join(f"ord{chance.randrange(10**6)}" for _ in range(40)))
        for k in range(POSTS if number in HEAVY else 1)
    )
    return page(*posts, links=(f"/{number + 1}",) if number + 1 < PAGES else ())


def put(sites: Lab, times: list[float]) -> None:
    for number in range(PAGES):
        body = thread(number).encode()

        async def answer(_: web.Request, body: bytes = body) -> web.Response:
            times.append(time.monotonic())
            return web.Response(body=body, content_type="text/html")

        sites.routes[f"forum.example/{number}"] = answer


async def scan(folder: Path, *, is_watched: bool) -> tuple[list[float], int]:
    """Seconds between requests, and how much was found."""
    config, times = make_config(folder), list[float]()
    store = installing.create(config, master.create(), MORNING)
    try:
        async with lab() as sites:
            put(sites, times)
            stage = Stage(sites, config, store)
            stage.sources = (source("http://forum.example/0", delay_seconds=PACE_SECONDS),)
            if is_watched:
                await stage.opt_in(AMINA, ANNA)
            # Real time, so that the pace is real.
            await run(replace(stage.house, clock=lambda: datetime.now(UTC)))
            found = sum(len(stage.of(who)) for who in (AMINA, ANNA)) if is_watched else 0
    finally:
        store.close()
    return [after - before for before, after in itertools.pairwise(times)], found


@pytest.fixture(scope="module")
def gaps(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[float], list[float]]:
    """With nobody enrolled, and with both of whom every page tells."""
    nobody, nothing = asyncio.run(scan(tmp_path_factory.mktemp("house"), is_watched=False))
    both, found = asyncio.run(scan(tmp_path_factory.mktemp("house"), is_watched=True))
    assert nothing == 0
    assert found >= PAGES
    return nobody, both


def test_every_page_was_asked_for(gaps: tuple[list[float], list[float]]) -> None:
    assert [len(each) for each in gaps] == [PAGES - 1] * 2


@pytest.mark.parametrize("share", [0.5, 0.75, 0.9])
def test_gaps_do_not_tell_who_is_watched(
    gaps: tuple[list[float], list[float]], share: float
) -> None:
    nobody, both = (statistics.quantiles(each, n=20)[round(share * 20) - 1] for each in gaps)
    assert both < MOST_LATE * nobody


def test_the_gap_after_a_page_does_not_tell_whether_it_names_anybody(
    gaps: tuple[list[float], list[float]],
) -> None:
    _, both = gaps
    heavy = [gap for number, gap in enumerate(both) if number in HEAVY]
    light = [gap for number, gap in enumerate(both) if number not in HEAVY]
    assert statistics.median(heavy) < MOST_LATE * statistics.median(light)
