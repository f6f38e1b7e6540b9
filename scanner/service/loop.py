"""The service: mail every few seconds, erasures, sources and reports when due, until stopped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from scanner import log
from scanner.alert.daily_head import queue_daily_head
from scanner.alert.deliver import deliver_due
from scanner.config.clock import EVER
from scanner.enrol import expiry
from scanner.enrol.withdraw import resume
from scanner.errors import VarnError
from scanner.model.ids import SourceId
from scanner.pipeline import handed
from scanner.pipeline.house import House
from scanner.pipeline.rechecking import recheck_due
from scanner.pipeline.run import note_erased, report_news, run_due
from scanner.pipeline.second_reader import ask_due
from scanner.report import write
from scanner.report.write import WrittenReport
from scanner.service import schedule
from scanner.service.alarms import watch
from scanner.service.monitoring import monitored
from scanner.service.readings import Readings, read
from scanner.store import outbox, scans

TRIED_AGAIN: Final = "It is tried again by itself, and said here when it works. Run doctor."

SLEPT: Final = timedelta(minutes=15)
"""Between two looks at the alarms: the machine was asleep, and what is late will be read now."""

_logger: Final = log.logger("service")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How many seconds after its end each kind of work begins again."""

    mail: float = 5.0
    """A log-in link or an acute alert waits no longer."""
    erasures: float = 5.0
    audit_head: float = 60.0
    old_reports: float = 3600.0
    second_reader: float = 60.0
    rechecks: float = 60.0
    """So often it is asked whether the night of a round has come."""
    scan: float = 1.0
    """So often it is asked whether a source is due."""
    reports: float = 15.0
    """So often it is asked whether one is due."""
    alarms: float = 300.0


RHYTHM: Final = Rhythm()


async def serve(
    house: House,
    stop: asyncio.Event,
    rhythm: Rhythm = RHYTHM,
    told: Callable[[WrittenReport], None] = lambda report: None,
    monitoring: Callable[[int], None] = lambda port: None,
) -> None:
    """Do what is due until `stop` is set; a scan under way then ends after its pages under way.

    What fails is logged and tried again, each kind of work by itself: a full disk or a mail
    server that is down passes, and neither keeps the other work from being done. `told` is called
    after each report, `monitoring` with the port where metrics are served, if they are.
    """

    awake_since = checked_at = house.clock()
    is_scanning = False

    async def mail() -> None:
        await deliver_due(house.store, house.config.mail, house.clock, stop)

    async def erasures() -> None:
        now = house.clock()
        await asyncio.to_thread(resume, house.store, house.config, now)
        await asyncio.to_thread(expiry.remind, house.store, house.config, now)
        await asyncio.to_thread(note_erased, house)

    async def audit_head() -> None:
        now = house.clock()
        await house.store.awrite(lambda tx: queue_daily_head(tx, house.config, now))

    async def old_reports() -> None:
        keep = timedelta(days=house.config.reports.keep_days)
        await asyncio.to_thread(write.sweep, house.store, house.clock() - keep)

    async def second_reader() -> None:
        await ask_due(house, stop)

    async def rechecks() -> None:
        await recheck_due(house, stop)

    async def alarms() -> None:
        nonlocal awake_since, checked_at
        now = house.clock()
        if now - checked_at > SLEPT:
            awake_since = now
        checked_at = now
        await watch(house, awake_since)

    async def scan() -> None:
        nonlocal is_scanning
        is_scanning = True
        try:
            await run_due(house, partial(_due, house), stop)
        finally:
            is_scanning = False

    async def reports() -> None:
        if await _is_report_due(house, is_scanning=is_scanning):
            told(await asyncio.to_thread(report_news, house))

    async def readings() -> Readings:
        return await read(house, awake_since)

    _tell("mail", await _failure(lambda: _requeue(house)), "")
    at = house.config.service
    async with AsyncExitStack() as around:
        if at.metrics_port:
            monitoring(
                await around.enter_async_context(
                    monitored(readings, at.metrics_host, at.metrics_port)
                )
            )
        works = await around.enter_async_context(asyncio.TaskGroup())
        works.create_task(_repeat("mail", mail, rhythm.mail, stop))
        works.create_task(_repeat("erasures", erasures, rhythm.erasures, stop))
        works.create_task(_repeat("audit_head", audit_head, rhythm.audit_head, stop))
        works.create_task(_repeat("old_reports", old_reports, rhythm.old_reports, stop))
        works.create_task(_repeat("second_reader", second_reader, rhythm.second_reader, stop))
        works.create_task(_repeat("rechecks", rechecks, rhythm.rechecks, stop))
        works.create_task(_repeat("scan", scan, rhythm.scan, stop))
        works.create_task(_repeat("reports", reports, rhythm.reports, stop))
        works.create_task(_repeat("alarms", alarms, rhythm.alarms, stop))


async def _requeue(house: House) -> None:
    """Whatever was refused is tried once more: whoever starts us may have mended the reason."""
    await house.store.awrite(lambda tx: outbox.requeue_failed(tx, due_since=EVER))


async def _due(house: House) -> frozenset[SourceId]:
    now, sources = house.clock(), house.watchlists.sources
    left_after = timedelta(minutes=house.config.service.scan_minutes)
    due = await house.store.aread(lambda tx: schedule.due(tx, sources, now, left_after))
    return due | await handed.waiting(house, left_after=left_after)


async def _is_report_due(house: House, *, is_scanning: bool) -> bool:
    told, scanned = await house.store.aread(lambda tx: (scans.reported_until(tx), scans.newest(tx)))
    every = timedelta(minutes=house.config.service.report_minutes)
    return schedule.is_report_due(told, scanned, house.clock(), every, is_scanning=is_scanning)


async def _repeat(
    step: str, work: Callable[[], Awaitable[None]], seconds: float, stop: asyncio.Event
) -> None:
    said = ""
    while not stop.is_set():
        said = _tell(step, await _failure(work), said)
        await _wait(stop, seconds)


async def _failure(work: Callable[[], Awaitable[None]]) -> str:
    """Why the work could not be done; '' where it was."""
    try:
        await work()
    except VarnError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  A border: one kind of work must not end the others.
        return type(error).__name__
    return ""


def _tell(step: str, failure: str, said: str) -> str:
    """Log a failure when it is another than before, and its end; not every few seconds."""
    if failure and failure != said:
        log.event(
            _logger, "service.failed", logging.ERROR, step=step, error=failure, note=TRIED_AGAIN
        )
    if said and not failure:
        log.event(_logger, "service.works_again", logging.WARNING, step=step)
    return failure


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass
