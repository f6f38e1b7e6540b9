"""Pages that a search or a post leads to, outside every source: read once, nothing after them."""

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source
from scanner.places.watchlists import Watchlists
from scanner.sources import once


def leads(
    watchlists: Watchlists, source: Source, document: Document, depth: int
) -> tuple[Address, ...]:
    """What a document of a source gives to be read once, but for pages of listed sources."""
    found = once.pages(source, document, depth, watchlists.people_search)
    listed = frozenset(address for one in watchlists.sources for address in one.held(found))
    return tuple(address for address in found if address not in listed)
