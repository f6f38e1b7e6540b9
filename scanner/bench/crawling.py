"""The whole crawl beside programs that do less, each in its own process, round by round."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from scanner.bench import contenders
from scanner.bench.contenders import Ran
from scanner.bench.rounds import merged
from scanner.bench.site import served
from scanner.bench.table import CHEAPER, DEARER, Bar, Row

ROUNDS: Final = 5
"""Of two minutes each."""

SOUP_PAGES: Final = 300
SCRAPY_PAGES: Final = 400
"""BeautifulSoup takes some 20 ms a page, Scrapy some 35."""

WHAT: Final = "whole crawl: robots, frontier, text, links, 100 people, results stored"
AGAINST_RAW: Final = Bar(limit=4.0, is_floor=False)
AGAINST_SCRAPY: Final = Bar(limit=15.0, is_floor=True)
UNCHANGED: Final = Bar(limit=0.2, is_floor=False)
TWO_CORES: Final = Bar(limit=1.7, is_floor=True)
MEMORY: Final = Bar(limit=1.0, is_floor=False)

PRODUCT: Final = "the product on two cores"
ON_ONE_CORE: Final = "the product on one core"
RAW: Final = "aiohttp, bodies received only"
SOUP: Final = "aiohttp and BeautifulSoup, text and links only"
SCRAPY: Final = "Scrapy with JOBDIR, text and links only"

Contenders = Mapping[str, Callable[[], Ran]]
Rounds = Sequence[Mapping[str, Ran]]
"""What each contender did, round by round."""


def measure(count: int, rounds: int = ROUNDS, scrapy: Path | None = None) -> Iterator[Row]:
    """Rows for a site of `count` pages. `scrapy`: a Python that has it; without one its rows are
    left out.

    Raises `StopError` where a contender did not read every page, or where the product missed
    somebody: the figures would then say nothing.
    """
    with served(count) as port:
        taking_part = _contenders(port, count, scrapy)
        done = [_round(taking_part, number) for number in range(rounds)]
    yield _row(done, RAW, DEARER, AGAINST_RAW)
    yield _row(done, SOUP, CHEAPER)
    if scrapy is not None:
        yield _row(done, SCRAPY, CHEAPER, AGAINST_SCRAPY)
        yield _memory(done)
    yield _unchanged(done)
    if ON_ONE_CORE in taking_part:
        yield _two_cores(done)


def _contenders(port: int, count: int, scrapy: Path | None) -> Contenders:
    taking_part: dict[str, Callable[[], Ran]] = {
        PRODUCT: lambda: contenders.product(port, count, cores=2),
        RAW: lambda: contenders.fetching("raw_fetch", port, count),
        SOUP: lambda: contenders.fetching("soup", port, min(count, SOUP_PAGES)),
    }
    if scrapy is not None:
        taking_part[SCRAPY] = lambda: contenders.scrapy(scrapy, port, min(count, SCRAPY_PAGES))
    if len(os.sched_getaffinity(0)) > 1:
        taking_part[ON_ONE_CORE] = lambda: contenders.product(port, count, cores=1)
    return taking_part


def _round(taking_part: Contenders, number: int) -> Mapping[str, Ran]:
    """Each once; who begins alternates."""
    ordered = list(taking_part.items())
    return {name: run() for name, run in (ordered if number % 2 == 0 else ordered[::-1])}


def _row(done: Rounds, peer: str, unit: str, bar: Bar | None = None) -> Row:
    """The product beside a peer."""
    pages, peer_pages = (done[0][name].crawls[0].pages for name in (PRODUCT, peer))
    cost = merged(_costs(done, PRODUCT), _costs(done, peer), pages=pages, peer_pages=peer_pages)
    return Row(
        what=WHAT,
        pages=pages,
        seconds=cost.ours,
        peer=peer if peer_pages == pages else f"{peer} ({peer_pages} pages)",
        peer_seconds=cost.peers,
        measured=cost.ratio if unit == CHEAPER else 1 / cost.ratio,
        unit=unit,
        bar=bar,
    )


def _costs(done: Rounds, name: str, crawl: int = 0) -> tuple[float, ...]:
    return tuple(each[name].crawls[crawl].cost for each in done)


def _memory(done: Rounds) -> Row:
    ours, theirs = ([each[name].megabytes for each in done] for name in (PRODUCT, SCRAPY))
    return Row(
        what=f"most memory of all processes, {median(ours):,.0f} MB",
        peer=f"Scrapy with JOBDIR, {median(theirs):,.0f} MB",
        measured=median(one / other for one, other in zip(ours, theirs, strict=True)),
        unit="× the memory",
        bar=MEMORY,
    )


def _unchanged(done: Rounds) -> Row:
    new, unchanged = _costs(done, PRODUCT), _costs(done, PRODUCT, crawl=1)
    pages = done[0][PRODUCT].crawls[1].pages
    cost = merged(unchanged, new, pages=pages, peer_pages=pages)
    return Row(
        what="whole crawl a day later, of pages that the site says are unchanged",
        pages=pages,
        seconds=cost.ours,
        peer="the same pages when they were new",
        peer_seconds=cost.peers,
        measured=1 / cost.ratio,
        unit=DEARER,
        bar=UNCHANGED,
    )


def _two_cores(done: Rounds) -> Row:
    one, two = ([each[name].crawls[0] for each in done] for name in (ON_ONE_CORE, PRODUCT))
    return Row(
        what="pages in a second of the clock, on two cores of which the site takes a part",
        pages=two[0].pages,
        peer="the same on one core",
        measured=median(a.seconds / b.seconds for a, b in zip(one, two, strict=True)),
        unit="× the speed",
        bar=TWO_CORES,
    )
