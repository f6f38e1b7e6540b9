"""WordPress' interface: every article, page or comment of a collection is a post.

Its HTML is read by the rules of pages. The format is that of the REST API handbook
(developer.wordpress.org/rest-api/reference/posts and .../comments).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from scanner import urls
from scanner.extract import tokens
from scanner.extract.lines import Lines, Passage
from scanner.model.document import BlockKind, Document
from scanner.model.ids import Address
from scanner.model.page import Page

MOST_ITEMS: Final = 100
"""Of one answer: the most that the interface gives (`per_page`)."""

MOST_BRACKETS: Final = 100_000
"""Opened in one answer, those in its texts too. Made of more, 8 MiB take seconds and 300 MB."""

MOST_PAGES: Final = 1_000
"""Of one collection. A site that says it has more is believed no further."""

_COLLECTION: Final = re.compile(r"[/=]wp/v2/(posts|pages|comments)/?(?=[?&]|\Z)", re.IGNORECASE)
_PAGE: Final = re.compile(r"(?<=[?&]page=)(\d{1,6})(?=&|\Z)", re.ASCII)
_COUNT: Final = re.compile(r"\d{1,9}", re.ASCII)
_NEXT: Final = re.compile(r'>\s*;[^<]*\brel="?next\b')
_CUT_SHORT: Final = re.compile(r"\[(?:&hellip;|…|\.\.\.)\]\s*(?:</p>)?\s*\Z")


def collection_of(address: Address) -> str:
    """`comments` of `https://blogg.example/wp-json/wp/v2/comments?page=2`; '' of other addresses.

    The interface also stands at `?rest_route=/wp/v2/comments`, however its slashes are written.
    """
    target = re.sub("%2f", "/", urls.target(address), flags=re.IGNORECASE)
    found = _COLLECTION.search(target)
    return found[1].lower() if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """One page of a collection, newest first."""

    collection: str
    items: Sequence[Mapping[str, Any]]


def items_of(text: str, address: Address) -> Items | None:
    """The collection that a JSON text is, by its address and its form; None where it is none."""
    collection = collection_of(address)
    if not collection or not text.lstrip("\ufeff \t\r\n").startswith("["):
        return None
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        return None
    try:
        items = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None  # Broken, or nested without end: its strings are still read.
    if len(items) > MOST_ITEMS or not all(_is_item(item) for item in items):
        return None
    return Items(collection=collection, items=items)


def read(items: Items, page: Page) -> Document:
    """A collection as a document with a post for each item, and the next page as an offer."""
    lines = Lines(page.final)
    # Also of an empty collection something was read: that nothing is there.
    lines.add(BlockKind.META, f"WordPress: {items.collection}")
    passages = [_passage(item, items.collection, lines) for item in items.items]
    if items.items:
        lines.offer(_next_page(page))
    return lines.document(passages)


def _is_item(item: object) -> bool:
    return isinstance(item, dict) and isinstance(_rendered(item, "content"), str)


def _passage(item: Mapping[str, Any], collection: str, lines: Lines) -> Passage:
    first = lines.mark()
    author = _author(item)
    link = _string(item, "link")
    lines.look("a", {"href": link})
    lines.add_markup(BlockKind.HEADING, _rendered(item, "title") or "")
    lines.add(BlockKind.META, author)
    content = _rendered(item, "content") or ""
    tokens.feed(content, lines)
    excerpt = _rendered(item, "excerpt") or ""
    if not _CUT_SHORT.search(excerpt) and excerpt != content:
        lines.add_markup(BlockKind.META, excerpt)
    return Passage(
        first=first,
        end=lines.mark(),
        key=_key(item, collection),
        author=author,
        posted_at=_time(_string(item, "date_gmt")),
        address=urls.parse(link) if link else None,
    )


def _key(item: Mapping[str, Any], collection: str) -> str:
    """As WordPress' own themes name the element of it: `post-4` (pages too), `comment-2`."""
    number = item.get("id")
    if not isinstance(number, int):
        return ""
    return f"comment-{number}" if collection == "comments" else f"post-{number}"


def _author(item: Mapping[str, Any]) -> str:
    """Of a comment as given; of an article as embedded (`_embed=author`), where the site tells."""
    embedded = item.get("_embedded")
    authors = embedded.get("author") if isinstance(embedded, dict) else None
    first = authors[0] if isinstance(authors, list) and authors else None
    name = _string(first, "name") if isinstance(first, dict) else ""
    return _string(item, "author_name") or name


def _rendered(item: Mapping[str, Any], field: str) -> str | None:
    value = item.get(field)
    rendered = value.get("rendered") if isinstance(value, dict) else None
    return rendered if isinstance(rendered, str) else None


def _string(item: Mapping[str, Any], field: str) -> str:
    value = item.get(field)
    return value if isinstance(value, str) else ""


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None


def _next_page(page: Page) -> str:
    """The address of the next page, '' after the last.

    The headers say only whether there is one: the address that they give may be one that only the
    site's own proxy knows.
    """
    headers = dict(page.headers)
    found = _PAGE.search(page.final)
    number = int(found[1]) if found else 1
    total = headers.get("x-wp-totalpages", "")
    last = int(total) if _COUNT.fullmatch(total) else 0
    has_next = number < last or _NEXT.search(headers.get("link", "")) is not None
    if not has_next or not 0 < number < MOST_PAGES:
        return ""
    if found:
        return _PAGE.sub(str(number + 1), page.final, count=1)
    return f"{page.final}{'&' if '?' in page.final else '?'}page={number + 1}"
