"""A source that is a web archive on this machine: its pages are read, and nothing is asked for."""

from scanner.model.capture import file_name
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source


def beginnings(source: Source) -> tuple[Address, ...]:
    return (file_name(source.archive),)


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    return ()
