"""`portal` and `serve`: what runs until it is told to stop, as two processes."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import typer

from scanner.cli.opening import opened
from scanner.portal.app import make_app
from scanner.portal.server import listening
from scanner.service.loop import serve as serve_until


def add_to(app: typer.Typer) -> None:
    app.command()(portal)
    app.command()(serve)


def portal(context: typer.Context) -> None:
    """Serve the caseworkers' pages until interrupted. Mails leave with `serve` or `run`."""
    with opened(context) as house:

        async def work(stop: asyncio.Event) -> None:
            settings = house.config.portal
            app = make_app(house.config, house.store, house.clock)
            async with listening(app, settings.host, settings.port) as port:
                typer.echo(f"The portal listens on {settings.host} port {port}.", err=True)
                await stop.wait()

        asyncio.run(_until_stopped(work))


def serve(context: typer.Context) -> None:
    """Scan on schedule, send mail, finish erasures, until interrupted."""
    with opened(context) as house:

        async def work(stop: asyncio.Event) -> None:
            typer.echo(f"A scan every {house.config.service.scan_minutes} minutes.", err=True)
            await serve_until(house, stop)

        asyncio.run(_until_stopped(work))


async def _until_stopped(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await work(stop)
