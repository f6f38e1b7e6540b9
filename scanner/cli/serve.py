"""`serve`: scans, mails and erasures on schedule, as a process of its own."""

import asyncio
from functools import partial
from zoneinfo import ZoneInfo

import typer

from scanner.cli.commands import declared
from scanner.cli.opening import opened
from scanner.cli.stopping import stoppable
from scanner.config.clock import Clock
from scanner.report.write import WrittenReport
from scanner.service.loop import serve as serve_until

app = declared()


@app.command()
def serve(context: typer.Context) -> None:
    """Scan on schedule, send mail, finish erasures, until interrupted."""
    with opened(context) as house:
        every = house.config.service.report_minutes
        typer.echo(f"Each source is read when it is due. A report every {every} minutes.", err=True)
        told = partial(_tell, clock=house.clock, zone=ZoneInfo(house.config.organisation.timezone))
        host = house.config.service.metrics_host

        def monitoring(port: int) -> None:
            typer.echo(f"/metrics and /health are on {host} port {port}.", err=True)

        asyncio.run(stoppable(partial(serve_until, house, told=told, monitoring=monitoring)))


def _tell(report: WrittenReport, *, clock: Clock, zone: ZoneInfo) -> None:
    """One line a report for the journal: of pages, never of cases."""
    coverage = report.data.coverage
    checked = sum(source.checked for source in coverage)
    missed = sum(count for source in coverage for _, count in source.missed)
    typer.echo(
        f"{clock().astimezone(zone):%Y-%m-%d %H:%M %Z} A report was written. Pages checked: "
        f"{checked}, not checked: {missed}.",
        err=True,
    )
