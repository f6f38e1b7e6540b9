"""A source that is a site or a part of one: every link that stays within is read."""

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source
from scanner.sources.bounds import within


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    return within(source, document.links)
