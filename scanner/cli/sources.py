"""`sources`: what is read, and whether it can be."""

import typer

from scanner.cli.commands import declared
from scanner.cli.opening import installation, read_config
from scanner.model.frontier import Coverage
from scanner.places import watchlists
from scanner.places.sources import Source
from scanner.render.safe import one_line
from scanner.store import frontier, scans

app = declared("List the sources and how they stand.")


@app.command("list")
def list_sources(context: typer.Context) -> None:
    """Show every source, how much of it was read at the last scan, and what was not and why."""
    with installation(context) as there:
        read = watchlists.read_sources(there.config)
        sources = {source.source_id: source for source in read}
        horizon = there.store.read(scans.last_scan_began) or there.clock()
        coverage = there.store.read(lambda tx: frontier.coverage(tx, tuple(sources), horizon))
    for one in coverage:
        typer.echo(one_line(_line(sources[one.source_id], one)))
    typer.echo(f"{len(coverage)} sources.")


@app.command()
def test(context: typer.Context) -> None:
    """Read the watchlists without asking any site: mistakes are named with file and line."""
    read = watchlists.read(read_config(context))
    typer.echo(f"{len(read.sources)} sources and {len(read.lexicons)} lexicons can be used.")


def _line(source: Source, coverage: Coverage) -> str:
    missed = ", ".join(f"{count} {reason}" for reason, count in coverage.missed)
    return (
        f"{source.source_id}: {source.kind}, {source.source_class}, {coverage.checked} checked, "
        f"{missed or 'nothing'} missed; review by {source.review_by}"
    )
