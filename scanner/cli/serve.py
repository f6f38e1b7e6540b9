"""`serve`: scans, mails and erasures on schedule, as a process of its own."""

import asyncio
from functools import partial

import typer

from scanner.cli.commands import declared
from scanner.cli.opening import opened
from scanner.cli.stopping import stoppable
from scanner.service.loop import serve as serve_until

app = declared()


@app.command()
def serve(context: typer.Context) -> None:
    """Scan on schedule, send mail, finish erasures, until interrupted."""
    with opened(context) as house:
        typer.echo(f"A scan every {house.config.service.scan_minutes} minutes.", err=True)
        asyncio.run(stoppable(partial(serve_until, house)))
