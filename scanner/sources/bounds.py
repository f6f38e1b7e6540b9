"""How far a source reaches. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from scanner import urls
from scanner.model.frontier import DuePage
from scanner.model.ids import Address
from scanner.model.page import Page
from scanner.places.sources import Source

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
    """The links that lie within the source."""
    return source.held(links)
