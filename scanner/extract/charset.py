"""Bytes to text by the rules of the encoding and HTML standards (encoding.spec.whatwg.org).

In order: byte order mark, charset of the HTTP header, what the page declares of itself in its
first bytes (XML declaration, meta elements). Where nothing is said: UTF-8 if the bytes are valid
UTF-8, else windows-1252, as browsers guess for western pages.
"""

import re
from typing import Final

import webencodings

from scanner.extract import tokens
from scanner.extract.events import Attributes

PRESCANNED: Final = 1024
"""Bytes in which a page must declare its encoding …"""

LATE: Final = 65_536
"""… and bytes in which some do, late, and browsers then read the page once more."""

_CHARSET: Final = re.compile(
    r"charset\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"']+))", re.IGNORECASE
)
_XML: Final = re.compile(
    r"\A<\?xml[\s][^>]*?\bencoding\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE
)
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xfe\xff", "utf-16be"),
    (b"\xff\xfe", "utf-16le"),
    (b"<\0?\0x\0", "utf-16le"),  # XML's "<?x" stands for a mark.
    (b"\0<\0?\0x", "utf-16be"),
)
_UTF_8: Final = webencodings.lookup("utf-8")
_WINDOWS_1252: Final = webencodings.lookup("windows-1252")


def decode(body: bytes, content_type: str = "") -> str:
    """The text of `body`; what cannot be decoded becomes U+FFFD.

    `content_type` is the HTTP header's value, '' where there was none.
    """
    text, _ = webencodings.decode(body, encoding_of(body, content_type), errors="replace")
    return str(text)


def encoding_of(body: bytes, content_type: str = "") -> webencodings.Encoding:
    """How a page's bytes are to be read."""
    for mark, label in _MARKS:
        if body.startswith(mark):
            return webencodings.lookup(label)
    header = _labelled(_CHARSET, content_type)
    if header is not None and header.name.startswith("utf-16") and _is_ascii_markup(body):
        # Taken at its word the page would count as read, and hold no word that anybody knows.
        header = None
    said = header or _declared(body[:PRESCANNED])
    if said is not None:
        return said
    return _UTF_8 if _is_utf_8(body) else _declared(body[:LATE]) or _WINDOWS_1252


def _declared(beginning: bytes) -> webencodings.Encoding | None:
    text = beginning.decode("latin-1")
    encoding = _labelled(_XML, text) or _of_meta(text)
    # A page whose declaration can be read as ASCII is not UTF-16, whatever it says.
    return _UTF_8 if encoding is not None and encoding.name.startswith("utf-16") else encoding


def _of_meta(beginning: str) -> webencodings.Encoding | None:
    for tag, attributes in tokens.start_tags(beginning):
        if tag == "meta" and (encoding := _of_attributes(attributes)) is not None:
            return encoding
    return None


def _of_attributes(attributes: Attributes) -> webencodings.Encoding | None:
    if (label := attributes.get("charset")) is not None:
        return _lookup(label)
    if (attributes.get("http-equiv") or "").lower() == "content-type":
        return _labelled(_CHARSET, attributes.get("content") or "")
    return None


def _labelled(pattern: re.Pattern[str], text: str) -> webencodings.Encoding | None:
    match = pattern.search(text)
    return _lookup(next(filter(None, match.groups()), "")) if match is not None else None


def _lookup(label: str) -> webencodings.Encoding | None:
    encoding = webencodings.lookup(label)
    is_private = encoding is not None and encoding.name == "x-user-defined"
    return _WINDOWS_1252 if is_private else encoding


def _is_ascii_markup(body: bytes) -> bool:
    """Whether a page is markup of single bytes: in UTF-16 each `<` has a NUL beside it."""
    beginning = body[:PRESCANNED].lstrip()
    return beginning.startswith(b"<") and b"\0" not in beginning


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
