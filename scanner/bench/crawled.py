"""What a program that crawled the site says of itself: one JSON object a line."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """One crawl of the site. `seconds` are those of the clock on the wall."""

    pages: int
    cpu_seconds: float
    seconds: float
    found: tuple[int, ...] = ()
    """Numbers of the people whose exposure is stored; empty of who does not look for any."""

    @property
    def cost(self) -> float:
        """CPU seconds a page."""
        return self.cpu_seconds / self.pages


def tell(*crawls: Crawled) -> None:
    for crawled in crawls:
        print(json.dumps(asdict(crawled)))  # noqa: T201 - to the process that started us


def told(said: str) -> Iterator[Crawled]:
    """What a program has told; other lines are not its figures."""
    for line in said.splitlines():
        if line.startswith("{"):
            yield Crawled(**json.loads(line))
