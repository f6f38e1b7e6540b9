"""Two programs that do less than the product: `python -m scanner.bench.fetching NAME PORT PAGES`
prints a `Crawled`.

Starting does not count: programs that do less start faster, and a scan is long.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import aiohttp
from bs4 import BeautifulSoup
from yarl import URL

from scanner.bench.crawled import Crawled, tell
from scanner.bench.pages import address
from scanner.bench.process import cpu_seconds
from scanner.urls import host, target

AT_ONCE: Final = 64
"""Requests under way; more are cheaper."""


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
    before, began = cpu_seconds(), time.perf_counter()
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
    return Crawled(
        pages=pages, cpu_seconds=cpu_seconds() - before, seconds=time.perf_counter() - began
    )


PROGRAMS: Final[Mapping[str, Callable[[int, int], Awaitable[Crawled]]]] = {
    program.__name__: program for program in (raw_fetch, soup)
}


async def main(name: str, port: str, count: str) -> None:
    tell(await PROGRAMS[name](int(port), int(count)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
