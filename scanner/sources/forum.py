"""A source that is a forum's boards: their threads, the last page of each first.

Boards, threads and their pages are known by how the software writes their addresses. Everything
else that a forum links to (profiles, replies, log-ins, sort orders, print views, single posts) is
made without end and is never asked for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from scanner import urls
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source

MOST_BOARD_PAGES: Final = 10
"""Pages of a board that are gone through. Threads further back come again as pages of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """How a forum's addresses are written, path and query. The group `id` says which thread or
    board, `page` which page of it, counted in the software's own way."""

    name: str
    thread: re.Pattern[str]
    board: re.Pattern[str]


def _software(name: str, thread: str, board: str) -> Software:
    return Software(
        name=name,
        thread=re.compile(thread, re.ASCII | re.IGNORECASE),
        board=re.compile(board, re.ASCII | re.IGNORECASE),
    )


SOFTWARE: Final = (
    _software(
        "phpBB",
        r".*/viewtopic\.php\?(?:f=\d+&)?t=(?P<id>\d+)(?:&start=(?P<page>\d+))?",
        r".*/viewforum\.php\?f=(?P<id>\d+)(?:&start=(?P<page>\d+))?",
    ),
    _software(
        "vBulletin 3",
        r".*/showthread\.php\?t=(?P<id>\d+)(?:&page=(?P<page>\d+))?",
        r".*/forumdisplay\.php\?f=(?P<id>\d+)(?:&page=(?P<page>\d+))?",
    ),
    _software(
        "vBulletin 4",
        r".*/(?:showthread\.php\?|threads/)(?P<id>\d+)(?:-[^/?&]*)?(?:/page(?P<page>\d+))?",
        r".*/(?:forumdisplay\.php\?|forums/)(?P<id>\d+)(?:-[^/?&]*)?(?:/page(?P<page>\d+))?",
    ),
    _software(
        "XenForo",
        r".*/(?:index\.php\?)?threads/(?:[^/?]*\.)?(?P<id>\d+)/(?:page-(?P<page>\d+))?",
        r".*/(?:index\.php\?)?forums/(?:[^/?]*\.)?(?P<id>\d+)/(?:page-(?P<page>\d+))?",
    ),
    _software(
        "Discourse",
        r".*/t/(?:[^/?]+/)?(?P<id>\d+)(?:\?page=(?P<page>\d+))?",
        r".*/(?:c/(?:[^/?]+/)*(?P<id>\d+)(?:/l/latest)?|latest)"
        r"(?:\?(?:no_definitions=true&)?page=(?P<page>\d+))?",
    ),
    _software(
        "Flashback",
        r"/t(?P<id>\d+)(?:p(?P<page>\d+))?",
        r"/f(?P<id>\d+)(?:p(?P<page>\d+))?",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page of a thread or a board."""

    is_thread: bool
    whole: tuple[str, str, str]
    """Which thread or board it is of: site, software, id."""
    page: int
    """0 for the first, whose number no address needs."""
    address: Address


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    """From the front page its boards, from a board its threads and its next page, from a thread its
    other pages, the last first."""
    here = leaf(document.address)
    linked = tuple(filter(None, map(leaf, _on_the_forum(source, document.links))))
    if here is not None and here.is_thread:
        return _pages(one for one in linked if one.whole == here.whole)
    threads = _pages(one for one in linked if one.is_thread)
    boards = [one for one in linked if not one.is_thread]
    if here is None:
        return (*threads, *_pages(one for one in boards if depth == 0 and not one.page))
    further = [one for one in boards if one.whole == here.whole and one.page > here.page]
    if not further or depth >= MOST_BOARD_PAGES:
        return threads
    return (*threads, min(further, key=attrgetter("page")).address)


def leaf(address: Address) -> Leaf | None:
    """What an address is a page of; None where it is none of a thread or board."""
    target = urls.target(address)
    for software in SOFTWARE:
        for pattern in (software.thread, software.board):
            found = pattern.fullmatch(target)
            if found is not None:
                whole = (urls.origin(address), software.name, found["id"] or "")
                return Leaf(
                    is_thread=pattern is software.thread,
                    whole=whole,
                    page=int(found["page"] or 0),
                    address=address,
                )
    return None


def _pages(leaves: Iterable[Leaf]) -> tuple[Address, ...]:
    """One address for each page, threads as they are listed, of each its last page first."""
    threads: dict[tuple[str, str, str], dict[int, Address]] = {}
    for one in leaves:
        threads.setdefault(one.whole, {}).setdefault(one.page, one.address)
    return tuple(
        pages[number] for pages in threads.values() for number in sorted(pages, reverse=True)
    )


def _on_the_forum(source: Source, links: Iterable[Address]) -> tuple[Address, ...]:
    """Those on a site of the source; boards and threads seldom lie below each other."""
    if source.within:
        return source.held(links)
    origins = {urls.origin(address) for address in source.addresses}
    return tuple(link for link in links if urls.origin(link) in origins)
