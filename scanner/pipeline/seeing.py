"""What stands in pictures, read in a worker that may be killed, and Tesseract with it."""

import time
from functools import partial

from scanner.extract import mail, pdf, picture
from scanner.extract.content import Content, ContentKind, content_of
from scanner.extract.page import read_content
from scanner.model.document import Document
from scanner.model.page import Page
from scanner.ocr import Reader


def see(page: Page, program: str, seconds: float) -> Document:
    """A picture as a document: `extract.picture.read` with what Tesseract reads in `seconds`."""
    return picture.read(page, Reader(program=program, until=time.monotonic() + seconds))


def see_pages(page: Page, program: str, seconds: float) -> Document:
    """A PDF with those of its pages that are pictures, or a mail with the pictures in it, read as
    far as `seconds` go."""
    read = Reader(program=program, until=time.monotonic() + seconds)
    content = content_of(page)
    if content is not None and content.kind is ContentKind.MAIL:
        return mail.read(page, partial(_part, read), partial(picture.read, reads=read))
    return _pages(read, page)


def _part(read: Reader, content: Content, part: Page) -> Document:
    return _pages(read, part) if content.kind is ContentKind.PDF else read_content(content, part)


def _pages(read: Reader, page: Page) -> Document:
    return pdf.read(page, lambda drawn: read(picture.grey(drawn.to_pil())))
