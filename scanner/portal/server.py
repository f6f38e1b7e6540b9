"""The portal as a listener that ends when its block ends."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from scanner.errors import StopError

SHUTDOWN_SECONDS: Final = 10.0
"""So long may requests under way take to end."""

SILENT_SECONDS: Final = 30.0
"""So long may a connection take to send the head of its next request: then it is closed."""

UNSAID: Final = logging.Logger("unsaid", logging.CRITICAL + 1)
"""What the server would say of what is no HTTP holds the bytes that came and from where."""


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve `app` inside the block; gives the port, for 0 takes a free one.

    No access log: whoever reads it would know who came when. Raises `StopError` where the port
    cannot be had.
    """
    runner = web.AppRunner(
        app,
        access_log=None,
        logger=UNSAID,
        keepalive_timeout=SILENT_SECONDS,
        shutdown_timeout=SHUTDOWN_SECONDS,
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise StopError(
                f"The portal cannot listen on {host} port {port}: {error.strerror}. Stop what "
                "listens there, or choose another host and port in [portal] of scan.toml."
            ) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
