"""kill -9 at any moment, restart: the same pages are read, none is lost, none stored twice."""

import asyncio
import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from scanner.config.settings import LabSettings
from scanner.store import installing
from scanner.store.database import Store
from scanner.store.schema import page
from scanner.vault import master
from tests.conftest import MORNING, make_config
from tests.lab import Lab, lab

REPOSITORY = Path(__file__).parents[2]
KILLS = 4
PAGES = 60
MOST_BETWEEN = 10
"""Requests from one kill to the next: all of them leave pages for the last process."""


def serve(sites: Lab) -> set[str]:
    """Two linked hosts; gives the addresses of their pages."""
    for n in range(PAGES):
        host = "blogg.example" if n % 3 == 0 and n else "forum.example"
        other = [m for m in (2 * n + 1, 2 * n + 2) if m < PAGES]
        hosts = ["blogg.example" if m % 3 == 0 else "forum.example" for m in other]
        body = "".join(f'<a href="http://{h}/{m}">' for h, m in zip(hosts, other, strict=True))
        sites.page(f"{host}/{n}", f"<p>hej{body}")
    return {f"http://{where}" for where in sites.routes}


async def start(folder: Path, sites: Lab) -> asyncio.subprocess.Process:
    """A crawling process that has begun to ask."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crawl.crawling_process", str(folder), str(sites.port),
        cwd=REPOSITORY,
    )  # fmt: skip
    await asked(process, sites)
    return process


async def asked(process: asyncio.subprocess.Process, sites: Lab) -> None:
    """Wait until the process asks, or ends."""
    sites.was_asked.clear()
    either = {asyncio.ensure_future(w) for w in (sites.was_asked.wait(), process.wait())}
    _, waiting = await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    for wait in waiting:
        wait.cancel()


async def kill_again_and_again(folder: Path, sites: Lab) -> int:
    """Start and kill until a process lives to its end; gives how many were killed at work."""
    chance = random.Random(20261121)
    for kills in range(KILLS):
        process = await start(folder, sites)
        # By what it has asked: a fast machine is done within any time.
        for _ in range(chance.randrange(MOST_BETWEEN)):
            await asked(process, sites)
        if process.returncode is None:
            process.kill()
        if await process.wait() == 0:
            return kills
    process = await start(folder, sites)
    assert await process.wait() == 0
    return KILLS


async def test_no_page_is_lost_or_stored_twice(tmp_path: Path) -> None:
    config = replace(make_config(tmp_path), lab=LabSettings())
    key = master.create()
    master.write(key, config.data.master_key_file)
    installing.create(config, key, MORNING).close()
    async with asyncio.timeout(60), lab() as sites:
        pages = serve(sites)
        kills = await kill_again_and_again(tmp_path, sites)
        assert kills >= 2
    store = Store.open(config, key)
    read = select(page.c.address, page.c.checks).where(page.c.outcome == "page")
    rows = store.read(lambda tx: tx.connection.execute(read).all())
    store.close()
    assert {row.address for row in rows} == pages
    assert [row.checks for row in rows] == [1] * PAGES
    fetches = Counter(path for path in sites.paths() if not path.endswith("robots.txt"))
    # One more fetch for each page that was in a killed process's hands: one a host.
    assert fetches.total() - PAGES <= 2 * kills
