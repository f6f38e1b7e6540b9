"""The service: mail every few seconds, erasures and scans when they are due, until stopped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from scanner import log
from scanner.alert.deliver import deliver_due
from scanner.enrol.withdraw import resume
from scanner.errors import VarnError
from scanner.pipeline.house import House
from scanner.pipeline.run import run
from scanner.store.frontier import last_scan_began

TICK_SECONDS: Final = 5.0
"""So often the outbox is looked at: a log-in link or an acute alert waits no longer."""

_logger: Final = log.logger("service")


async def serve(house: House, stop: asyncio.Event) -> None:
    """Do what is due until `stop` is set; a scan under way then ends after its pages under way.

    What fails is logged and tried again: a full disk or a mail server that is down passes.
    """
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_repeat(lambda: _tidy(house), stop))
        tasks.create_task(_repeat(lambda: _scan_if_due(house, stop), stop))


async def _repeat(work: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await work()
        except VarnError as error:
            log.event(_logger, "service.failed", logging.ERROR, error=str(error))
        await _wait(stop)


async def _tidy(house: House) -> None:
    await asyncio.to_thread(resume, house.store, house.config, house.clock())
    await deliver_due(house.store, house.config.mail, house.clock)


async def _scan_if_due(house: House, stop: asyncio.Event) -> None:
    began = await house.store.aread(last_scan_began)
    every = timedelta(minutes=house.config.service.scan_minutes)
    if began is None or house.clock() - began >= every:
        await run(house, stop=stop)


async def _wait(stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(TICK_SECONDS):
            await stop.wait()
    except TimeoutError:
        pass
