"""JSON Feed (jsonfeed.org, 1 and 1.1): every item is a post, its HTML read as pages are read."""

import json
import re
from datetime import UTC, datetime
from typing import Any, Final

from scanner import urls
from scanner.extract import plain, times, tokens
from scanner.extract.lines import Lines, Passage
from scanner.model.document import BlockKind, Document
from scanner.model.ids import Address

KEPT: Final = 0.5
"""Share of a file's characters that items must hold, or it is read as any other JSON."""
MOST_ITEMS: Final = 10_000

_VERSION: Final = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""What "idag" would mean in a feed, where it means nothing."""


def is_feed(beginning: str) -> bool:
    """Whether a JSON text says near its beginning that it is a feed."""
    return _VERSION.search(beginning) is not None


def read(text: str, address: Address) -> Document:
    """A feed as a document with a post for each item. What is broken is read as any JSON."""
    whole = Lines(address)
    plain.feed_json(text, whole)
    every = whole.document()
    try:
        feed = json.loads(text.removeprefix("\ufeff"), strict=False, parse_int=_number)
    except (ValueError, RecursionError):
        return every
    document = _posts(feed, address) if isinstance(feed, dict) else every
    return document if len(document.text) >= KEPT * len(every.text) else every


def _posts(feed: dict[str, Any], address: Address) -> Document:
    lines = Lines(address)
    lines.look("html", {"lang": _text(feed.get("language"))})
    lines.add(BlockKind.TITLE, _text(feed.get("title")))
    lines.add(BlockKind.META, _text(feed.get("description")))
    lines.add(BlockKind.META, _text(feed.get("user_comment")))
    usual = _authors(feed)
    items = [item for item in _list(feed.get("items"))[:MOST_ITEMS] if isinstance(item, dict)]
    return lines.document([_item(item, usual, lines, address) for item in items])


def _item(item: dict[str, Any], usual: str, lines: Lines, address: Address) -> Passage:
    first = lines.mark()
    link = _text(item.get("url")) or _text(item.get("external_url"))
    for href in (_text(item.get("url")), _text(item.get("external_url"))):
        lines.look("a", {"href": href})
    lines.add(BlockKind.HEADING, _text(item.get("title")))
    lines.add(BlockKind.BODY, _text(item.get("summary")))
    lines.add(BlockKind.BODY, _text(item.get("content_text")))
    tokens.feed(_text(item.get("content_html")), lines)
    lines.add(BlockKind.META, ", ".join(filter(None, map(_text, _list(item.get("tags"))))))
    for attached in _list(item.get("attachments")):
        if isinstance(attached, dict):
            lines.add(BlockKind.ALT, _text(attached.get("title")))
    moment = _text(item.get("date_published")) or _text(item.get("date_modified"))
    return Passage(
        first=first,
        end=lines.mark(),
        key=_text(item.get("id")) or link,
        author=_authors(item) or usual,
        posted_at=times.parse(moment, _EPOCH),
        address=urls.parse(link, address) if link else None,
    )


def _authors(of: dict[str, Any]) -> str:
    """Of version 1.1, or the one author that version 1 has."""
    named = [*_list(of.get("authors")), of.get("author")]
    names = [_text(one.get("name")) for one in named if isinstance(one, dict)]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _text(value: object) -> str:
    """A string, or a number where a feed writes its ids so."""
    return str(value) if isinstance(value, str | int | float) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(digits: str) -> int | str:
    """Python refuses numbers of thousands of digits."""
    return int(digits) if len(digits) < 1000 else digits
