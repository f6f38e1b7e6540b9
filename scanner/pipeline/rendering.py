"""Pages that only scripts write, as a browser shows them; as they came where none can."""

from contextlib import AsyncExitStack
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from scanner.errors import StopError
from scanner.extract.scripted import has_much_script, says_little
from scanner.model.ids import Sha256
from scanner.model.page import MissReason, Page, media_type
from scanner.outbound.door import Ask
from scanner.pipeline.reading import PageReader
from scanner.places.sources import Source

if TYPE_CHECKING:
    from scanner.outbound.browser import Browser

MARKUP: Final = frozenset({"", "text/html", "application/xhtml+xml"})

HEADERS: Final = (("content-type", "text/html; charset=utf-8"),)
"""Of what a browser shows. The site's validators hold for what came alone."""


class Rendering:
    """Shows the pages of a scan, one at a time; an async context manager that ends the browser."""

    def __init__(self, program: Path | None, reader: PageReader) -> None:
        """`program`: a Chromium; None: pages that need one are a gap."""
        self._browser: Final = _browser(program) if program else None
        self._reader: Final = reader
        self._stack: Final = AsyncExitStack()

    async def __aenter__(self) -> Self:
        if self._browser is not None:
            await self._stack.enter_async_context(self._browser)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def show(self, page: Page, source: Source, ask: Ask) -> Page:
        """The page as its scripts write it, where they do: which of its bytes and its source alone
        decide, never who stands there."""
        if not await self._is_scripted(page, source):
            return page
        shown = None if self._browser is None else await self._browser.shown(page, ask)
        if shown is None:
            return replace(page, lacks=MissReason.NEEDS_BROWSER)
        body = shown.markup.encode("utf-8", "replace")
        return replace(
            page,
            headers=HEADERS,
            body=body,
            digest=Sha256(sha256(body).hexdigest()),
            came=page,
            lacks=None if shown.is_whole else MissReason.NEEDS_BROWSER,
        )

    async def _is_scripted(self, page: Page, source: Source) -> bool:
        if media_type(dict(page.headers).get("content-type", "")) not in MARKUP:
            return False
        if source.needs_browser:
            return True
        if not has_much_script(page.body):
            return False
        document = await self._reader.document(page)
        return not isinstance(document, MissReason) and says_little(document)


def _browser(program: Path) -> "Browser":
    # Most installations have no such sources, and no scan need wait for the driver's modules.
    try:
        from scanner.outbound.browser import Browser
    except ModuleNotFoundError as error:
        raise StopError(
            "crawl.browser names a browser, but what drives it is not installed. Install Värn "
            'with its extra "browser", or leave the setting empty.'
        ) from error
    return Browser(program)
