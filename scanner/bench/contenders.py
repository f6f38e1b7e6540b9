"""Who crawls the site: our whole product, and two programs that do less.

`python -m scanner.bench.contenders NAME PORT PAGES` prints a `Crawled`. Each runs in a process of
its own. Starting does not count: programs that do less start faster, and a scan is long.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import aiohttp
from bs4 import BeautifulSoup
from yarl import URL

from scanner.bench import installation, site
from scanner.bench.pages import SOURCE, address
from scanner.bench.process import cpu_seconds
from scanner.model.frontier import DuePage
from scanner.model.page import Missed, Page
from scanner.pipeline.house import House
from scanner.pipeline.run import run
from scanner.store import findings, people
from scanner.store.database import Transaction
from scanner.urls import host, target

AT_ONCE: Final = 64
"""Requests under way of the programs that do less; more are cheaper for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    pages: int
    cpu_seconds: float
    found: tuple[int, ...]
    """Numbers of the people whose exposure is stored; empty of who does not look for any."""


async def whole_product(port: int, count: int) -> Crawled:
    """`run` on an empty frontier: robots, links, people, rows, report."""
    with TemporaryDirectory(prefix="varn-bench-") as folder:
        settings = installation.config(Path(folder), site.hosts(port))
        with installation.opened(settings) as house:
            return await _scan(house)


async def _scan(house: House) -> Crawled:
    pages = 0

    def count(due: DuePage, outcome: Page | Missed) -> None:
        nonlocal pages
        pages += isinstance(outcome, Page)

    before = cpu_seconds()
    await run(house, only=frozenset({SOURCE}), progress=count)
    spent = cpu_seconds() - before
    return Crawled(pages=pages, cpu_seconds=spent, found=house.store.read(_exposed))


def _exposed(tx: Transaction) -> tuple[int, ...]:
    exposed = (who for who in people.ids(tx) if findings.for_person(tx, who))
    return tuple(sorted(int(person_id, 16) for person_id in exposed))


async def raw_fetch(port: int, count: int) -> Crawled:
    """aiohttp alone: every address known beforehand, every body received."""
    return await _fetch_all(port, count, len)


async def soup(port: int, count: int) -> Crawled:
    """aiohttp, and BeautifulSoup for text and links of every page."""
    return await _fetch_all(port, count, _cook)


def _cook(body: bytes) -> object:
    tree = BeautifulSoup(body, "html.parser")
    return tree.get_text(), [anchor.get("href") for anchor in tree.find_all("a")]


async def _fetch_all(port: int, count: int, read: Callable[[bytes], object]) -> Crawled:
    pages = 0
    before = cpu_seconds()
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=AT_ONCE), headers={"Accept-Encoding": "gzip"}
    ) as session:
        numbers = iter(range(count))

        async def work() -> None:
            nonlocal pages
            for number in numbers:
                where = address(number)
                url = URL(f"http://127.0.0.1:{port}{target(where)}", encoded=True)
                async with session.get(url, headers={"Host": host(where)}) as response:
                    read(await response.read())
                    pages += response.ok

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return Crawled(pages=pages, cpu_seconds=cpu_seconds() - before, found=())


CONTENDERS: Final[Mapping[str, Callable[[int, int], Awaitable[Crawled]]]] = {
    contender.__name__: contender for contender in (whole_product, raw_fetch, soup)
}


async def main(name: str, port: str, count: str) -> None:
    crawled = await CONTENDERS[name](int(port), int(count))
    print(json.dumps(asdict(crawled)))  # noqa: T201 - to the process that started us


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
