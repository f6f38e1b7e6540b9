"""`portal`: the caseworkers' pages, as a process of its own."""

import asyncio

import typer

from scanner.cli.commands import declared
from scanner.cli.opening import installation
from scanner.cli.stopping import stoppable
from scanner.portal.app import make_app
from scanner.portal.server import listening

app = declared()


@app.command()
def portal(context: typer.Context) -> None:
    """Serve the caseworkers' pages until interrupted.

    The mails that they ask for leave with `serve` or `run`.
    """
    with installation(context) as there:

        async def work(stop: asyncio.Event) -> None:
            settings = there.config.portal
            pages = make_app(there.config, there.store, there.clock)
            async with listening(pages, settings.host, settings.port) as port:
                typer.echo(f"The portal listens on {settings.host} port {port}.", err=True)
                await stop.wait()

        asyncio.run(stoppable(work))
