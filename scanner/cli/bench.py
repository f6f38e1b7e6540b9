"""`bench`: what the product costs on this machine, beside named peers."""

import os
import platform
from pathlib import Path
from typing import Annotated

import typer

from scanner.bench.measure import ENOUGH, measure
from scanner.bench.table import Row, markdown, missed
from scanner.cli.commands import declared

app = declared()


@app.command()
def bench(
    pages: Annotated[int, typer.Option(min=24, help="Generated pages to measure on.")] = ENOUGH,
    real: Annotated[
        Path | None,
        typer.Option(exists=True, help="Real pages to read as well.", show_default=False),
    ] = None,
) -> None:
    """Measure matching, reading, crawling and starting beside named peers.

    Takes some minutes. Prints a table in Markdown with each bar and whether it is reached.
    """
    rows: list[Row] = []
    for row in measure(pages, real):
        typer.echo(f"measured: {row.what}", err=True)
        rows.append(row)
    typer.echo(markdown(rows))
    typer.echo(f"\n{_machine()}. {_verdict(rows)}")


def _machine() -> str:
    return (
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )


def _verdict(rows: list[Row]) -> str:
    bars = sum(row.bar is not None for row in rows)
    return f"{bars - len(missed(rows))} of {bars} bars reached."
