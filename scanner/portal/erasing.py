"""What is due to be erased goes also where nothing but the portal is at work."""

import asyncio
import logging
from typing import Final

from scanner import log
from scanner.config.clock import Clock
from scanner.config.settings import Config
from scanner.enrol.withdraw import resume
from scanner.errors import VarnError
from scanner.store import erased_list
from scanner.store.database import Store

SECONDS: Final = 60.0

_logger: Final = log.logger("portal")


async def erase_when_due(
    store: Store, config: Config, clock: Clock, stop: asyncio.Event, seconds: float = SECONDS
) -> None:
    """Finish erasures and begin those whose time has come, every `seconds`, until `stop` is set.

    What fails is logged and tried again.
    """
    while not stop.is_set():
        try:
            await asyncio.to_thread(_erase, store, config, clock)
        except VarnError as error:
            log.event(_logger, "portal.failed", logging.ERROR, step="erasures", error=str(error))
        except Exception as error:  # noqa: BLE001  A border: the pages must go on.
            name = type(error).__name__
            log.event(_logger, "portal.failed", logging.ERROR, step="erasures", error=name)
        try:
            async with asyncio.timeout(seconds):
                await stop.wait()
        except TimeoutError:
            pass


def _erase(store: Store, config: Config, clock: Clock) -> None:
    resume(store, config, clock())
    if listed := config.backup.erased_list:
        erased_list.mirror(store.keys, listed)
