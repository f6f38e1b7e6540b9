"""Sources that are web archives on this machine: read page by page, without any request.

The archive's pages are pages of the frontier as all others are: leased, finished and looked at in
the same way, so a kill costs at most a second read.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from scanner.config.settings import CrawlSettings
from scanner.model import capture
from scanner.model.capture import Capture, Listing
from scanner.model.frontier import DuePage
from scanner.model.ids import Address, Sha256
from scanner.model.page import Missed, MissReason, Page
from scanner.places.sources import Source
from scanner.sandbox import Named, Sandbox, SandboxFailed, SandboxTimeout

LISTING: Final[Named[Listing]] = Named("scanner.pipeline.archive_file", "listing")
PAGE: Final[Named[Page | Missed]] = Named("scanner.pipeline.archive_file", "page")

LIST_SECONDS: Final = 60.0
"""Longest time for a stretch of an archive: 500 records, each of them unpacked once."""


MOST_PAGES: Final = 100_000
"""Of one archive."""

_PARTIAL: Final = 206


class Archives:
    """Reads what sources of kind `archive` name."""

    def __init__(
        self, settings: CrawlSettings, sandbox: Sandbox, clock: Callable[[], datetime]
    ) -> None:
        self._folder: Final = settings.archive_folder
        self._seconds: Final = settings.parse_seconds
        self._sandbox: Final = sandbox
        self._clock: Final = clock

    async def read(self, due: DuePage, source: Source) -> Page | Missed:
        """The archive as a list of its pages, or one of the pages; why not is a value too."""
        path = _inside(self._folder, source.archive)
        if path is None:
            return self._missed(due, MissReason.ADDRESS, "outside crawl.archive_folder")
        if not path.is_file():
            return self._missed(due, MissReason.GONE, "there is no such archive")
        try:
            if capture.is_file(due.address):
                return await self._list(due, source, path)
            return await self._page(due, path)
        except (SandboxTimeout, SandboxFailed):
            return self._missed(due, MissReason.UNREADABLE, "the archive")

    async def _list(self, due: DuePage, source: Source, path: Path) -> Page | Missed:
        found: list[Capture] = []
        start: int | None = 0
        is_whole = True
        while start is not None and is_whole:
            try:
                part = await self._sandbox.run(
                    LISTING, str(path), source.archive, start, self._clock(), seconds=LIST_SECONDS
                )
            except (SandboxTimeout, SandboxFailed):
                is_whole = False  # What came before it holds.
                break
            found.extend(part.captures)
            start, is_whole = part.next_offset, part.is_whole
            if len(found) > MOST_PAGES:
                is_whole = False
        if not found:
            return self._missed(due, MissReason.UNREADABLE, "no page in it")
        names = (one.name for one in found[:MOST_PAGES])
        return self._listed(due, names, is_whole=is_whole)

    async def _page(self, due: DuePage, path: Path) -> Page | Missed:
        kept = capture.of(due.address)
        if kept is None:
            return self._missed(due, MissReason.ADDRESS, "no page of an archive")
        came = await self._sandbox.run(
            PAGE, str(path), kept, due.source_id, self._clock(), seconds=self._seconds
        )
        if isinstance(came, Missed):
            return replace(came, asked=due.address)
        # When it was kept stands in its name; what is found on it is found now.
        return replace(came, asked=due.address, fetched_at=self._clock())

    def _listed(self, due: DuePage, names: Iterable[Address], *, is_whole: bool) -> Page:
        body = "\n".join(names).encode()
        return Page(
            source_id=due.source_id,
            asked=due.address,
            final=due.address,
            fetched_at=self._clock(),
            status=200 if is_whole else _PARTIAL,
            headers=(),
            body=body,
            digest=Sha256(hashlib.sha256(body).hexdigest()),
        )

    def _missed(self, due: DuePage, reason: MissReason, note: str) -> Missed:
        return Missed(
            source_id=due.source_id, asked=due.address, at=self._clock(), reason=reason, note=note
        )


def listed(page: Page) -> tuple[Address, ...]:
    """The pages that the list of an archive names."""
    return tuple(map(Address, page.body.decode().split("\n")))


def is_whole(page: Page) -> bool:
    """Whether the list has all that the archive holds."""
    return page.status != _PARTIAL


def _inside(folder: Path | None, name: str) -> Path | None:
    """Where an archive is; None where that is not below `folder`, by whatever links."""
    if folder is None:
        return None
    root = folder.resolve()
    path = (root / name).resolve()
    return path if path.is_relative_to(root) else None
