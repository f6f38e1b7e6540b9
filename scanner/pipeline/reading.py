"""From a page's bytes to its text, in worker processes that may be killed."""

import logging
from typing import Final

from scanner import log
from scanner.config.settings import CrawlSettings
from scanner.model.document import Document
from scanner.model.page import MissReason, Page
from scanner.model.picture import is_picture
from scanner.sandbox import Named, Sandbox, SandboxFailed, SandboxTimeout

_logger: Final = log.logger("pipeline")

MOST_TEXT: Final = 2_000_000
"""Characters of a page, some 300,000 words; a longer one is a gap that the report says."""

NICENESS: Final = 10
"""Of the worker that reads pictures: the crawl goes before it."""

CUT_FACTOR: Final = 8
"""BeautifulSoup takes forty times as long as the fast parser; it reads pages with a hit only."""


READ: Final[Named[Document | None]] = Named("scanner.extract.page", "read")
READ_LINEAR: Final[Named[Document | None]] = Named("scanner.extract.page", "read_linear")
CUT: Final[Named[Document]] = Named("scanner.extract.posts", "cut")
SEE: Final[Named[Document]] = Named("scanner.pipeline.seeing", "see")
SEE_PAGES: Final[Named[Document]] = Named("scanner.pipeline.seeing", "see_pages")

SEE_SECONDS: Final = 20.0
"""For the words of one picture."""
SEE_PAGES_SECONDS: Final = 90.0
"""For those of all the scanned pages of a file: what is left then counts as unread."""
OPEN_SECONDS: Final = 20.0
"""To open, measure or draw what is read, beside that."""
SEE_MEMORY_BYTES: Final = 2 * 1024 * 1024 * 1024
"""Of address space: numpy takes most of one gigabyte before the first picture."""


class PictureReader:
    """Reads pictures and scanned pages, whoever is on them, in a worker of its own: no page waits
    behind them but those of their own host."""

    def __init__(self, tesseract: str | None) -> None:
        """`tesseract`: what `ocr.find` gives; without it pictures are measured and not read."""
        self._sandbox: Final = Sandbox(1, SEE_MEMORY_BYTES, niceness=NICENESS)
        self._program: Final = tesseract or ""

    async def document(self, page: Page) -> Document | MissReason:
        """A picture as a document: its words, how it looks, and whether anybody has read it
        (`unread_pages`)."""
        return await self._ask(SEE, page, SEE_SECONDS)

    async def pages(self, page: Page, read: Document) -> Document:
        """A PDF or mail that was `read`, with its scanned pages and pictures as far as they could
        be read."""
        if not self._program or not read.unread_pages:
            return read
        seen = await self._ask(SEE_PAGES, page, SEE_PAGES_SECONDS)
        return seen if isinstance(seen, Document) else read

    async def _ask(
        self, function: Named[Document], page: Page, seconds: float
    ) -> Document | MissReason:
        limit = seconds + OPEN_SECONDS
        try:
            document = await self._sandbox.run(
                function, page, self._program, seconds, seconds=limit
            )
        except (SandboxTimeout, SandboxFailed):
            return MissReason.UNREADABLE
        return MissReason.TOO_LARGE if len(document.text) > MOST_TEXT else document

    def close(self) -> None:
        self._sandbox.close()


class PageReader:
    """Reads every page, whoever is on it."""

    def __init__(self, sandbox: Sandbox, settings: CrawlSettings, pictures: PictureReader) -> None:
        self._sandbox: Final = sandbox
        self._seconds: Final = settings.parse_seconds
        self._pictures: Final = pictures

    async def document(self, page: Page) -> Document | MissReason:
        """The page as text, or why there is none."""
        if is_picture(page.body):
            return await self._pictures.document(page)
        try:
            document = await self._read(page)
        except (SandboxTimeout, SandboxFailed):
            return MissReason.UNREADABLE
        if document is None:
            return MissReason.CONTENT_TYPE
        if len(document.text) > MOST_TEXT:
            return MissReason.TOO_LARGE
        return await self._pictures.pages(page, document)

    async def _read(self, page: Page) -> Document | None:
        try:
            return await self._sandbox.run(READ, page, seconds=self._seconds)
        except SandboxTimeout:
            # Whoever writes pages to be slow must not be unread for it.
            return await self._sandbox.run(READ_LINEAR, page, seconds=self._seconds)


class PostReader:
    """Cuts pages with a hit into their posts. Its sandbox is not the one that reads every page:
    a site would feel in our next request that a page of its took longer."""

    def __init__(self, sandbox: Sandbox, settings: CrawlSettings) -> None:
        self._sandbox: Final = sandbox
        self._seconds: Final = CUT_FACTOR * settings.parse_seconds

    async def cut(self, page: Page) -> Document | None:
        """The page with its posts; None where that takes too long or does not work."""
        try:
            document = await self._sandbox.run(CUT, page, seconds=self._seconds)
        except (SandboxTimeout, SandboxFailed) as error:
            # The page's findings then stand for the whole page: somebody should know, but not of
            # which source, for only pages that name somebody are cut.
            log.event(_logger, "page.not_cut", logging.WARNING, error=type(error).__name__)
            return None
        return document
