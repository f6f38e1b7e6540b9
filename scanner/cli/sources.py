"""`sources`: what is read, and whether it can be."""

from collections.abc import Iterable, Iterator

import typer

from scanner.cli.commands import declared
from scanner.cli.gaps import no_source, pages
from scanner.cli.machine import Json, say
from scanner.cli.opening import installation, read_config
from scanner.errors import ExitCode, UsageError
from scanner.model.frontier import Coverage
from scanner.outbound.addresses import classify, classify_name, literal
from scanner.places import watchlists
from scanner.places.sources import Source
from scanner.render.safe import one_line
from scanner.store import frontier, scans
from scanner.text.defang import defang
from scanner.urls import host

app = declared("List the sources and how they stand.")


@app.command("list")
def list_sources(context: typer.Context, as_machine: Json = False) -> None:
    """Show every source, how much of it was read at the last scan, and what was not and why."""
    with installation(context) as there:
        read = watchlists.read_sources(there.config)
        sources = {source.source_id: source for source in read}
        horizon = there.store.read(scans.last_scan_began) or there.clock()
        coverage = there.store.read(lambda tx: frontier.coverage(tx, tuple(sources), horizon))
    if as_machine:
        say(there.config, {"sources": [_values(sources[one.source_id], one) for one in coverage]})
    else:
        for one in coverage:
            typer.echo(one_line(_line(sources[one.source_id], one)))
        typer.echo(_sources(len(coverage)) + "." if coverage else no_source(there.config))
    if not coverage:
        raise typer.Exit(ExitCode.NOT_ALL_CHECKED)


@app.command()
def test(context: typer.Context) -> None:
    """Read the watchlists without asking any site: mistakes are named with file and line."""
    config = read_config(context)
    read = watchlists.read(config)
    if config.lab is None and (undialled := "\n".join(_undialled(read.sources))):
        raise UsageError(undialled)
    typer.echo(f"{_sources(len(read.sources))} and {len(read.lexicons)} lexicons can be used.")
    if read.unreviewed:
        typer.echo(f"Not yet reviewed by a native reader: {', '.join(read.unreviewed)}.")


def _undialled(sources: Iterable[Source]) -> Iterator[str]:
    """A sentence for each address that no scan of a real installation would ask."""
    for source in sources:
        for address in source.addresses:
            spelled = literal(host(address))
            if classify(spelled) if spelled else classify_name(host(address)):
                yield (
                    f"{source.source_id}: {defang(address)} leads inside a network and is never "
                    "asked. Name a page of the public web."
                )


def _sources(count: int) -> str:
    return f"{count} source{'' if count == 1 else 's'}"


def _line(source: Source, coverage: Coverage) -> str:
    return (
        f"{source.source_id}: {source.kind}, {source.source_class}, {_standing(coverage)}; "
        f"owner {source.owner}, review by {source.review_by}"
    )


def _standing(coverage: Coverage) -> str:
    if not coverage.checked and not coverage.missed:
        return "not read yet"
    return f"{coverage.checked} checked, {pages(coverage.missed) or 'nothing'} missed"


def _values(source: Source, coverage: Coverage) -> dict[str, object]:
    return {
        "source": source.source_id,
        "name": source.name,
        "kind": source.kind,
        "class": source.source_class,
        "owner": source.owner,
        "legal_note": source.legal_note,
        "review_by": source.review_by.isoformat(),
        "expires": source.expires and source.expires.isoformat(),
        "languages": list(source.languages),
        "constitutional_media": source.constitutional_media,
        "checked": coverage.checked,
        "missed": dict(coverage.missed),
    }
