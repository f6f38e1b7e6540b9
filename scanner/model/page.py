"""What came from the web, or why nothing came."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scanner.model.ids import Address, Sha256, SourceId


class MissReason(StrEnum):
    """Why an address was not read as a page."""

    ROBOTS = "robots"
    """The site's robots.txt forbids it, or could not be had."""
    ADDRESS = "address"
    """The address, or where it leads, is not one that we may dial."""
    DNS = "dns"
    CONNECT = "connect"
    """Refused, reset, or the peer broke the protocol."""
    PROXY = "proxy"
    """Our own proxy was not there, or did not let the request through."""
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    """More bytes, headers or decompressed bytes than the limits allow."""
    REDIRECTS = "redirects"
    BLOCKED = "blocked"
    """401, 403, 429 or a block page: somebody decided that we may not read it."""
    CAPTCHA = "captcha"
    GONE = "gone"
    """404 or 410: the site says that the page is not there."""
    SOFT_404 = "soft_404"
    """The site says in words that the page is not there, but answers as with a page."""
    HTTP_ERROR = "http_error"
    """Any other status that is not a page."""
    NOT_MODIFIED = "not_modified"
    """304: the page is as it was when it was last read."""
    CONTENT_TYPE = "content_type"
    """A kind of content that we do not read."""
    PARTLY = "partly"
    """Pages of it are pictures, or too many, and were not read; the rest was."""
    PICTURE = "picture"
    """A picture whose words nobody read: Tesseract is not installed, or could not."""
    NEEDS_BROWSER = "needs_browser"
    """Its scripts write it, and no browser showed it, or not all that they asked for came."""
    UNREADABLE = "unreadable"
    """The bytes came, but could not be made into text and looked at within the limits."""
    BUDGET = "budget"
    """The host's budget for the day, or the source's for the scan, was used up."""
    NOT_REACHED = "not_reached"
    """The scan was stopped, had used up its time, or was one of other sources, before the page's
    turn came."""
    TRAP = "trap"
    """It looks like one of many that the site makes without end; some of them are tried weekly."""
    PROVIDER_DOWN = "provider_down"
    EXPIRED = "expired"
    """The decision to read the source has run out and nobody has renewed it."""


LOOKED_AT: frozenset[MissReason] = frozenset({MissReason.GONE, MissReason.NOT_MODIFIED})
"""Reasons that are answers. Every other reason is a gap: not checked, never shown as clear."""

NOT_WHOLE: frozenset[MissReason] = frozenset(
    {MissReason.SOFT_404, MissReason.PARTLY, MissReason.PICTURE, MissReason.NEEDS_BROWSER}
)
"""Reasons why who is not on what came may stand there all the same. Who is on it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came: the bytes after decompression, kept before anything interprets them."""

    source_id: SourceId
    asked: Address
    final: Address
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    """As sent by the site, in order, names in lower case."""
    body: bytes
    digest: Sha256
    """Of `body`."""
    came: "Page | None" = None
    """Where a browser has shown the page: what came, before its scripts ran. `body` and `headers`
    are then ours."""
    lacks: MissReason | None = None
    """Why it is not all that stands there; None: it is, for all that could be known so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Why nothing came. An expected outcome, not an error."""

    source_id: SourceId
    asked: Address
    at: datetime
    reason: MissReason
    status: int | None = None
    note: str = ""
    """A few words for the operator. Never anything of a page's content."""
    retry_after: str = ""
    """The header Retry-After as the site sent it: seconds or a date."""
    shown: Page | None = None
    """What came along where the site says that the page is gone: it may stand there still."""

    @property
    def is_gap(self) -> bool:
        """True where the page was not checked."""
        return self.reason not in LOOKED_AT


_MAIL: frozenset[str] = frozenset({"message/rfc822", "multipart/related"})
"""What mails and pages saved as mails (RFC 2557) are sent as."""


def is_mail(page: Page) -> bool:
    """Whether a page was sent as a mail, or as a page saved as one."""
    declared = next((value for name, value in page.headers if name == "content-type"), "")
    return media_type(declared) in _MAIL


def media_type(content_type: str) -> str:
    """`text/html` of `Text/HTML; charset=utf-8`."""
    return content_type.partition(";")[0].strip().lower()
