"""A source that is the organisation's own site: whatever it links to and whatever its sitemaps
list, PDFs too."""

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source
from scanner.sources import site, sitemap


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    linked = site.follow(source, document, depth)
    return tuple(dict.fromkeys((*linked, *sitemap.follow(source, document, depth))))
