"""The whole crawl beside programs that do less, each in its own process, round by round."""

import json
from collections.abc import Iterator
from typing import Final

from scanner.bench.contenders import Crawled
from scanner.bench.pages import named
from scanner.bench.process import started
from scanner.bench.rounds import merged
from scanner.bench.site import served
from scanner.bench.table import CHEAPER, DEARER, Bar, Row
from scanner.errors import StopError

ROUNDS: Final = 2
"""Of a minute each."""

SOUP_PAGES: Final = 300
"""BeautifulSoup takes some 20 ms a page."""

WHAT: Final = "whole crawl: robots, frontier, text, links, 100 people, results stored"
AGAINST_RAW: Final = Bar(limit=4.0, is_floor=False)


def measure(count: int, rounds: int = ROUNDS) -> Iterator[Row]:
    """Rows for a site of `count` pages.

    Raises `StopError` where a contender did not read every page, or where the product missed
    somebody: the figures would then say nothing.
    """
    sample = min(count, SOUP_PAGES)
    with served(count) as port:
        costs = [_round(port, count, sample, number) for number in range(rounds)]
    own, bare, soups = zip(*costs, strict=True)
    raw = merged(own, bare, pages=count, peer_pages=count)
    soup = merged(own, soups, pages=count, peer_pages=sample)
    yield Row(
        what=WHAT,
        pages=count,
        seconds=raw.ours,
        peer="aiohttp, bodies received only",
        peer_seconds=raw.peers,
        measured=1 / raw.ratio,
        unit=DEARER,
        bar=AGAINST_RAW,
    )
    yield Row(
        what=WHAT,
        pages=count,
        seconds=soup.ours,
        peer=f"aiohttp and BeautifulSoup, text and links only ({sample} pages)",
        peer_seconds=soup.peers,
        measured=soup.ratio,
        unit=CHEAPER,
    )


def _round(port: int, count: int, sample: int, number: int) -> tuple[float, float, float]:
    """CPU seconds a page of the product, the bare fetch and the soup; who begins alternates."""
    tasks = (("whole_product", count), ("raw_fetch", count), ("soup", sample))
    ordered = tasks if number % 2 == 0 else tasks[::-1]
    costs = {name: cost(name, port, pages) for name, pages in ordered}
    return costs["whole_product"], costs["raw_fetch"], costs["soup"]


def cost(name: str, port: int, count: int) -> float:
    """CPU seconds a page of a contender. Raises `StopError` where it did not do its work."""
    with started("scanner.bench.contenders", name, str(port), str(count)) as contender:
        answer, _ = contender.communicate()
    if contender.returncode:
        raise StopError(f"The benchmark's program {name} failed; its output says why.")
    crawled = Crawled(**json.loads(answer))
    on_site = {named(page) for page in range(count)} - {None} if name == "whole_product" else set()
    # Bystanders may resemble somebody, and then are found as well.
    if crawled.pages != count or not on_site.issubset(crawled.found):
        raise StopError(
            f"The benchmark's program {name} read {crawled.pages} of {count} pages and missed "
            f"{len(on_site.difference(crawled.found))} people. Its time would say nothing."
        )
    return crawled.cpu_seconds / crawled.pages
