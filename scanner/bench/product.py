"""The whole product crawls the site, twice: `python -m scanner.bench.product PORT PAGES CORES`.

Prints two `Crawled`: all pages are new to the first scan; the second comes a day later and finds
every one unchanged. Starting the interpreter does not count; starting the workers of a scan does.
"""

import asyncio
import os
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from scanner.bench import installation, site
from scanner.bench.crawled import Crawled, tell
from scanner.bench.pages import SOURCE
from scanner.bench.process import cpu_seconds
from scanner.config.clock import system_clock
from scanner.model.frontier import DuePage
from scanner.model.page import Missed, MissReason, Page
from scanner.pipeline.house import House
from scanner.pipeline.run import run
from scanner.store import findings, people
from scanner.store.database import Transaction

DAY: Final = timedelta(days=1)
CAME: Final = "came"


def crawl_twice(port: int, count: int) -> tuple[Crawled, Crawled]:
    """`run` on an empty frontier: robots, links, people, rows, report; and a day later again."""
    with TemporaryDirectory(prefix="varn-bench-") as folder:
        settings = installation.config(Path(folder), site.hosts(port))
        with installation.opened(settings) as house:
            changed = asyncio.run(_scan(house, CAME))
            later = replace(house, clock=lambda: system_clock() + DAY)
            return changed, asyncio.run(_scan(later, MissReason.NOT_MODIFIED))


async def _scan(house: House, counted: str) -> Crawled:
    """One scan; `pages` are those of the outcome that is `counted`."""
    outcomes: Counter[str] = Counter()

    def count(due: DuePage, outcome: Page | Missed) -> None:
        outcomes[CAME if isinstance(outcome, Page) else outcome.reason] += 1

    before, began = cpu_seconds(), time.perf_counter()
    await run(house, only=frozenset({SOURCE}), progress=count)
    return Crawled(
        pages=outcomes[counted],
        cpu_seconds=cpu_seconds() - before,
        seconds=time.perf_counter() - began,
        found=house.store.read(_exposed),
    )


def _exposed(tx: Transaction) -> tuple[int, ...]:
    exposed = (who for who in people.ids(tx) if findings.for_person(tx, who))
    return tuple(sorted(int(person_id, 16) for person_id in exposed))


def main(port: str, count: str, cores: str) -> None:
    # Workers inherit it.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])
    tell(*crawl_twice(int(port), int(count)))


if __name__ == "__main__":
    main(*sys.argv[1:])
