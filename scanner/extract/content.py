"""What kind of content a page is, and its text.

By the declared type, corrected where servers are known to say it wrong (mimesniff.spec.whatwg.org):
feeds sent as HTML, no type at all, binary files sent as text.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from scanner.extract import json_feed, sitemap
from scanner.extract.charset import decode
from scanner.model.page import Page, is_mail, media_type
from scanner.model.picture import BLANK, is_pdf

SNIFFED: Final = 4096
"""Characters at the beginning that tell a feed."""


class ContentKind(Enum):
    HTML = auto()
    XML = auto()
    """Markup of another sort: its text is read, elements mean nothing."""
    FEED = auto()
    SITEMAP = auto()
    JSON = auto()
    JSON_FEED = auto()
    TEXT = auto()
    ADDRESSES = auto()
    """A sitemap of the plain sort: addresses, one a line."""
    PDF = auto()
    """Its text is read from the page's bytes."""
    MAIL = auto()
    """A mail, or a page saved as one; likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    kind: ContentKind
    text: str


_HTML: Final = frozenset({"text/html", "application/xhtml+xml", "application/html"})
_XML: Final = frozenset({"text/xml", "application/xml"})
_JSON: Final = frozenset({"application/json", "text/json"})
_UNSAID: Final = frozenset({"", "application/octet-stream", "unknown/unknown", "*/*"})
_CODE: Final = frozenset({"text/css", "text/javascript", "text/ecmascript", "text/vtt"})

_FIELD: Final = re.compile(rb"[!-9;-~]++:[ \t]")
"""How a mail begins (RFC 5322). A multipart whose head came beside it has another beginning."""

_HEAD: Final = 64 * 1024
"""Bytes in which the head of a mail ends."""
_FIELD_NAME: Final = re.compile(rb"[!-9;-~]+:")
_OF_MAILS: Final = (
    b"from:", b"received:", b"return-path:", b"mime-version:", b"message-id:", b"delivered-to:",
)  # fmt: skip
"""Fields of which a mail has one (RFC 5322, RFC 2045), and no other text that begins with one."""

_BINARY: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"RIFF",
)
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_PROLOGUE: Final = (
    r"(?:\s++|\ufeff|<\?[^>]*+>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?+\s*+>)*+"
)
_FEED: Final = re.compile(_PROLOGUE + r"<(?:rss|rdf:rdf|(?:\w++:)?feed)[\s>]", re.I | re.S)
_SITEMAP: Final = re.compile(_PROLOGUE + r"<(?:[\w-]++:)?(?:urlset|sitemapindex)[\s>]", re.I | re.S)
_XHTML: Final = re.compile(_PROLOGUE + r"<html[\s>]", re.I | re.S)


def content_of(page: Page) -> Content | None:
    """Kind and text of a page; None where it is of a kind that we do not read.

    Raises `sitemap.BombError` for a packed sitemap that grows without measure.
    """
    declared = next((value for name, value in page.headers if name == "content-type"), "")
    if page.body.startswith(sitemap.GZIP):
        return _packed(page.body)
    if is_pdf(page.body):
        return Content(kind=ContentKind.PDF, text="")
    if page.body.startswith(_BINARY):
        return None
    if is_mail(page):
        return Content(kind=ContentKind.MAIL, text="") if _FIELD.match(page.body) else None
    kind = _kind(media_type(declared), page.body)
    if kind is None:
        return None
    text = decode(page.body, declared)
    beginning = text[:SNIFFED]
    if kind in {ContentKind.HTML, ContentKind.XML} and _FEED.match(beginning):
        kind = ContentKind.FEED
    elif kind in {ContentKind.HTML, ContentKind.XML} and _SITEMAP.match(beginning):
        kind = ContentKind.SITEMAP
    elif kind is ContentKind.JSON and json_feed.is_feed(beginning):
        kind = ContentKind.JSON_FEED
    elif kind is ContentKind.TEXT and sitemap.is_list(text):
        kind = ContentKind.ADDRESSES
    elif kind is ContentKind.XML and _XHTML.match(beginning):
        kind = ContentKind.HTML
    return Content(kind=kind, text=text)


def begins_as_mail(body: bytes) -> bool:
    """Whether bytes begin as a mail does, or as a page that a browser saved as one."""
    head = re.split(rb"\r?\n\r?\n", body[:_HEAD], maxsplit=1)[0].splitlines()
    are_fields = all(line[:1] in (b" ", b"\t") or _FIELD_NAME.match(line) for line in head)
    return are_fields and any(line.lower().startswith(_OF_MAILS) for line in head)


def _packed(body: bytes) -> Content | None:
    """A sitemap in a file of its own packing; nothing else is unpacked."""
    first = decode(sitemap.beginning(body), "")[:SNIFFED]
    if _SITEMAP.match(first):
        return Content(kind=ContentKind.SITEMAP, text=decode(sitemap.unpacked(body), ""))
    # The last line may be cut.
    if sitemap.is_list(first.rpartition("\n")[0] or first):
        return Content(kind=ContentKind.ADDRESSES, text=decode(sitemap.unpacked(body), ""))
    return None


def _kind(declared: str, body: bytes) -> ContentKind | None:
    if declared in _HTML:
        return ContentKind.HTML
    if declared in _XML or declared.endswith("+xml"):
        return ContentKind.XML
    if declared in _JSON or declared.endswith("+json"):
        return ContentKind.JSON
    if declared in _UNSAID:
        return None if _is_binary(body) else _guess(body)
    if declared.startswith("text/") and declared not in _CODE and not _is_binary(body):
        return ContentKind.TEXT
    return None


def _guess(body: bytes) -> ContentKind:
    first = body[:64].lstrip(BLANK)[:1]
    if first == b"<":
        return ContentKind.HTML
    return ContentKind.JSON if first in {b"{", b"["} else ContentKind.TEXT


def _is_binary(body: bytes) -> bool:
    return not body.startswith(_UTF_16) and _CONTROL.search(body[:1024]) is not None
