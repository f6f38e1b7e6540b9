"""`bench`: what the product costs and how often it is right, beside named peers and bars."""

import os
import platform
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from scanner.bench import peers
from scanner.bench.measure import ENOUGH, measure, measure_matching
from scanner.bench.names import accuracy_table, reference, trying
from scanner.bench.names.trying import Tried
from scanner.bench.severity import judging, told
from scanner.bench.table import Row, markdown, missed
from scanner.cli.commands import declared

app = declared()


class Part(StrEnum):
    """What to measure."""

    ALL = "all"
    MATCHING = "matching"
    SEVERITY = "severity"


@app.command()
def bench(
    part: Annotated[
        Part, typer.Argument(help="All, names in text alone, or how bad texts are.")
    ] = Part.ALL,
    pages: Annotated[int, typer.Option(min=24, help="Generated pages to measure on.")] = ENOUGH,
    real: Annotated[
        Path | None,
        typer.Option(exists=True, help="Real pages to read as well.", show_default=False),
    ] = None,
    names: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="Folder of public development data to match.",
            show_default=False,
        ),
    ] = None,
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="Show what is missed and what is a false alarm.")
    ] = False,
    store: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            writable=True,
            help="Write the matcher's figures there as JSON.",
            show_default=False,
        ),
    ] = None,
    store_severity: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            writable=True,
            help="Write the figures of severity there as JSON.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Measure matching, reading, crawling and starting beside named peers.

    Takes some minutes. Prints tables in Markdown with each bar and whether it is reached.
    """
    if part is not Part.MATCHING:
        _severity(store_severity)
    if part is Part.SEVERITY:
        return
    tried = list(_told(trying.measure(names)))
    typer.echo(accuracy_table.markdown(tried))
    if mistakes:
        typer.echo("\n".join(each.mistakes for each in tried))
    rows = list(_measured((measure_matching if part is Part.MATCHING else measure)(pages, real)))
    typer.echo(markdown(rows))
    typer.echo(f"\n{_machine()}. {_verdict(rows)}{_absent(names)}")
    if store is not None:
        store.write_text(reference.written(tried, rows), encoding="utf-8")


def _severity(store: Path | None) -> None:
    """How bad the held-out texts are: what people said beside what the product says."""
    found = judging.held()
    bars = list(told.reached(found))
    typer.echo(f"{told.markdown(found)}\n\n{sum(bars)} of {len(bars)} bars reached.\n")
    if store is not None:
        store.write_text(told.written(found), encoding="utf-8")


def _told(tried: Iterable[Tried]) -> Iterable[Tried]:
    for each in tried:
        typer.echo(f"measured: {each.accuracy.name}", err=True)
        yield each


def _measured(rows: Iterable[Row]) -> Iterable[Row]:
    for row in rows:
        typer.echo(f"measured: {row.what}", err=True)
        yield row


def _machine() -> str:
    return (
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )


def _verdict(rows: list[Row]) -> str:
    bars = sum(row.bar is not None for row in rows)
    return f"{bars - len(missed(rows))} of {bars} bars reached."


def _absent(names: Path | None) -> str:
    """What could not be measured here, for nobody shall take it for measured."""
    absent = []
    if names is None:
        absent.append("Not measured: the development data (give its folder with --names).")
    if not peers.has_exact():
        absent.append(f"Not measured: the exact peer (pip install {peers.EXACT}).")
    return "".join(f"\n{line}" for line in absent)
