"""RSS and Atom: every entry is a post, its HTML read by the rules of pages."""

import io
import re
from calendar import timegm
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import unquote

import feedparser

from scanner import urls
from scanner.extract import tokens
from scanner.extract.lines import Lines, Passage
from scanner.model.document import BlockKind, Document
from scanner.model.ids import Address

KEPT: Final = 0.5
"""Share of a broken feed's characters, addresses and times among them, that entries must hold."""

_DECLARATION: Final = re.compile(r"\ufeff?\s*<\?xml[^>]*>")
_HEADERS: Final = {"content-type": "application/xml; charset=utf-8"}


def read(text: str, address: Address) -> Document:
    """A feed as a document with a post for each entry. Nothing is fetched.

    A feed so broken that most of its text would be lost is read as markup, without posts.
    """
    feed = _parse(text)
    document = _posts(feed, address)
    if feed.bozo or not feed.entries:
        markup = Lines(address)
        tokens.feed_xml(text, markup)
        whole = markup.document()
        if len(document.text) < KEPT * len(whole.text):
            return whole
    return document


def _posts(feed: Any, address: Address) -> Document:
    lines = Lines(address)
    _add(lines, BlockKind.TITLE, feed.feed.get("title_detail"))
    _add(lines, BlockKind.META, feed.feed.get("subtitle_detail"))
    return lines.document([_entry(entry, lines, address) for entry in feed.entries])


def _parse(text: str) -> Any:
    # A stream, for a string might be taken for an address to fetch. Sanitising would drop what
    # our own rules keep (alt texts, hidden parts); none of the markup outlives them.
    encoded = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    return feedparser.parse(
        io.BytesIO(encoded),
        response_headers=_HEADERS,
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _entry(entry: Any, lines: Lines, address: Address) -> Passage:
    first = lines.mark()
    link = str(entry.get("link") or "")
    lines.look("a", {"href": link})
    _add(lines, BlockKind.HEADING, entry.get("title_detail"))
    for detail in _bodies(entry):
        _add(lines, BlockKind.BODY, detail)
    lines.add(BlockKind.META, ", ".join(tag.get("term") or "" for tag in entry.get("tags", ())))
    if link and lines.mark() == first:
        # Without a word of its own an entry would be no post, and its page never be read.
        lines.add(BlockKind.META, unquote(link))
    return Passage(
        first=first,
        end=lines.mark(),
        key=str(entry.get("id") or link),
        author=str(entry.get("author") or ""),
        posted_at=_time(entry),
        address=urls.parse(link, address) if link else None,
    )


def _bodies(entry: Any) -> list[Any]:
    """Summary and content, which many feeds give twice over."""
    details = [entry.get("summary_detail"), *entry.get("content", ())]
    by_value = {detail.get("value"): detail for detail in details if detail}
    return list(by_value.values())


def _add(lines: Lines, kind: BlockKind, detail: Any) -> None:
    value = str((detail or {}).get("value") or "")
    if "html" not in ((detail or {}).get("type") or ""):
        lines.add(kind, value)
    elif kind is BlockKind.BODY:
        tokens.feed(value, lines)
    else:
        lines.add_markup(kind, value)


def _time(entry: Any) -> datetime | None:
    moment = entry.get("published_parsed")
    if not moment and "updated_parsed" in entry:  # Asked in vain, the library warns.
        moment = entry["updated_parsed"]
    try:
        return datetime.fromtimestamp(timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        return None
