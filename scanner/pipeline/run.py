"""One run of the main job: tidy up, scan and send what waited, report, tell."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from scanner import log
from scanner.alert.daily_head import queue_daily_head
from scanner.alert.deliver import Delivered, deliver_due
from scanner.enrol import expiry, officers
from scanner.enrol.withdraw import resume
from scanner.errors import StopError, UsageError
from scanner.evidence import keep
from scanner.model.frontier import DuePage
from scanner.model.ids import SourceId
from scanner.model.page import Missed, Page
from scanner.pipeline import handed
from scanner.pipeline.clock import doubt, put_right
from scanner.pipeline.house import House
from scanner.pipeline.reporting import write_report
from scanner.pipeline.rounds import Due, Progress, scan
from scanner.places.sources import SUPPLIED
from scanner.places.tips import TIPS
from scanner.report.data import Period
from scanner.report.write import WrittenReport
from scanner.store import erased_list, outbox, retention, scans

TRIED_AGAIN: Final = timedelta(days=7)
"""So long each run tries a mail again that was refused: a wrong password or a full mailbox is
mended by then, and a mailbox that there is no more is not asked for ever."""

MAIL_SECONDS: Final = 5.0
"""So often mails are sent while a scan goes on: an acute case does not wait for the last page."""

CLOCK_DOUBTED: Final = "The clock may be wrong. Run doctor: it says why, and what to do."
NOT_NOTED: Final = "Erasures could not be noted in backup.erased_list. Run doctor."

_logger: Final = log.logger("pipeline")


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
    sources = chosen(house, only)
    visited = 0

    def count(due: DuePage, outcome: Page | Missed) -> None:
        nonlocal visited
        visited += 1
        progress(due, outcome)

    with house.store.scan_lock():
        await asyncio.to_thread(tidy_up, house)
        if not only:
            sources |= await handed.waiting(house, left_after=timedelta(0))
        is_over = asyncio.Event()
        sending = asyncio.create_task(_keep_delivering(house, is_over))
        try:
            is_whole = await scan(house, sources, progress=count, stop=stop or asyncio.Event())
            report, delivered = await _tell(house, folder)
        finally:
            # What keeps mails from being sent keeps nobody from being looked for.
            is_over.set()
            beside = await sending
    return RunResult(
        report=report, delivered=beside + delivered, is_whole=is_whole, visited=visited
    )


async def run_due(house: House, due: Due, stop: asyncio.Event) -> None:
    """Scan the sources that are due and those that fall due meanwhile, if any is, until `stop`.

    Mails and the report are others' work. Raises as `run` does.
    """
    if not await due():
        return
    with house.store.scan_lock():
        await asyncio.to_thread(tidy_up, house)
        # Asked anew: whoever held the lock may have read them meanwhile.
        if now_due := await due():
            await scan(house, now_due, due=due, stop=stop)


async def _keep_delivering(house: House, is_over: asyncio.Event) -> Delivered:
    delivered = await _deliver(house)
    while not is_over.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(is_over.wait(), MAIL_SECONDS)
        delivered += await _deliver(house)
    return delivered


async def _deliver(house: House) -> Delivered:
    return await deliver_due(house.store, house.config.mail, house.clock)


async def _tell(house: House, folder: Path | None) -> tuple[WrittenReport, Delivered]:
    """Write the report, send the mails. They do not wait for one that cannot be written."""
    try:
        report = await asyncio.to_thread(report_news, house, folder)
    finally:
        delivered = await _deliver(house)
    return report, delivered


def report_news(house: House, folder: Path | None = None) -> WrittenReport:
    """Write the report of all that no report has told yet, and note that it has."""
    until = house.clock() + timedelta(microseconds=1)
    since = house.store.read(scans.unreported_since) or until
    language = house.config.organisation.language
    report = write_report(house, Period(since=since, until=until), folder, language=language)
    house.store.write(lambda tx: scans.note_report(tx, since, until))
    return report


def chosen(house: House, only: frozenset[SourceId]) -> frozenset[SourceId]:
    """The sources to read: those that have not expired. `UsageError` for a name that is none."""
    listed = {source.source_id: source for source in house.watchlists.sources}
    known = {**listed, SUPPLIED: TIPS}
    if unknown := sorted(only - known.keys()):
        raise UsageError(f"There is no source {', '.join(unknown)}. `sources list` shows them.")
    today = house.clock().date()
    wanted = only or listed.keys()
    return frozenset(name for name in wanted if not known[name].has_expired(today))


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
    handed.sweep(house)
    house.store.write(lambda tx: queue_daily_head(tx, house.config, now))


def note_erased(house: House) -> None:
    """Keep the list on another disk of who was erased, where the settings name one."""
    if listed := house.config.backup.erased_list:
        erased_list.mirror(house.store.keys, listed)
