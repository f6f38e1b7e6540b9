"""A source that is a WordPress site: its interface, its feeds, and the pages that those name.

What the front page says that the site has is asked for: articles, pages and comments of the
interface, newest first, page after page; and the feeds, which are read whether the interface
answers or not, for what it answers is no business of the next request. A feed's entries have pages
of their own, on which the comments stand.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from scanner import urls
from scanner.extract.wordpress import collection_of
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source
from scanner.sources.bounds import within

COLLECTIONS: Final = ("posts", "comments", "pages")

PER_PAGE: Final = 20

_FIELDS: Final = "id,date_gmt,link,title,content,excerpt,author_name,_links,_embedded"
"""What is read of an item; the rest, mostly markup for search engines, is not asked for."""

_FEEDS: Final = ("/feed/", "/comments/feed/")

MOST_COMMENT_PAGES: Final = 50
"""Of one article."""

_PAGE: Final = re.compile(r"/comment-page-\d+\Z", re.ASCII)
_ROUTE: Final = "rest_route="


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    if collection_of(document.address):
        return within(source, _next_pages(document))
    if depth == 0 and not document.posts:
        return within(source, dict.fromkeys(_beginnings(document)))
    entries = [post.address for post in document.posts if post.address is not None]
    if entries:
        return within(source, dict.fromkeys(entries))
    return within(source, _comment_pages(document))


def _next_pages(document: Document) -> list[Address]:
    collection = collection_of(document.address)
    return [address for address in document.offers if collection_of(address) == collection]


def _beginnings(document: Document) -> Iterator[Address]:
    if not document.offers:  # Some themes and plugins strip a page's head.
        yield from (Address(f"{document.address.rstrip('/')}{feed}") for feed in _FEEDS)
    for address in document.offers:
        if _is_root(address):
            yield from filter(None, (_first_page(address, name) for name in COLLECTIONS))
        else:
            yield address


def _is_root(address: Address) -> bool:
    """Whether an address is that of the interface. Where it has a name of the site's own making,
    it is asked for once and the feeds serve."""
    path, _, query = urls.target(address).partition("?")
    return path.endswith("/wp-json/") or unquote(query) == f"{_ROUTE}/"


def _first_page(root: Address, collection: str) -> Address | None:
    query = f"per_page={PER_PAGE}&_embed=author&_fields={_FIELDS}"
    if _ROUTE in root:
        base = root[: root.index(_ROUTE)]
        return urls.parse(f"{base}{_ROUTE}/wp/v2/{collection}&{query}")
    return urls.parse(f"{root}wp/v2/{collection}?{query}")


def _comment_pages(document: Document) -> list[Address]:
    """Where an article's comments go on: `/2026/11/artikel/comment-page-2/`."""
    article = _PAGE.sub("", document.address.rstrip("/"))
    numbers = range(1, MOST_COMMENT_PAGES + 1)
    pages = frozenset(f"{article}/comment-page-{number}" for number in numbers)
    return [link for link in document.links if link.rstrip("/") in pages]
