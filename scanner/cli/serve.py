"""`serve`: scans, mails and erasures on schedule, as a process of its own."""

import asyncio
from functools import partial
from zoneinfo import ZoneInfo

import typer

from scanner.cli.commands import declared
from scanner.cli.opening import opened
from scanner.cli.stopping import stoppable
from scanner.config.clock import Clock
from scanner.pipeline.run import RunResult
from scanner.service.loop import serve as serve_until

app = declared()


@app.command()
def serve(context: typer.Context) -> None:
    """Scan on schedule, send mail, finish erasures, until interrupted."""
    with opened(context) as house:
        typer.echo(f"A scan every {house.config.service.scan_minutes} minutes.", err=True)
        told = partial(_tell, clock=house.clock, zone=ZoneInfo(house.config.organisation.timezone))
        asyncio.run(stoppable(partial(serve_until, house, told=told)))


def _tell(result: RunResult, *, clock: Clock, zone: ZoneInfo) -> None:
    """One line a scan for the journal: of pages, never of cases."""
    coverage = result.report.data.coverage
    checked = sum(source.checked for source in coverage)
    missed = sum(count for source in coverage for _, count in source.missed)
    end = "ended" if result.is_whole else "was stopped"
    typer.echo(
        f"{clock().astimezone(zone):%Y-%m-%d %H:%M %Z} A scan {end}. Pages checked: {checked}, "
        f"not checked: {missed}.",
        err=True,
    )
