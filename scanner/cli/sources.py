"""`sources`: what is read, and whether it can be."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.commands import declared
from scanner.cli.gaps import no_source, pages
from scanner.cli.machine import Json, say
from scanner.cli.officer import Officer, named
from scanner.cli.opening import installation, read_config
from scanner.errors import ExitCode, UsageError
from scanner.model.frontier import Coverage
from scanner.outbound.addresses import classify, classify_name, literal
from scanner.pipeline import proposals
from scanner.pipeline.proposals import Approval
from scanner.places import watchlists
from scanner.places.sources import Source
from scanner.render.safe import one_line
from scanner.store import audit, candidates, frontier
from scanner.store.candidates import Candidate, CandidateState
from scanner.text.defang import defang
from scanner.urls import host

app = declared("List the sources and how they stand.")


@app.command("list")
def list_sources(context: typer.Context, as_machine: Json = False) -> None:
    """Show every source, how much of it was read at the last scan, and what was not and why."""
    with installation(context) as there:
        read = watchlists.read_sources(there.config)
        sources = {source.source_id: source for source in read}
        now = there.clock()
        coverage = there.store.read(lambda tx: frontier.coverage(tx, tuple(sources), now))
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


Name = Annotated[str, typer.Argument(help="The candidate, as `sources candidates` names it.")]


@app.command("candidates")
def list_candidates(context: typer.Context, as_machine: Json = False) -> None:
    """Show the hosts and sources that wait for a person's yes, and what led to them."""
    with installation(context) as there:
        waiting = there.store.read(lambda tx: candidates.every(tx, CandidateState.OPEN))
    if as_machine:
        say(there.config, {"candidates": [_candidate_values(one) for one in waiting]})
        return
    for one in waiting:
        typer.echo(one_line(f"{one.name}: {_reason(one)}, {one.found_at:%Y-%m-%d}"))
    typer.echo(f"{len(waiting)} candidate{'' if len(waiting) == 1 else 's'}.")


@app.command()
def approve(
    context: typer.Context,
    name: Name,
    owner: Annotated[str, typer.Option(help="The function that answers for it.")] = "",
    legal_note: Annotated[str, typer.Option(help="Why it may be read, with the decision.")] = "",
    review_by: Annotated[str, typer.Option(help="By when it is looked at again: a day.")] = "",
    officer: Officer = "",
) -> None:
    """Make a candidate a source: writes its file into your watchlists.

    Whoever proposed it cannot approve it herself.
    """
    approval = Approval(
        officer=named(officer), owner=owner, legal_note=legal_note, review_by=_day(review_by)
    )
    with installation(context) as there:
        path = proposals.approve(there.store, there.config, name, approval, there.clock())
    typer.echo(f"It is read from the next run on. Look whether its file says all: {path}")


@app.command()
def refuse(context: typer.Context, name: Name, officer: Officer = "") -> None:
    """Take a candidate off the list for good: its pages are not read once any more either."""
    who = named(officer)
    with installation(context) as there:
        proposals.refuse(there.store, name, who, there.clock())
    typer.echo(f"{name} is refused.")


@app.command("export")
def export_sources(context: typer.Context) -> None:
    """Print sources and queries for another organisation, without what each decides itself."""
    typer.echo(proposals.exported(watchlists.read(read_config(context))), nl=False)


@app.command("import")
def import_sources(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What another organisation exported.")],
    officer: Officer = "",
) -> None:
    """Put another organisation's sources and queries on the list of candidates."""
    who = named(officer)
    with file.open("rb") as there_is:
        text = there_is.read(proposals.MOST_BYTES + 1)
    with installation(context) as there:
        now = there.clock()
        new = there.store.write(lambda tx: proposals.proposed(tx, text, who, now))
    typer.echo(f"{len(new)} new on the list. Somebody else approves each: sources approve NAME.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("--review-by is a day such as 2027-05-31.") from None


def _reason(one: Candidate) -> str:
    if one.led_by is None:
        return f"proposed by {one.proposed_by.removeprefix(audit.TYPED)}"
    return f"{one.source_id} led there from {defang(one.led_by)}"


def _candidate_values(one: Candidate) -> dict[str, object]:
    return {
        "name": one.name,
        "source": one.source_id,
        "led_by": one.led_by,
        "proposed_by": one.proposed_by or None,
        "found_at": one.found_at.isoformat(),
    }


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
        f"owner {source.owner}, review by {source.review_by}{_against_robots(source)}"
    )


def _against_robots(source: Source) -> str:
    reason = source.robots_override_reason
    return f"; read against its robots.txt: {reason}" if reason else ""


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
        "robots_override_reason": source.robots_override_reason or None,
        "languages": list(source.languages),
        "constitutional_media": source.constitutional_media,
        "checked": coverage.checked,
        "missed": dict(coverage.missed),
    }
