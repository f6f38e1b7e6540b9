"""A mail, or a page that a browser saved as one (MHTML, RFC 2557): its head, and the text of all
its parts, those of mails inside it too.

Every part is a page of its own, read as one of its kind; what cannot be read is counted. Whoever
writes a mail also chooses its links, so none is handed on. For a parse worker, whose limits hold
for the parts together.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from hashlib import sha256
from typing import Final

import pypdfium2

from scanner.extract.charset import decode
from scanner.extract.clean import clean
from scanner.extract.content import Content, ContentKind, content_of
from scanner.extract.lines import Lines
from scanner.extract.sitemap import BombError
from scanner.model.document import Block, BlockKind, Document
from scanner.model.ids import Sha256
from scanner.model.page import Page
from scanner.model.picture import is_picture

MOST_PARTS: Final = 200
"""Of one mail. A page that a browser saved has a part for each picture."""
MOST_NESTED: Final = 12
"""Mails inside mails, and multiparts, around one part."""

_SHAPES: Final = frozenset(
    {"text/css", "text/javascript", "application/javascript", "application/x-javascript",
     "application/pgp-signature", "application/pkcs7-signature"}
)  # fmt: skip
"""How a page looks and moves, who signed: nobody reads words there."""
_CODED: Final = frozenset({"base64", "quoted-printable"})
_SPACE: Final = re.compile(r"\s+")

ReadPart = Callable[[Content, Page], Document]
SeePart = Callable[[Page], Document]
"""Reads the words in a picture. Raises `ValueError` for a broken one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    pages: tuple[Page, ...]
    """What the parts hold, decoded, each with the type that the mail declares for it."""
    left_out: int
    """Parts beyond the bounds, and mails inside that are packed against the rules (RFC 2046)."""


def read(page: Page, read_part: ReadPart, see_part: SeePart | None = None) -> Document:
    """Subject, sender and text of a mail; `unread_pages` counts the parts that nobody has read,
    pictures too where nobody sees them.

    Whom it was sent to is left out: to be written to exposes nobody.
    Raises RecursionError for one that is nested without measure.
    """
    message = BytesParser().parsebytes(page.body)
    held = parts(message, page)
    lines = Lines(page.final)
    lines.add(BlockKind.TITLE, _head(message, "subject"))
    lines.add(BlockKind.META, _head(message, "from"))
    read_parts = [_read(part, read_part, see_part) for part in held.pages]
    documents = [document for document in read_parts if document is not None]
    unread = held.left_out + read_parts.count(None) + sum(one.unread_pages for one in documents)
    return replace(_joined([lines.document(), *documents]), unread_pages=unread)


def parts(message: Message, page: Page) -> Parts:
    """The parts of a mail that came as `page`, in order."""
    pages: list[Page] = []
    left_out = 0
    for part in _leaves(message):
        if part is None or len(pages) == MOST_PARTS:
            left_out += 1
        elif not _is_shape(part):
            body = _body(part)
            if body.strip():
                pages.append(_page(part, body, page))
    return Parts(pages=tuple(pages), left_out=left_out)


def _leaves(message: Message) -> Iterator[Message | None]:
    """What holds no more parts, in order; None for what is not opened."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        inside = part.get_payload()
        if not part.is_multipart() or not isinstance(inside, list):
            yield part
        elif depth == MOST_NESTED or _is_coded(part):
            yield None
        else:
            waiting += ((one, depth + 1) for one in reversed(inside) if isinstance(one, Message))


def _is_coded(part: Message) -> bool:
    """A mail inside that is coded as a whole: the parser takes the code for its text."""
    coding = str(part.get("content-transfer-encoding", "")).strip().lower()
    return part.get_content_maintype() == "message" and coding in _CODED


def _is_shape(part: Message) -> bool:
    return part.get_content_type() in _SHAPES or part.get_content_maintype() == "font"


def _body(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _page(part: Message, body: bytes, page: Page) -> Page:
    declared = str(part.get("content-type", part.get_content_type()))
    return replace(
        page,
        headers=(("content-type", _SPACE.sub(" ", declared)),),
        body=body,
        digest=Sha256(sha256(body).hexdigest()),
    )


def _read(part: Page, read_part: ReadPart, see_part: SeePart | None) -> Document | None:
    """None for a part of a kind that is not read, and for one that is broken: the others are read
    all the same."""
    try:
        if is_picture(part.body):
            return see_part(part) if see_part else None
        content = content_of(part)
        # A leaf that looks like a mail once more is one that the parser could not open.
        if content is None or content.kind is ContentKind.MAIL:
            return None
        return read_part(content, part)
    except (pypdfium2.PdfiumError, BombError, ValueError):
        return None


def _head(message: Message, name: str) -> str:
    value = message.get(name, "")
    try:
        chunks = decode_header(value)
    except HeaderParseError:
        return clean(str(value))
    return clean("".join(_words(chunk, charset) for chunk, charset in chunks))


def _words(chunk: str | bytes, charset: str | None) -> str:
    if isinstance(chunk, str):
        return chunk
    return decode(chunk, f"text/plain; charset={charset}" if charset else "")


def _joined(documents: list[Document]) -> Document:
    """One document of several, each beginning on a line of its own."""
    blocks: list[Block] = []
    texts: list[str] = []
    start = 0
    for one in documents:
        if one.text:
            blocks += (
                replace(block, start=block.start + start, end=block.end + start)
                for block in one.blocks
            )
            texts.append(one.text)
            start += len(one.text) + 1
    return Document(
        address=documents[0].address,
        title=next((one.title for one in documents if one.title), ""),
        language=next((one.language for one in documents if one.language), ""),
        text="\n".join(texts),
        blocks=tuple(blocks),
    )
