"""A source that is a sitemap: the pages that it lists are read, and no further.

Where only a site's front page is listed, its sitemaps are found as sites tell of them: by the
lines in robots.txt, or at the usual place. Feeds may stand in for sitemaps (sitemaps.org).
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner import urls
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source
from scanner.sources.bounds import within

DEEPEST: Final = 5
"""Links from a seed: front page, robots.txt, index of indexes, index, sitemap, page."""
MOST_NAMED: Final = 100
"""Sitemaps that one robots.txt names."""

_NAMED: Final = re.compile(r"^\s*sitemap\s*:\s*([^\s#]+)", re.IGNORECASE | re.MULTILINE)


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    if depth >= DEEPEST:
        return ()
    home = Address(f"{urls.origin(document.address)}/")
    if document.address == Address(f"{home}robots.txt"):
        return _on_the_site(source, tuple(_named(document)))
    if depth == 0 and not document.posts and document.address == home:
        return _on_the_site(source, (Address(f"{home}robots.txt"), Address(f"{home}sitemap.xml")))
    listed = [post.address for post in document.posts if post.address is not None]
    sitemaps = [address for address in listed if _is_sitemap(address)]
    inside = within(source, dict.fromkeys(listed))
    return tuple(dict.fromkeys((*inside, *_on_the_site(source, tuple(sitemaps)))))


def _named(document: Document) -> Iterator[Address]:
    for number, match in enumerate(_NAMED.finditer(document.text)):
        address = urls.parse(match[1], document.address)
        if address is not None and number < MOST_NAMED:
            yield address


def _on_the_site(source: Source, addresses: tuple[Address, ...]) -> tuple[Address, ...]:
    """Those within the source or on the site of one of its addresses: a part of a site has its
    sitemap where the whole site has it."""
    origins = {urls.origin(address) for address in source.addresses}
    held = frozenset(source.held(addresses))
    return tuple(
        dict.fromkeys(
            address for address in addresses if address in held or urls.origin(address) in origins
        )
    )


def _is_sitemap(address: Address) -> bool:
    path = urls.target(address).partition("?")[0].lower()
    return path.endswith((".xml", ".xml.gz", ".txt.gz"))
