"""How far a source reaches, and which addresses look like traps. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from scanner import urls
from scanner.model.frontier import DuePage
from scanner.model.ids import Address
from scanner.model.page import Page
from scanner.places.sources import Source

MAX_SEGMENTS: Final = 12
MAX_EQUAL_SEGMENTS: Final = 2
"""/a/b/a/b/a/b: a relative link that a site resolves against itself for ever."""
MAX_PARAMETERS: Final = 8


_FRONT: Final = re.compile(
    r"/(?:(?:index|default|home|start)(?:\.\w+)?)?(?:\?.*)?\Z", re.IGNORECASE
)
"""A site's front page, under any of the names that mean it."""


def landed(source: Source, due: DuePage, page: Page) -> Address | None:
    """The front page to which a site sent us instead of saying that a page is not there.

    Its words are read under its own address, not as those of the page that was asked for.
    """
    if due.is_seed or page.final == page.asked or not _FRONT.match(urls.target(page.final)):
        return None
    if _FRONT.match(urls.target(page.asked)) or not source.held((page.final,)):
        return None
    return page.final


def within(source: Source, links: Iterable[Address]) -> tuple[Address, ...]:
    """The links that lie within the source and are no traps."""
    return tuple(link for link in source.held(links) if not is_trap(link))


@lru_cache(maxsize=16_384)  # A site's menu stands on every page of it.
def is_trap(address: Address) -> bool:
    """Whether an address looks made without end: too deep, too repetitive, too many parameters."""
    path, _, query = urls.target(address).partition("?")
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS or query.count("&") >= MAX_PARAMETERS:
        return True
    return max(map(segments.count, segments), default=0) > MAX_EQUAL_SEGMENTS
