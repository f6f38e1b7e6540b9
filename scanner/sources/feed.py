"""A source that is a feed: its entries' own pages are read, and no further."""

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source
from scanner.sources.bounds import within


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    if depth > 0:
        return ()
    entries = [post.address for post in document.posts if post.address is not None]
    return within(source, dict.fromkeys(entries or document.links))
