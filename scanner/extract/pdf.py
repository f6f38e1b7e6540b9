"""PDF to text: its pages, the comments on them, and what the file says of itself.

Runs in a worker that may be killed. What PDFium makes of a page is its text in reading order, a
line for each line on paper; two things it leaves undone are done here: a sentence goes on over the
end of a line, and letters of scripts written from the right come in the order they stand on paper.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Final

import pypdfium2
from pypdfium2 import raw

from scanner.extract.clean import clean
from scanner.extract.lines import Lines
from scanner.model.document import BlockKind, Document
from scanner.model.page import Page

MOST_PAGES: Final = 500
"""Of one file: .8 s. The minutes of a year have some hundreds."""

FEW_CHARACTERS: Final = 100
"""A picture of a page may carry a stamp or a number of text beside it."""
MOST_OF_A_PAGE: Final = 0.5
"""A picture that covers so much of a page is the page."""

MOST_SCANS: Final = 60
"""Pages that are pictures and are drawn to be read; as many more as there are count as unread."""
LONGER_SIDE: Final = 3_000
"""Pixels at which they are drawn: A4 at 250 dots an inch."""
DENSEST: Final = 300 / 72
"""Pixels to which a point is drawn at most: what a scanner has, and what Tesseract asks for."""

Sees = Callable[[pypdfium2.PdfBitmap], str | None]
"""The words of a page as it was drawn; None where nobody read it."""

MOST_COMMENTS: Final = 500
"""On one page."""

WRAPPED: Final = 60
"""A line of so many characters that ends in a letter goes on in the next."""

_TOLD: Final = ("Title", "Author", "Subject", "Keywords")
"""What a file says of itself; author is often who wrote the decision. The rest is programs."""

_SPLIT: Final = "-\u00ad\u2010\u0002\ufffe"
"""How PDFium gives a hyphen at the end of a line."""
_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")


def read(page: Page, sees: Sees | None = None) -> Document:
    """The text of a PDF, and how many of its pages nobody has read: those that are pictures, but
    for what `sees` makes of them, and those after the first `MOST_PAGES`. Its links are not
    followed.

    Raises `pypdfium2.PdfiumError` where it is broken, or opens with a password only.
    """
    lines = Lines(page.final)
    with pypdfium2.PdfDocument(page.body) as file:
        said = file.get_metadata_dict()
        for key in _TOLD:
            lines.add(BlockKind.TITLE if key == "Title" else BlockKind.META, said.get(key, ""))
        unread = max(0, len(file) - MOST_PAGES)
        scans = 0
        for leaf in islice(file, MOST_PAGES):
            try:
                if _read_page(leaf, lines):
                    scans += 1
                    is_seen = sees is not None and scans <= MOST_SCANS and _see(leaf, sees, lines)
                    unread += not is_seen
            finally:
                leaf.close()
    return replace(lines.document(), unread_pages=unread)


def _read_page(leaf: pypdfium2.PdfPage, lines: Lines) -> bool:
    """Add a page's lines; True where it is a picture."""
    text = leaf.get_textpage()
    try:
        for line in chain(joined(_lines(text)), _comments(leaf)):
            lines.add(BlockKind.BODY, line)
        return text.count_chars() < FEW_CHARACTERS and _is_picture(leaf, text.count_chars())
    finally:
        text.close()


def _see(leaf: pypdfium2.PdfPage, sees: Sees, lines: Lines) -> bool:
    """Add the words of a page that is a picture; False where nobody could read them."""
    longer = max(*leaf.get_size(), 1.0)
    drawn = leaf.render(scale=min(DENSEST, LONGER_SIDE / longer), grayscale=True)
    try:
        text = sees(drawn)
    finally:
        drawn.close()
    if text is not None:
        lines.add(BlockKind.BODY, text)
    return text is not None


def _is_picture(leaf: pypdfium2.PdfPage, characters: int) -> bool:
    """Whether a picture covers the page, or something is drawn on one without any text."""
    width, height = leaf.get_size()
    for drawn in leaf.get_objects():
        left, bottom, right, top = drawn.get_bounds()
        if not characters or (right - left) * (top - bottom) >= MOST_OF_A_PAGE * width * height:
            return True
    return False


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[str]:
    whole = text.get_text_range()
    # Where the two count differently (rare letters of two units), places say nothing.
    is_placed = _RTL.search(whole) is not None and text.count_chars() == len(whole)
    done = 0
    for line in whole.split("\r\n"):
        yield _readable(line, done, text) if is_placed else line
        done += len(line) + 2


def _readable(line: str, start: int, text: pypdfium2.PdfTextPage) -> str:
    """A line whose words from the right are spelt as they are read.

    PDFium turns some of them and leaves others as they stand on paper; where the letters stand
    tells which.
    """

    def turned(word: re.Match[str]) -> str:
        first = text.get_charbox(start + word.start())[0]
        last = text.get_charbox(start + word.end() - 1)[0]
        return word[0][::-1] if first < last else word[0]

    return _RTL.sub(turned, line)


def joined(lines: Iterator[str]) -> Iterator[str]:
    """Lines of which none goes on in the next: a phrase must not end where the paper does."""
    held = ""
    for line in lines:
        line = line.strip()
        if held and line and _is_cut(held):
            # A word is cut, but Anna-Karin keeps her hyphen.
            held = held[:-1] + ("" if line[0].islower() else "-") + line
        elif held and line and _goes_on(held, line):
            held = f"{held} {line}"
        else:
            yield held
            held = line
    yield held


def _is_cut(line: str) -> bool:
    return line[-1] in _SPLIT and line[-2:-1].isalpha()


def _goes_on(line: str, following: str) -> bool:
    is_full = len(line) >= WRAPPED and line[-1].isalpha()
    is_in_a_sentence = line[-1] == "," or following[0].islower()
    return is_full or is_in_a_sentence or _are_from_the_right(line, following)


def _are_from_the_right(line: str, following: str) -> bool:
    """Scripts without capitals do not show where a sentence begins: only its end counts."""
    return all(unicodedata.bidirectional(one) in {"R", "AL"} for one in (line[-1], following[0]))


def _comments(leaf: pypdfium2.PdfPage) -> Iterator[str]:
    """What readers and writers have noted on the page."""
    for number in range(min(raw.FPDFPage_GetAnnotCount(leaf), MOST_COMMENTS)):
        note = raw.FPDFPage_GetAnnot(leaf, number)
        size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        if size > 2:
            held = (raw.FPDF_WCHAR * (size // 2))()
            raw.FPDFAnnot_GetStringValue(note, b"Contents", held, size)
            yield clean(bytes(held).decode("utf-16-le", "replace"))
        raw.FPDFPage_CloseAnnot(note)
