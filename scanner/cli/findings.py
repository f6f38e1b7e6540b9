"""`findings`: the officer's morning. What is out there, judged one by one, worst first."""

from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from scanner.cli.commands import declared
from scanner.cli.gaps import gaps
from scanner.cli.officer import Officer, Reason, looking, named, reveal
from scanner.cli.opening import Installation, installation
from scanner.config.clock import EVER
from scanner.config.settings import ENGLISH
from scanner.model.action import Action
from scanner.model.assessment import ExposedDetail, Gathering
from scanner.model.finding import Finding, PlaceState, Verdict
from scanner.model.ids import CaseReference
from scanner.pipeline import cases
from scanner.places.watchlists import read_sources
from scanner.render.certainty import certainty
from scanner.render.gist import gist
from scanner.render.labels import label
from scanner.render.places import Spot, spots, where
from scanner.render.reasons import reason as sentence
from scanner.render.safe import one_line
from scanner.report import looks
from scanner.report.as_json import as_json
from scanner.report.data import Period, ReportData, ReportedCase
from scanner.report.gather import Reveal, gather
from scanner.store import registered
from scanner.store.database import Transaction
from scanner.store.registered import RegisteredCase
from scanner.store.scans import news_since

app = declared("List, show, judge and register cases.")


Typed = Annotated[str, typer.Argument(help="The case, as V-K7Q2M9.", metavar="CASE")]
Json = Annotated[bool, typer.Option("--json", help="Write varn.report/1 to stdout.")]
Unmask = Annotated[
    bool,
    typer.Option("--reveal", help="With her name and words in context. Noted in the audit log."),
]


@app.command("list")
def list_cases(
    context: typer.Context,
    as_machine: Json = False,
    unmask: Unmask = False,
    reason: Reason = "",
    officer: Officer = "",
) -> None:
    """Show every case, worst first, with what the last scan brought; what was set aside, last."""
    revealed = reveal(unmask, reason, officer, names=True)
    with installation(context) as there:
        data = _gathered(there, revealed, looking(officer))
    if as_machine:
        typer.echo(as_json(data, ENGLISH), nl=False)
        return
    for case in (*data.cases, *data.set_aside):
        typer.echo(_line(case))
    typer.echo(_count(len(data.cases), len(data.set_aside)))
    for line in gaps(data.coverage, there.config):
        typer.echo(line)


@app.command()
def show(
    context: typer.Context,
    typed: Typed,
    as_machine: Json = False,
    unmask: Unmask = False,
    reason: Reason = "",
    officer: Officer = "",
) -> None:
    """Show one case: what, how bad, why, where, since when."""
    reference = CaseReference(typed.upper())
    revealed = reveal(unmask, reason, officer, names=True)
    with installation(context) as there:
        there.store.read(lambda tx: cases.require_open_to_team(tx, reference))
        data = _gathered(there, revealed, looking(officer), reference)
        case = there.store.read(lambda tx: registered.find(tx, reference))
        zone = ZoneInfo(there.config.organisation.timezone)
        found = (*data.cases, *data.set_aside)
        if not found and case is None:
            raise cases.no_case(reference)
        if as_machine:
            typer.echo(as_json(data, ENGLISH, case), nl=False)
            return
        lines = [line for one in found for line in _lines(one, zone)]
        if case is not None:
            lines.append(_registration(case, zone))
        if not found and revealed is not None:
            lines += _kept(_content(there, reference, revealed), zone)
    for line in lines:
        typer.echo(one_line(line))


@app.command()
def judge(
    context: typer.Context,
    typed: Typed,
    verdict: Annotated[
        Literal["her", "not_her"], typer.Argument(help="Is it her, or somebody of her name?")
    ],
    officer: Officer = "",
) -> None:
    """Say whether a case is about her. Mails that wait for this word leave with the next run."""
    reference, who = CaseReference(typed.upper()), named(officer)
    with installation(context) as there:

        def work(tx: Transaction) -> Finding:
            cases.require_open_to_team(tx, reference)
            now = there.clock()
            return cases.judge(
                tx, reference, Verdict(verdict), officer=who, config=there.config, now=now
            )

        case = there.store.write(work)
    typer.echo(f"{case.case_reference}: {label(case.verdict, ENGLISH)}.")


@app.command()
def register(
    context: typer.Context,
    typed: Typed,
    registry_number: Annotated[str, typer.Option(help="The case's number in the registry.")],
    retention_reference: Annotated[str, typer.Option(help="The decision that it is kept by.")],
    officer: Officer = "",
) -> None:
    """Enter a case in the registry. It is kept even when she withdraws; she is told so."""
    reference, who = CaseReference(typed.upper()), named(officer)
    with installation(context) as there:

        def work(tx: Transaction) -> RegisteredCase:
            cases.require_open_to_team(tx, reference)
            return cases.register(
                tx,
                reference,
                registry_number=registry_number,
                retention_reference=retention_reference,
                officer=who,
                config=there.config,
                now=there.clock(),
            )

        case = there.store.write(work)
    typer.echo(f"{case.case_reference} is registered as {case.registry_number}.")


def _gathered(
    there: Installation, revealed: Reveal | None, who: str, only: CaseReference | None = None
) -> ReportData:
    """`who` looks, where nothing is revealed."""
    now = there.clock()
    sources = read_sources(there.config)

    def work(tx: Transaction) -> ReportData:
        data = gather(
            tx,
            there.config,
            Period(since=EVER, until=now),
            sources,
            news_since=news_since(tx) or now,
            reveal=revealed,
            only=only,
        )
        if revealed is None:
            shown = (*data.cases, *data.set_aside)
            since = now - looks.NOTED
            looks.note(tx, shown, actor=who, action=Action.CASE_LOOK, at=now, since=since)
        return data

    # A look writes to the audit log, in the same transaction.
    return there.store.write(work)


def _content(there: Installation, reference: CaseReference, revealed: Reveal) -> Finding:
    """What was found, of a case that only the registry keeps."""
    return there.store.write(
        lambda tx: cases.read_registered(
            tx,
            reference,
            officer=revealed.actor,
            reason=revealed.reason,
            now=there.clock(),
        )
    )


def _registration(case: RegisteredCase, zone: ZoneInfo) -> str:
    at = case.locked_at
    locked = f", locked since {_minute(at, zone)}: she has left" if at else ""
    return (
        f"{case.case_reference} is registered as {case.registry_number} since "
        f"{_minute(case.registered_at, zone)}, kept by {case.retention_reference}{locked}."
    )


def _kept(finding: Finding, zone: ZoneInfo) -> list[str]:
    severity = finding.assessment.severity
    return [
        f"{label(severity.level, ENGLISH)} · {gist(severity.tier, severity.details, ENGLISH)}",
        *_call(severity.gathering),
        *map(_detail, severity.details),
        *(_where(spot, zone) for spot in spots(finding.places)),
        f"Evidence SHA-256: {', '.join(finding.evidence_sha256)}",
        f"Words: {finding.excerpt.text.reveal()}",
    ]


def _count(cases: int, set_aside: int) -> str:
    count = {0: "No cases.", 1: "1 case."}.get(cases, f"{cases} cases.")
    return f"{count} {set_aside} set aside as somebody else's." if set_aside else count


def _line(case: ReportedCase) -> str:
    severity = case.severity
    parts = (
        case.case_reference,
        case.label if case.name is None else f"{case.label} {case.name.reveal()}",
        label(severity.level, ENGLISH),
        gist(severity.tier, severity.details, ENGLISH),
        ", ".join(map(_detail, severity.details)) or "no detail",
        label(case.change, ENGLISH),
        label(case.verdict, ENGLISH),
    )
    return " · ".join(map(one_line, parts))


def _detail(detail: ExposedDetail) -> str:
    return f"{label(detail.kind, ENGLISH)} {detail.masked} ({label(detail.match, ENGLISH)})"


def _lines(case: ReportedCase, zone: ZoneInfo) -> list[str]:
    places = spots(case.places)
    there = sum(spot.state is PlaceState.SEEN for spot in places)
    lines = [
        _line(case),
        *_call(case.severity.gathering),
        f"Probability that it is her: {certainty(case.identity.probability)}",
        *(
            f"  {evidence.bits:+.1f} bits: {sentence(evidence.because, ENGLISH)}"
            for evidence in case.identity.evidence
        ),
        "How bad:",
        *(f"  {sentence(because, ENGLISH)}" for because in case.severity.because),
        f"Where ({there} of {len(places)} still there):",
        *(f"  {_where(spot, zone)}" for spot in places),
        f"First seen {_minute(case.first_seen, zone)}, last seen {_minute(case.last_seen, zone)}",
        f"Evidence SHA-256: {', '.join(case.evidence_sha256)}",
    ]
    if case.excerpt is not None:
        lines.append(f"Words: {case.excerpt.text.reveal()}")
    return lines


def _call(gathering: Gathering | None) -> list[str]:
    """That people are called to gather; when and where, in the post's words, if they are shown."""
    if gathering is None:
        return []
    if not gathering.is_said:
        return ["It calls people to gather: --reveal shows when and where."]
    time, place = (one.reveal() or "not said" for one in (gathering.time, gathering.place))
    return [f"It calls people to gather. When: {time}. Where: {place}."]


def _where(spot: Spot, zone: ZoneInfo) -> str:
    count = f"{spot.posts} posts, " if spot.posts > 1 else ""
    state = count + label(spot.state, ENGLISH).lower()
    first, last = _minute(spot.first_seen, zone), _minute(spot.last_seen, zone)
    return f"{where(spot.address, ENGLISH)} {state}, first seen {first}, last seen {last}"


def _minute(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M %Z}"
