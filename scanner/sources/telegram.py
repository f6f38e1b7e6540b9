"""A source that is a public channel's preview, t.me/s/<channel>: newest first, then backwards.

Each page names the one before it, `?before=<the oldest message shown>`. As messages come, that
number changes with every visit and would make another address of the same messages each time.
So it is rounded up to a grid: however often the newest page is read, the pages behind it stay the
same, and what is known is not asked for under a new address.
"""

import re
from typing import Final

from scanner import urls
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source
from scanner.sources.bounds import within

GRID: Final = 20
"""Messages. A page shows about twenty, each picture of an album counted."""

DEEPEST: Final = 10
"""Pages behind the newest: some two hundred messages. Each is due as often as the newest is."""

_PREVIEW: Final = re.compile(r"/s/\w+")
_BEFORE: Final = re.compile(r"(?:^|&)before=(\d{1,12})(?=&|\Z)", re.ASCII)


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    path, now = _place(document.address)
    if depth >= DEEPEST or not _PREVIEW.fullmatch(path):
        return ()
    offered = _earlier(path, now, document.offers)
    # What a message links to might skip others; the page's own word goes first.
    oldest = max(offered or _earlier(path, now, document.links), default=0)
    if oldest <= 1:
        return ()
    rounded = -(-oldest // GRID) * GRID
    before = rounded if now is None or rounded < now else oldest
    page = urls.parse(f"{urls.origin(document.address)}{path}?before={before}")
    return within(source, () if page is None else (page,))


def is_shut(document: Document) -> bool:
    """Whether the channel has no preview: then Telegram leads from it to a page that says so."""
    path, _ = _place(document.address)
    return not _PREVIEW.fullmatch(path)


def _place(address: Address) -> tuple[str, int | None]:
    """Path, and the message before which a page shows; None for the newest page."""
    path, _, query = urls.target(address).partition("?")
    found = _BEFORE.search(query)
    return path, int(found[1]) if found else None


def _earlier(path: str, now: int | None, addresses: tuple[Address, ...]) -> list[int]:
    """The numbers of pages of the same channel that lie before this one."""
    places = (_place(address) for address in addresses)
    numbers = (
        number for there, number in places if there.lower() == path.lower() and number is not None
    )
    return [number for number in numbers if now is None or number < now]
