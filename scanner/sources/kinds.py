"""Every kind of source, listed once: where each goes from a page that was read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.queries import Question
from scanner.places.sources import Source, SourceKind
from scanner.sources import (
    archive,
    feed,
    forum,
    own,
    pages,
    paste,
    site,
    sitemap,
    telegram,
    wordpress,
)
from scanner.sources.search import providers

Follow = Callable[[Source, Document, int], tuple[Address, ...]]

FOLLOW: Final[Mapping[SourceKind, Follow]] = {
    SourceKind.PAGES: pages.follow,
    SourceKind.SITE: site.follow,
    SourceKind.OWN: own.follow,
    SourceKind.FORUM: forum.follow,
    SourceKind.FEED: feed.follow,
    SourceKind.SITEMAP: sitemap.follow,
    SourceKind.WORDPRESS: wordpress.follow,
    SourceKind.TELEGRAM: telegram.follow,
    SourceKind.PASTE: paste.follow,
    SourceKind.ARCHIVE: archive.follow,
    SourceKind.SEARCH: providers.follow,
}

SHUT: Final[Mapping[SourceKind, Callable[[Document], bool]]] = {
    SourceKind.TELEGRAM: telegram.is_shut,
}
"""Kinds whose sites answer with another page where they do not let us in."""


def begun(source: Source, questions: Iterable[Question]) -> Source:
    """A source with the addresses at which a scan of it begins; a search asks `questions`."""
    if source.kind is SourceKind.SEARCH:
        return replace(source, addresses=providers.beginnings(source, questions))
    if source.kind is SourceKind.ARCHIVE:
        return replace(source, addresses=archive.beginnings(source))
    return source


def is_shut(source: Source, document: Document) -> bool:
    """Whether what came instead of a page says that it is not to be read."""
    shut = SHUT.get(source.kind)
    return shut is not None and shut(document)


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    """The links of a document that the source reads too; `depth` is the document's, 0 for a seed.

    Depends on source and document alone, never on who is enrolled or what was found.
    """
    return FOLLOW[source.kind](source, document, depth)
