"""The crawl beside programs that do less, on a site that is small; nothing is left running."""

import pytest

from scanner.bench import crawling, site
from scanner.bench.process import started
from scanner.bench.table import CHEAPER, DEARER
from scanner.errors import StopError

COUNT = 104


def test_every_contender_does_its_work() -> None:
    raw, soup = crawling.measure(COUNT, rounds=1)
    assert (raw.unit, soup.unit) == (DEARER, CHEAPER)
    assert raw.pages == soup.pages == COUNT
    assert raw.measured > 1


def test_a_contender_that_misses_pages_is_no_measurement() -> None:
    with site.served(16) as port, pytest.raises(StopError, match="read 16 of 24 pages"):
        crawling.cost("raw_fetch", port, 24)


def test_a_site_ends_with_whoever_started_it() -> None:
    with started("scanner.bench.site", "8") as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip().isdecimal()
    assert process.returncode == 0
