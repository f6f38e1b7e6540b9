"""The crawl beside programs that do less, on a site that is small; nothing is left running."""

import os
import sys
from pathlib import Path

import pytest

from scanner.bench import contenders, crawling, site
from scanner.bench.process import started
from scanner.bench.table import CHEAPER, DEARER
from scanner.errors import StopError

COUNT = 104


def test_every_contender_does_its_work() -> None:
    rows = list(crawling.measure(COUNT, rounds=1))
    assert [row.unit for row in rows[:3]] == [DEARER, CHEAPER, DEARER]
    assert all(row.pages == COUNT for row in rows)
    raw, _, unchanged, *two_cores = rows
    assert raw.measured > 1
    assert unchanged.measured < 1
    assert [row.unit for row in two_cores] == ["× the speed"] * (os.cpu_count() != 1)


def test_a_contender_that_misses_pages_is_no_measurement() -> None:
    with site.served(16) as port, pytest.raises(StopError, match="read 16 of 24 pages"):
        contenders.fetching("raw_fetch", port, 24)


def test_a_python_without_the_peer_is_told() -> None:
    with site.served(8) as port, pytest.raises(StopError, match="scrapy_peer"):
        contenders.scrapy(Path(sys.executable), port, 8)


def test_a_site_ends_with_whoever_started_it() -> None:
    with started("scanner.bench.site", "8") as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip().isdecimal()
    assert process.returncode == 0
