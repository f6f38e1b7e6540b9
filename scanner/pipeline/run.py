"""One run of the main job: tidy up, scan and send what waited, report, tell."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from scanner import log, ocr
from scanner.alert.daily_head import queue_daily_head
from scanner.alert.deliver import Delivered, deliver_due
from scanner.crawl.crawler import Crawler, Scan
from scanner.crawl.lanes import Rhythm
from scanner.enrol import expiry, officers
from scanner.enrol.activation import begin_watches
from scanner.enrol.withdraw import resume
from scanner.errors import StopError, UsageError
from scanner.evidence import keep
from scanner.match.generation import GENERATION
from scanner.model.frontier import DuePage
from scanner.model.ids import Address, ScanId, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import Door
from scanner.pipeline.archives import Archives
from scanner.pipeline.clock import doubt, put_right
from scanner.pipeline.house import House
from scanner.pipeline.looking import Looking
from scanner.pipeline.reading import PageReader, PictureReader
from scanner.pipeline.reporting import write_report
from scanner.pipeline.search_keys import keys_of
from scanner.pipeline.visits import Visits
from scanner.places.sources import Source
from scanner.report.data import Period
from scanner.report.write import WrittenReport
from scanner.sandbox import Sandbox
from scanner.sources.kinds import begun
from scanner.store import erased_list, frontier, outbox, retention, scans
from scanner.store.database import Transaction, generation
from scanner.store.names import new_id

TRIED_AGAIN: Final = timedelta(days=7)
"""So long each run tries a mail again that was refused: a wrong password or a full mailbox is
mended by then, and a mailbox that there is no more is not asked for ever."""

MAIL_SECONDS: Final = 5.0
"""So often mails are sent while a scan goes on: an acute case does not wait for the last page."""

LAST_LOOKS: Final = 300.0
"""Seconds that there are at least to look at what waits when the last page has come."""

CLOCK_DOUBTED: Final = "The clock may be wrong. Run doctor: it says why, and what to do."
NOT_NOTED: Final = "Erasures could not be noted in backup.erased_list. Run doctor."

_logger: Final = log.logger("pipeline")

Progress = Callable[[DuePage, Page | Missed], None]
"""Called after each finished page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    report: WrittenReport
    delivered: Delivered
    is_whole: bool
    """False where the scan was stopped before everything due was visited."""
    visited: int
    """Pages that were due and were asked for."""


async def run(
    house: House,
    *,
    only: frozenset[SourceId] = frozenset(),
    folder: Path | None = None,
    progress: Progress = lambda due, outcome: None,
    stop: asyncio.Event | None = None,
) -> RunResult:
    """Scan the sources (`only` those, if any are named), write the report, send the mails.

    Mails go when they are due: a link to log in works for an hour, an acute case waits for half of
    one. They go beside the scan, not before it or between pages, for how many there are must not
    show in when a site is asked.
    Setting `stop` ends the scan after the pages under way. Raises `StopError` where another scan
    is at work, `UsageError` where a source is named that there is not.
    """
    sources = {
        name: begun(source, house.watchlists.questions)
        for name, source in chosen(house, only).items()
    }
    visited = 0

    def count(due: DuePage, outcome: Page | Missed) -> None:
        nonlocal visited
        visited += 1
        progress(due, outcome)

    with house.store.scan_lock():
        await asyncio.to_thread(tidy_up, house)
        scan = Scan(
            horizon=house.clock(),
            sources=sources,
            generation=partial(_generation, house.watchlists.fingerprint),
            keys=keys_of(sources.values()),
        )
        since = house.store.read(scans.unreported_since) or scan.horizon
        is_over = asyncio.Event()
        sending = asyncio.create_task(_keep_delivering(house, is_over))
        try:
            is_whole = await _scan(house, scan, since, count, stop or asyncio.Event())
            report, delivered = await _tell(house, since, folder)
        finally:
            # What keeps mails from being sent keeps nobody from being looked for.
            is_over.set()
            beside = await sending
    return RunResult(
        report=report, delivered=beside + delivered, is_whole=is_whole, visited=visited
    )


async def _keep_delivering(house: House, is_over: asyncio.Event) -> Delivered:
    delivered = await _deliver(house)
    while not is_over.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(is_over.wait(), MAIL_SECONDS)
        delivered += await _deliver(house)
    return delivered


async def _deliver(house: House) -> Delivered:
    return await deliver_due(house.store, house.config.mail, house.clock)


async def _tell(
    house: House, since: datetime, folder: Path | None
) -> tuple[WrittenReport, Delivered]:
    """Write the report, send the mails. They do not wait for one that cannot be written."""
    period = Period(since=since, until=house.clock() + timedelta(microseconds=1))
    language = house.config.organisation.language
    try:
        report = await asyncio.to_thread(write_report, house, period, folder, language=language)
    finally:
        delivered = await _deliver(house)
    return report, delivered


def chosen(house: House, only: frozenset[SourceId]) -> dict[SourceId, Source]:
    """The sources to read: those that have not expired. `UsageError` for a name that is none."""
    known = {source.source_id: source for source in house.watchlists.sources}
    if unknown := sorted(only - known.keys()):
        raise UsageError(f"There is no source {', '.join(unknown)}. `sources list` shows them.")
    today = house.clock().date()
    return {
        name: source
        for name, source in known.items()
        if (not only or name in only) and not source.has_expired(today)
    }


def _generation(words: str, tx: Transaction) -> str:
    """Who and what is looked for, as a page remembers it."""
    return f"{generation(tx)}.{words}.{GENERATION}"


def tidy_up(house: House) -> None:
    """What a crash, a withdrawal or time left to do. Hold the scan lock."""
    now = house.clock()
    if house.store.read(lambda tx: doubt(tx, now)):
        log.event(_logger, "clock.doubtful", logging.WARNING, note=CLOCK_DOUBTED)
    house.store.write(lambda tx: put_right(tx, now))
    resume(house.store, house.config, now)
    expiry.remind(house.store, house.config, now)
    officers.ask_anew(house.store, house.config, now)
    try:
        note_erased(house)
    except StopError:
        # A disk that is not mounted keeps nobody from being looked for; doctor says so too.
        log.event(_logger, "erased_list.failed", logging.WARNING, note=NOT_NOTED)
    house.store.write(lambda tx: outbox.requeue_failed(tx, due_since=now - TRIED_AGAIN))
    retention.sweep(house.store, house.config, now)
    keep.sweep(house.evidence_folder, house.store)
    house.store.write(lambda tx: queue_daily_head(tx, house.config, now))


def note_erased(house: House) -> None:
    """Keep the list on another disk of who was erased, where the settings name one."""
    if listed := house.config.backup.erased_list:
        erased_list.mirror(house.store.keys, listed)


def _begin(tx: Transaction, house: House, scan: Scan, scan_id: ScanId, since: datetime) -> None:
    frontier.retire_unknown(tx, [source.source_id for source in house.watchlists.sources])
    # By the scan's own time: whose watch begins in between would be read for by no scan.
    begin_watches(tx, scan.horizon)
    scans.begin(tx, scan_id, scan.horizon)
    frontier.reopen(tx, scan.horizon, since)
    for source in house.watchlists.sources:
        if source.source_id not in scan.sources:
            # Known to the frontier, so that it is counted as not checked, with the reason.
            frontier.seed(tx, source.source_id, _addresses(house, source), scan.horizon)
        if source.has_expired(scan.horizon.date()):
            frontier.give_up(tx, [source.source_id], scan.horizon, MissReason.EXPIRED)


def _addresses(house: House, source: Source) -> tuple[Address, ...]:
    return begun(source, house.watchlists.questions).addresses


async def _scan(
    house: House,
    scan: Scan,
    since: datetime,
    progress: Progress,
    stop: asyncio.Event,
) -> bool:
    """Visit everything due; False where `stop` ended it before."""
    crawl, store = house.config.crawl, house.store
    sandbox = Sandbox(crawl.parse_workers, crawl.parse_memory_bytes)
    pictures = PictureReader(await asyncio.to_thread(ocr.find))
    scan_id = ScanId(new_id())
    began = time.monotonic()
    await store.awrite(lambda tx: _begin(tx, house, scan, scan_id, since))
    try:
        async with Looking(house, since) as looking:
            visits = Visits(house, PageReader(sandbox, crawl, pictures), looking)

            async def finish(due: DuePage, outcome: Page | Missed) -> None:
                await visits.finish(due, outcome)
                progress(due, outcome)

            async with Door(crawl, house.config.lab, now=house.clock) as door:
                rhythm = Rhythm(clock=house.clock, stop=stop)
                scan = replace(scan, kept=Archives(crawl, sandbox, house.clock).read)
                await Crawler(store, door, crawl, scan, finish, rhythm).run()
            left = 60 * crawl.scan_minutes - (time.monotonic() - began)
            await looking.finish(max(left, LAST_LOOKS))
    finally:
        sandbox.close()
        pictures.close()
    await store.awrite(lambda tx: scans.end(tx, scan_id, house.clock()))
    return not stop.is_set()
