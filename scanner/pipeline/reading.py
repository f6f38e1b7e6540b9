"""From a page's bytes to its text, in worker processes that may be killed."""

import logging
from typing import Final

from scanner import log
from scanner.config.settings import CrawlSettings
from scanner.model.document import Document
from scanner.model.page import MissReason, Page
from scanner.sandbox import Named, Sandbox, SandboxFailed, SandboxTimeout

_logger: Final = log.logger("pipeline")

MOST_TEXT: Final = 2_000_000
"""Characters of a page, some 300,000 words; a longer one is a gap that the report says."""

CUT_FACTOR: Final = 8
"""BeautifulSoup takes forty times as long as the fast parser; it reads pages with a hit only."""


READ: Final[Named[Document | None]] = Named("scanner.extract.page", "read")
READ_LINEAR: Final[Named[Document | None]] = Named("scanner.extract.page", "read_linear")
CUT: Final[Named[Document]] = Named("scanner.extract.posts", "cut")


class PageReader:
    """Reads every page, whoever is on it."""

    def __init__(self, sandbox: Sandbox, settings: CrawlSettings) -> None:
        self._sandbox: Final = sandbox
        self._seconds: Final = settings.parse_seconds

    async def document(self, page: Page) -> Document | MissReason:
        """The page as text, or why there is none."""
        try:
            document = await self._read(page)
        except (SandboxTimeout, SandboxFailed):
            return MissReason.UNREADABLE
        if document is None:
            return MissReason.CONTENT_TYPE
        return MissReason.TOO_LARGE if len(document.text) > MOST_TEXT else document

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
