"""`sources`: what is read, and whether it can be."""

from typing import Final

import typer

from scanner.cli.opening import opened, read_config
from scanner.places import watchlists
from scanner.render.safe import one_line
from scanner.store import frontier

app = typer.Typer(help="List the sources and how they stand.", no_args_is_help=True)

CHECKED: Final = "checked"


@app.command("list")
def list_sources(context: typer.Context) -> None:
    """Show every source, how much of it was read at the last scan, and what was not and why."""
    with opened(context) as house:
        sources = {source.source_id: source for source in house.watchlists.sources}
        horizon = house.store.read(frontier.last_scan_began) or house.clock()
        coverage = house.store.read(lambda tx: frontier.coverage(tx, tuple(sources), horizon))
    for one in coverage:
        missed = ", ".join(f"{count} {reason}" for reason, count in one.missed)
        source = sources[one.source_id]
        typer.echo(
            one_line(
                f"{one.source_id}: {source.kind}, {source.source_class}, {one.checked} checked, "
                f"{missed or 'nothing'} missed; review by {source.review_by}"
            )
        )
    typer.echo(f"{len(coverage)} sources.")


@app.command()
def test(context: typer.Context) -> None:
    """Read the watchlists without asking any site: mistakes are named with file and line."""
    read = watchlists.read(read_config(context))
    typer.echo(f"{len(read.sources)} sources and {len(read.lexicons)} lexicons can be used.")
