"""`portal`: the caseworkers' and the staff's pages, as a process of its own."""

import asyncio

import typer

from scanner.cli.commands import declared
from scanner.cli.opening import installation
from scanner.cli.stopping import stoppable
from scanner.portal.app import make_app, make_staff_app
from scanner.portal.erasing import erase_when_due
from scanner.portal.server import listening

app = declared()


@app.command()
def portal(context: typer.Context) -> None:
    """Serve the caseworkers' and the staff's pages until interrupted.

    Erasures that are due are done. The mails that the pages ask for leave with `serve` or `run`.
    """
    with installation(context) as there:

        async def work(stop: asyncio.Event) -> None:
            at = there.config.portal
            hers = make_app(there.config, there.store, there.clock)
            theirs = make_staff_app(there.config, there.store, there.clock)
            async with (
                listening(hers, at.host, at.port) as port,
                listening(theirs, at.staff_host, at.staff_port) as staff_port,
            ):
                typer.echo(f"The portal listens on {at.host} port {port},", err=True)
                typer.echo(f"the staff's pages on {at.staff_host} port {staff_port}.", err=True)
                await erase_when_due(there.store, there.config, there.clock, stop)

        asyncio.run(stoppable(work))
