"""What a page is known again by: its bytes, and its text without what changes by itself.

Left out are whole lines alone that hold nothing but a counter, a time of day with seconds or a
time that is told from today ("för 5 minuter sedan"). No finder of details reads over the end of a
line, and a counter has fewer digits than a phone number: no name, number or address can be added
or altered in such a line.
"""

import re
from hashlib import sha256
from typing import Final

from scanner.model.document import Document
from scanner.model.frontier import Marks
from scanner.model.page import Page

READ_BY: Final = frozenset({"content-type", "link", "x-wp-totalpages"})
"""Headers that decide what is read of the same bytes."""

LONGEST_LINE: Final = 60
"""Characters of a line that may be left out."""

LEFT_OUT: Final = "\0"
"""Stands for such a line, so that one more or fewer is a change."""

_COUNT: Final = r"(?:0|[1-9]\d{0,2}[ \u00a0.,]\d{3}|[1-9]\d{0,5})(?!\d)"
_COUNTED: Final = (
    r"(?:visning(?:ar)?|visad|läsningar|läst|besök(?:are)?|svar|inlägg|kommentarer|gillar|"
    r"gilla-markeringar|delningar|röster|medlemmar|gäster|inloggade|online|"
    r"views?|replies|comments?|likes?|shares?|visits?|visitors?|guests?|members?|users? online|"
    r"مشاهدة|مشاهدات|ردود|просмотр(?:ов|а)?|görüntüleme|yanıt)"
)
_CLOCK: Final = r"(?:[01]?\d|2[0-3])[:.][0-5]\d"
_SECONDS: Final = _CLOCK + r"[:.][0-5]\d"
_SPAN: Final = (
    r"(?:sek(?:under)?|minut(?:er)?|min|tim(?:me|mar)?|dag(?:ar)?|veck(?:a|or)|månad(?:er)?|år|"
    r"seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)"
)
_AGO: Final = rf"(?:för )?(?:[1-9]\d?|en|ett|an?|one) {_SPAN}\.? (?:sedan|ago)"
_TODAY: Final = rf"(?:i ?dag|i ?går|today|yesterday),?(?: kl\.?| klockan| at)? {_CLOCK}"
_ONE: Final = (
    rf"(?:{_COUNT} {_COUNTED}|{_COUNTED}:? {_COUNT}|{_AGO}|{_TODAY}|"
    rf"(?:kl\.? |klockan )?{_SECONDS}|just nu|nyss|just now)"
)
_BY_ITSELF: Final = re.compile(rf"{_ONE}(?: ?[,·|•–] ?{_ONE}){{0,3}}")


def marks(page: Page, document: Document) -> Marks:
    """What a page that was read is known again by."""
    return Marks(shown_sha256=shown_sha256(page), text_sha256=text_sha256(document))


def shown_sha256(page: Page) -> str:
    """Of the bytes, where they stood, and the headers that they are read by."""
    read_by = [f"{name}:{value}" for name, value in page.headers if name in READ_BY]
    return sha256("\n".join((page.digest, page.final, *read_by)).encode()).hexdigest()


def text_sha256(document: Document) -> str:
    """Of all that is searched and judged of a document, without what changes by itself."""
    text = document.text
    parts = [document.language, document.title, str(document.unread_pages)]
    parts += [
        f"{block.kind}\n{_lasting(text[block.start : block.end])}" for block in document.blocks
    ]
    parts += [
        f"{post.key}\n{post.author}\n{post.address}\n{_lasting(text[post.start : post.end])}"
        for post in document.posts
    ]
    parts += [picture.address for picture in document.pictures]
    return sha256("\0\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _lasting(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(LEFT_OUT if _is_by_itself(line) else line for line in lines)


def _is_by_itself(line: str) -> bool:
    return len(line) <= LONGEST_LINE and _BY_ITSELF.fullmatch(line.lower()) is not None
