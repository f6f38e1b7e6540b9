"""What stands in pictures, read in a worker that may be killed, and Tesseract with it."""

import time

from scanner.extract import pdf, picture
from scanner.model.document import Document
from scanner.model.page import Page
from scanner.ocr import Reader


def see(page: Page, program: str, seconds: float) -> Document:
    """A picture as a document: `extract.picture.read` with what Tesseract reads in `seconds`."""
    return picture.read(page, Reader(program=program, until=time.monotonic() + seconds))


def see_pages(page: Page, program: str, seconds: float) -> Document:
    """A PDF, with those of its pages that are pictures read as far as `seconds` go."""
    read = Reader(program=program, until=time.monotonic() + seconds)
    return pdf.read(page, lambda drawn: read(picture.grey(drawn.to_pil())))
