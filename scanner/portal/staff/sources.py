"""What is read, how much of it at the last scan, and where the watch is blind."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from scanner.config.settings import Config
from scanner.errors import UsageError
from scanner.places.sources import Source
from scanner.places.watchlists import read_sources
from scanner.portal.policy import Field
from scanner.portal.visit import CONFIG, STORE, need, now, page
from scanner.report.data import SourceCoverage
from scanner.report.gather import coverage
from scanner.store import scans


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How awake the watch is."""

    coverage: tuple[SourceCoverage, ...]
    expired: tuple[str, ...]
    """Names of sources whose decision has run out: they are not read."""
    last_scan: datetime | None
    mistake: str
    """Why the watchlists cannot be read; '' where they can."""


async def show(request: web.Request) -> web.Response:
    need(request, Field.SOURCES)
    config, store, at = request.app[CONFIG], request.app[STORE], now(request)
    sources, mistake = await asyncio.to_thread(_sources, config)
    last, read = await store.aread(
        lambda tx: (
            scans.last_scan_began(tx),
            coverage(tx, sources, at),
        )
    )
    watch = Watch(
        coverage=read,
        expired=tuple(one.name for one in sources if one.has_expired(at.date())),
        last_scan=last,
        mistake=mistake,
    )
    return page(request, "staff/sources.html", watch=watch, zone=config.organisation.timezone)


def _sources(config: Config) -> tuple[tuple[Source, ...], str]:
    try:
        return tuple(read_sources(config)), ""
    except UsageError as error:
        return (), str(error)
