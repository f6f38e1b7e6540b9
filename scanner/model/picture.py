"""A picture on the web, before and after somebody looked at it."""

from dataclasses import dataclass
from typing import Final

from scanner.model.ids import Address

_STARTS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_PDF: Final = b"%PDF-"
_NAMED: Final = (b"ftypavif", b"ftypavis")
"""AVIF, which names itself behind a length."""

BLANK: Final = b"\xef\xbb\xbf\t\n\f\r "
"""Before a document's beginning it means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that a page shows, or that it is."""

    address: Address
    at: int
    """Offset of the line in which it stands, or of the next one."""
    looks: tuple[str, ...] = ()
    """Perceptual hashes, where it was measured: 64 bits as 16 hex digits each."""


def is_picture(body: bytes) -> bool:
    """Whether bytes begin as a PNG, JPEG, GIF, WebP or AVIF does. SVG is a page of markup."""
    is_webp = body.startswith(b"RIFF") and body[8:12] == b"WEBP"
    return is_webp or body[4:12] in _NAMED or body.startswith(_STARTS)


def is_pdf(body: bytes) -> bool:
    """Whether bytes begin as a PDF does, whose pages may be pictures."""
    return body.lstrip(BLANK).startswith(_PDF)
