"""/metrics and /health, for this machine only."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_address
from time import monotonic
from typing import Final

from aiohttp import web

from scanner.errors import StopError, VarnError
from scanner.service.metrics import WELL, exposition, trouble
from scanner.service.readings import Readings, Unknown

KEPT_SECONDS: Final = 15.0
"""So long one reading serves all who ask: counting the pages of a large frontier costs."""
PATIENCE_SECONDS: Final = 8.0
"""So long the database may take; monitoring gives up on us after ten by default."""
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
UNSAID: Final = logging.Logger("unsaid", logging.CRITICAL + 1)

Read = Callable[[], Awaitable[Readings]]


@asynccontextmanager
async def monitored(
    read: Read, host: str, port: int, kept_seconds: float = KEPT_SECONDS
) -> AsyncIterator[int]:
    """Answer inside the block; gives the port. Raises `StopError` where it cannot be had."""
    runner = web.AppRunner(
        make_app(read, kept_seconds), access_log=None, logger=UNSAID, shutdown_timeout=1
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise StopError(
                f"Metrics cannot be served on {host} port {port}: {error.strerror}. Stop what "
                "listens there, or choose another service.metrics_port in scan.toml."
            ) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def make_app(read: Read, kept_seconds: float) -> web.Application:
    latest: Readings | Unknown = Unknown(why="")
    read_at = -kept_seconds
    lock = asyncio.Lock()

    async def current() -> Readings | Unknown:
        nonlocal latest, read_at
        async with lock:
            if monotonic() - read_at >= kept_seconds:
                latest = await _read(read)
                read_at = monotonic()
            return latest

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(
            body=exposition(await current()), headers={"Content-Type": CONTENT_TYPE}
        )

    async def health(_: web.Request) -> web.Response:
        wrong = trouble(await current())
        return web.Response(text=f"{wrong or WELL}\n", status=503 if wrong else 200)

    app = web.Application(middlewares=[_asked_here])
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/health", health)
    return app


@web.middleware
async def _asked_here(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse who came by another name: a page in a browser here could have its own lead to us."""
    name = request.url.host or ""
    try:
        is_here = name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        is_here = False
    return await handler(request) if is_here else web.Response(status=403)


async def _read(read: Read) -> Readings | Unknown:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await read()
    except VarnError as error:
        return Unknown(why=str(error))
    except TimeoutError:
        return Unknown(why="The database does not answer in time. Run doctor.")
    except Exception as error:  # noqa: BLE001  A border: whatever it is, monitoring is to hear of it.
        return Unknown(why=f"How it stands could not be read ({type(error).__name__}). Run doctor.")
