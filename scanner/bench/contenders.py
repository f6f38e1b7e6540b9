"""Who crawls the site, each in a process of its own: our product, and programs that do less."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scanner.bench import memory
from scanner.bench.crawled import Crawled, told
from scanner.bench.pages import HOSTS, named
from scanner.bench.process import ROOT, running
from scanner.errors import StopError


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a contender did, and the most memory that its processes held together, MB."""

    crawls: tuple[Crawled, ...]
    megabytes: float

    @property
    def cost(self) -> float:
        """CPU seconds a page of its first crawl."""
        return self.crawls[0].cost


def product(port: int, count: int, *, cores: int) -> Ran:
    """The whole product on `cores`: a scan of the new site, and one where nothing has changed."""
    ran = _ran(_module("product", port, count, cores))
    on_site = {named(page) for page in range(count)} - {None}
    for crawled in ran.crawls:
        # Bystanders may resemble somebody, and then are found as well.
        _check("the product", crawled, count, missed=on_site.difference(crawled.found))
    return ran


def fetching(name: str, port: int, count: int) -> Ran:
    """A program of `bench.fetching`."""
    ran = _ran(_module("fetching", name, port, count))
    _check(name, ran.crawls[0], count)
    return ran


def scrapy(python: Path, port: int, count: int) -> Ran:
    """Scrapy of another Python; it reads some pages more before it ends."""
    script = ROOT / "scanner" / "bench" / "scrapy_peer.py"
    ran = _ran([str(python), str(script), str(port), str(count), *HOSTS])
    crawled = ran.crawls[0]
    _check("Scrapy", crawled, max(count, crawled.pages))
    return ran


def _module(name: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", f"scanner.bench.{name}", *map(str, arguments)]


def _ran(command: Sequence[str]) -> Ran:
    with running(command) as process, memory.watched(process.pid) as held:
        said, _ = process.communicate()
    crawls = tuple(told(said))
    if process.returncode or not crawls:
        raise StopError(f"A program of the benchmark failed: {' '.join(command)}")
    return Ran(crawls=crawls, megabytes=held.peak)


def _check(name: str, crawled: Crawled, count: int, missed: Iterable[object] = ()) -> None:
    """Work that was not done is no measurement."""
    people = sum(1 for _ in missed)
    if crawled.pages != count or people:
        raise StopError(
            f"The benchmark's program {name} read {crawled.pages} of {count} pages and missed "
            f"{people} people. Its time would say nothing."
        )
