"""What is read once: results of a search, links of posts on a hot source, pictures shown there.

Their robots.txt is obeyed and nothing that they link to is followed. Which they are depends on the
source and the document alone, never on who is enrolled or what was found.
"""

from collections.abc import Iterable
from typing import Final

from scanner import urls
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import SearchProvider, Source, SourceKind

MOST_RESULTS: Final = 100
"""Of one answer."""
MOST_LINKS: Final = 20
"""Of one page of a hot source: whoever posts there chooses whom we ask."""

NEVER: Final = frozenset(
    {"facebook.com", "instagram.com", "linkedin.com", "reddit.com", "telegram.org", "tiktok.com",
     "twitter.com", "x.com", "youtube.com", "youtu.be", "archive.today", "archive.ph", "archive.is"}
)  # fmt: skip
"""Their terms or log-ins keep programs out; what is found there a person opens."""


def pages(
    source: Source, document: Document, depth: int, closed: frozenset[str]
) -> tuple[Address, ...]:
    """What a document of a source gives to be read once; `closed`: host groups that are not."""
    if source.kind is SourceKind.SEARCH:
        # What YouTube shows of a film stands in its answer; its pages are not for programs.
        if depth > 0 or source.provider is SearchProvider.YOUTUBE:
            return ()
        named = (post.address for post in document.posts if post.address is not None)
        return _open(named, closed)[:MOST_RESULTS]
    if not source.is_hot:
        return ()
    inside = frozenset(source.held(document.links))
    return _open((link for link in document.links if link not in inside), closed)[:MOST_LINKS]


def pictures(source: Source, document: Document, closed: frozenset[str]) -> tuple[Address, ...]:
    """The pictures that a page of a hot source shows, wherever they lie.

    Those of forums and channels mostly come from another host: within the source alone next to
    none would be seen. Such a host is none to crawl, so it is not proposed as a source.
    """
    if not source.is_hot:
        return ()
    return _open((one.address for one in document.pictures), closed)


def _open(addresses: Iterable[Address], closed: frozenset[str]) -> tuple[Address, ...]:
    return tuple(
        dict.fromkeys(
            address
            for address in addresses
            if urls.host_group(address) not in closed | NEVER and not urls.is_endless(address)
        )
    )
