"""What an answer's status, headers and body mean. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from scanner.model.ids import Address
from scanner.model.page import MissReason

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
READABLE: Final = frozenset({200, 203})

READ_TYPES: Final = frozenset(
    {"", "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml",
     "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/json",
     "application/feed+json", "application/ld+json", "application/pdf"}
)  # fmt: skip
"""What is worth its bytes, all of it read by `extract`; '' where the site does not say.

Narrower than what `extract` makes of bytes at hand: programs and archives come as octet-stream.
"""

PICTURE_TYPES: Final = frozenset(
    {"image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/gif", "image/webp", "image/avif"}
)
"""Worth their bytes only where a picture may have been asked for. SVG is no picture to us."""

PACKED_TYPES: Final = frozenset(
    {"application/gzip", "application/x-gzip", "application/octet-stream"}
)
PACKED: Final = (".xml.gz", ".txt.gz")
"""Sitemaps come in a packing of their own. No other packed file is worth its bytes."""
PDF: Final = ".pdf"

READ_ENCODINGS: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""One at a time: a stack of them is a bomb, or handed over as it came."""

_BY_STATUS: Final = {
    304: MissReason.NOT_MODIFIED,
    401: MissReason.BLOCKED,
    403: MissReason.BLOCKED,
    404: MissReason.GONE,
    410: MissReason.GONE,
    429: MissReason.BLOCKED,
    451: MissReason.BLOCKED,
}

WALL_BYTES: Final = 64 * 1024
"""Block pages and challenges are small; a longer page is a page whatever words it holds."""

MOST_CHALLENGE_WORDS: Final = 150
MOST_BLOCK_WORDS: Final = 40
"""So much a guard says that answers as a page; who says more is the site."""

_UNSEEN: Final = re.compile(rb"(?is)<(script|style)\b.*?(?:</\1|\Z)|<[^<>]*>")
_WORD: Final = re.compile(rb"[A-Za-z\x80-\xff]{2,}")

_CHALLENGE_HEADERS: Final = {
    "cf-mitigated": ("challenge",),
    "x-amzn-waf-action": ("captcha", "challenge"),
}
# Words of the challenge itself, not of the scripts that the same services put on every page.
_CHALLENGES: Final = (
    b"_cf_chl_opt",
    b"captcha-delivery.com",
    b'id="px-captcha"',
    b'id="anubis_challenge"',
)
_BLOCKS: Final = (
    b"Incapsula incident ID",
    b"Sucuri WebSite Firewall - Access Denied",
    b"Attention Required! | Cloudflare",
)
_SIGNS: Final = (*_CHALLENGES, *_BLOCKS)


def reason_of_status(status: int) -> MissReason:
    """Why an answer that is no page and no redirect is none."""
    return _BY_STATUS.get(status, MissReason.HTTP_ERROR)


def wall(status: int, headers: Mapping[str, str], body: bytes) -> MissReason | None:
    """CAPTCHA or BLOCKED where a guard answered instead of the site; None where the site did.

    A guard that answers with 200 would otherwise replace the page by its own words.
    """
    for name, signs in _CHALLENGE_HEADERS.items():
        if headers.get(name, "").lower() in signs:
            return MissReason.CAPTCHA
    if len(body) > WALL_BYTES:
        return None
    if status in READABLE:
        return _quiet_wall(body)
    if any(sign in body for sign in _CHALLENGES) or b"captcha" in body.lower():
        return MissReason.CAPTCHA
    return MissReason.BLOCKED if any(sign in body for sign in _BLOCKS) else None


def _quiet_wall(body: bytes) -> MissReason | None:
    """As `wall`, of an answer that says it is a page. Linear.

    Whoever writes comments there must not make the page unread by a guard's words.
    """
    if not any(sign in body for sign in _SIGNS):  # Cheap, and true of nearly every page.
        return None
    words = len(_WORD.findall(_UNSEEN.sub(b" ", body)))
    unseen = b" ".join(part[0] for part in _UNSEEN.finditer(body))
    if words <= MOST_CHALLENGE_WORDS and any(sign in unseen for sign in _CHALLENGES):
        return MissReason.CAPTCHA
    is_block = words <= MOST_BLOCK_WORDS and any(sign in body for sign in _BLOCKS)
    return MissReason.BLOCKED if is_block else None


def is_worth_reading(kind: str, address: Address, *, may_be_picture: bool = False) -> bool:
    """Whether what comes as a media type, in lower case, from an address is read by `extract`."""
    if kind in PICTURE_TYPES:
        return may_be_picture
    path = address.partition("?")[0].lower()
    return kind in READ_TYPES or (kind in PACKED_TYPES and path.endswith((*PACKED, PDF)))
