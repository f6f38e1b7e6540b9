"""Every measurement, in the order of the table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scanner.bench import (
    crawling,
    extracting,
    freshness,
    frontier,
    matching,
    pages,
    politeness,
    real,
    soak,
    starting,
)
from scanner.bench.table import Row
from scanner.model.page import Page

ENOUGH: Final = 2_000
"""Pages that the bars are meant for."""


def measure(
    count: int, real_pages: Path | None = None, scrapy: Path | None = None
) -> Iterator[Row]:
    """The rows for `count` generated pages, and for the real ones of a file; as they are had.

    Raises `StopError` where something did not do its work, `UsageError` for a file that is none.
    """
    yield from measure_crawling(count, scrapy)
    yield extracting.measure(tuple(_generated(count)), of="generated pages")
    if real_pages is not None:
        yield extracting.measure(real.read_real(real_pages), of="real pages")
    yield from measure_matching(count, real_pages)


def measure_crawling(count: int, scrapy: Path | None = None) -> Iterator[Row]:
    """The rows of the crawl, on `count` generated pages. `scrapy`: a Python that has it."""
    yield starting.measure()
    yield from crawling.measure(count, scrapy=scrapy)
    yield from frontier.measure()
    yield freshness.measure()
    yield soak.measure()
    yield from politeness.measure()


def measure_matching(count: int, real_pages: Path | None = None) -> Iterator[Row]:
    """The rows of matching alone, for the texts of `count` generated pages and of real ones."""
    yield from matching.measure(_generated(count + matching.WARM_UP))
    if real_pages is not None:
        yield from matching.measure_real(real.read_real(real_pages))


def _generated(count: int) -> Iterator[Page]:
    return (pages.page(number, body) for number, body in enumerate(pages.bodies(count)))
