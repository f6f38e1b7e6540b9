"""`bench`: what the product costs and how often it is right, beside named peers and bars."""

import json
import os
import platform
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from scanner.bench import conformance, peers, reference_text
from scanner.bench.identity import tables as whether_her
from scanner.bench.identity import trying as identity
from scanner.bench.measure import ENOUGH, measure, measure_crawling, measure_matching
from scanner.bench.names import accuracy_table, reference, trying
from scanner.bench.names.trying import Tried
from scanner.bench.severity import judging
from scanner.bench.severity import run as severity
from scanner.bench.severity import tables as how_bad
from scanner.bench.severity.diagram import diagram
from scanner.bench.table import Row, markdown, missed
from scanner.cli.commands import declared
from scanner.errors import UsageError

app = declared()


class Part(StrEnum):
    """What to measure."""

    ALL = "all"
    CRAWLING = "crawling"
    CONFORMANCE = "conformance"
    MATCHING = "matching"
    IDENTITY = "identity"
    SEVERITY = "severity"


@app.command()
def bench(
    part: Annotated[
        Part,
        typer.Argument(
            help="All, the crawl, public suites, names in text alone, whether it is her, or how "
            "bad it is."
        ),
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
    suites: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="Folder of public suites to answer.",
            show_default=False,
        ),
    ] = None,
    scrapy: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="A Python that has Scrapy, to crawl beside it.",
            show_default=False,
        ),
    ] = None,
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="Show what is missed and what is a false alarm.")
    ] = False,
    store: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            writable=True,
            help="Folder to write the figures into, as JSON: matching, identity, severity.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Measure what the product costs and how often it is right, beside named peers.

    Takes some minutes. Prints tables in Markdown with each bar and whether it is reached.
    `identity` and `severity` are measured on texts that other hands wrote than the training texts.
    """
    if part in (Part.ALL, Part.IDENTITY):
        _identity(names, store)
    if part in (Part.ALL, Part.SEVERITY):
        _severity(store)
    if part is Part.CONFORMANCE or (part is Part.ALL and suites is not None):
        _conformance(suites, real)
    if part is Part.CRAWLING:
        rows = list(_measured(measure_crawling(pages, scrapy)))
        typer.echo(f"{markdown(rows)}\n\n{_machine()}. {_verdict(rows)}{_absent_peer(scrapy)}")
    if part in (Part.ALL, Part.MATCHING):
        tried = list(_told(trying.measure(names)))
        typer.echo(accuracy_table.markdown(tried))
        if mistakes:
            typer.echo("\n".join(each.mistakes for each in tried))
        is_all = part is Part.ALL
        measured = measure(pages, real, scrapy) if is_all else measure_matching(pages, real)
        rows = list(_measured(measured))
        absent = _absent(names) + (_absent_peer(scrapy) if is_all else "")
        typer.echo(f"{markdown(rows)}\n\n{_machine()}. {_verdict(rows)}{absent}")
        _stored(store, "matching.json", reference.written(tried, rows))


def _conformance(suites: Path | None, real: Path | None) -> None:
    """How many cases of public suites are answered as they say, and how whole the text is."""
    if suites is None:
        raise UsageError("Give the folder of the public suites with --suites.")
    typer.echo(conformance.markdown(conformance.count(suites)))
    if real is not None:
        rows = list(conformance.text_rows(real))
        lacking = f"Not measured: the text (pip install {reference_text.PACKAGE})."
        typer.echo(f"\n{markdown(rows) if rows else lacking}")


def _identity(names: Path | None, store: Path | None) -> None:
    """How sure and how right the model of identity is."""
    run = whether_her.written(identity.measure(None if names is None else names / "resources"))
    typer.echo(whether_her.markdown(json.loads(run)))
    _stored(store, "identity.json", run)
    _stored(store, "identity.svg", whether_her.diagram(json.loads(run)))


def _severity(store: Path | None) -> None:
    """How bad the held-out texts are: what people said beside what the product says."""
    run = severity.run(judging.held())
    bars = list(how_bad.reached(run))
    typer.echo(f"{how_bad.markdown(run)}\n\n{sum(bars)} of {len(bars)} bars reached.\n")
    _stored(store, "severity.json", severity.written(run))
    _stored(store, "severity.svg", diagram(run.parts[severity.ALL].done))


def _stored(store: Path | None, name: str, run: str) -> None:
    if store is not None:
        (store / name).write_text(run, encoding="utf-8")


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


def _absent_peer(scrapy: Path | None) -> str:
    how = "in a virtual environment of its own: pip install scrapy, then --scrapy ITS_PYTHON"
    return "" if scrapy else f"\nNot measured: Scrapy ({how})."


def _absent(names: Path | None) -> str:
    """What could not be measured here, for nobody shall take it for measured."""
    absent = []
    if names is None:
        absent.append("Not measured: the development data (give its folder with --names).")
    if not peers.has_exact():
        absent.append(f"Not measured: the exact peer (pip install {peers.EXACT}).")
    return "".join(f"\n{line}" for line in absent)
