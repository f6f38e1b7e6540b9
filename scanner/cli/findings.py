"""`findings`: the officer's morning. What is out there, judged one by one, worst first."""

import getpass
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

import typer

from scanner.cli.opening import opened
from scanner.errors import UsageError
from scanner.model.assessment import ExposedDetail
from scanner.model.finding import PlaceState, Verdict
from scanner.model.ids import CaseReference
from scanner.pipeline import cases
from scanner.pipeline.house import House
from scanner.render.labels import label
from scanner.render.reasons import reason as sentence
from scanner.render.safe import one_line
from scanner.report.as_json import as_json
from scanner.report.data import Period, ReportData, ReportedCase
from scanner.report.gather import Reveal, gather
from scanner.store.frontier import last_scan_began
from scanner.text.defang import defang

app = typer.Typer(help="List, show, judge and register cases.", no_args_is_help=True)

ENGLISH: Final = "en"
"""The commands speak English."""

EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)

Reference = Annotated[str, typer.Argument(help="The case, as V-K7Q2M9.")]
Json = Annotated[bool, typer.Option("--json", help="Write varn.report/1 to stdout.")]
RevealOption = Annotated[
    bool, typer.Option("--reveal", help="Show her words in context. Noted in the audit log.")
]
Reason = Annotated[str, typer.Option(help="Why you must see them.", show_default=False)]
Officer = Annotated[
    str, typer.Option(help="Who does this; default: your account here.", show_default=False)
]


@app.command("list")
def list_cases(
    context: typer.Context,
    as_machine: Json = False,
    reveal: RevealOption = False,
    reason: Reason = "",
    officer: Officer = "",
) -> None:
    """Show every case, worst first."""
    with opened(context) as house:
        data = _gather(house, _reveal(reveal, reason, officer))
    if as_machine:
        typer.echo(as_json(data, ENGLISH), nl=False)
        return
    for case in data.cases:
        typer.echo(_line(case))
    typer.echo(f"{len(data.cases)} cases." if data.cases else "No cases.")


@app.command()
def show(
    context: typer.Context,
    reference: Reference,
    reveal: RevealOption = False,
    reason: Reason = "",
    officer: Officer = "",
) -> None:
    """Show one case: what, how bad, why, where, since when."""
    with opened(context) as house:
        data = _gather(house, _reveal(reveal, reason, officer), only=CaseReference(reference))
    if not data.cases:
        raise UsageError(f"There is no case {reference}. `findings list` shows those there are.")
    for line in _lines(data.cases[0]):
        typer.echo(one_line(line))


@app.command()
def judge(
    context: typer.Context,
    reference: Reference,
    verdict: Annotated[
        Literal["her", "not_her"], typer.Argument(help="Is it her, or somebody of her name?")
    ],
    officer: Officer = "",
) -> None:
    """Say whether a case is about her. Mails that wait for this word leave with the next run."""
    with opened(context) as house:
        case = house.store.write(
            lambda tx: cases.judge(
                tx,
                CaseReference(reference),
                Verdict(verdict),
                officer=officer or getpass.getuser(),
                config=house.config,
                now=house.clock(),
            )
        )
    typer.echo(f"{case.case_reference}: {label(case.verdict, ENGLISH)}.")


@app.command()
def register(
    context: typer.Context,
    reference: Reference,
    registry_number: Annotated[str, typer.Option(help="The case's number in the registry.")],
    retention_reference: Annotated[str, typer.Option(help="The decision that it is kept by.")],
    officer: Officer = "",
) -> None:
    """Enter a case in the registry. It is kept even when she withdraws; she is told so."""
    with opened(context) as house:
        case = house.store.write(
            lambda tx: cases.register(
                tx,
                CaseReference(reference),
                registry_number=registry_number,
                retention_reference=retention_reference,
                officer=officer or getpass.getuser(),
                config=house.config,
                now=house.clock(),
            )
        )
    typer.echo(f"{case.case_reference} is registered as {case.registry_number}.")


def _reveal(wanted: bool, reason: str, officer: str) -> Reveal | None:
    if not wanted:
        return None
    if not reason.strip():
        raise UsageError("--reveal needs --reason: she sees who has looked, and why.")
    return Reveal(actor=officer or getpass.getuser(), reason=reason)


def _gather(house: House, reveal: Reveal | None, only: CaseReference | None = None) -> ReportData:
    now = house.clock()
    # A look at revealed words writes to the audit log, in the same transaction.
    do = house.store.read if reveal is None else house.store.write
    return do(
        lambda tx: gather(
            tx,
            house.config.organisation,
            Period(since=EVER, until=now),
            house.watchlists.sources,
            horizon=last_scan_began(tx) or now,
            made_at=now,
            is_lab=house.config.lab is not None,
            reveal=reveal,
            only=only,
        )
    )


def _line(case: ReportedCase) -> str:
    severity = case.severity
    parts = (
        case.case_reference,
        case.label,
        f"{label(severity.level, ENGLISH):<7}",
        label(severity.tier, ENGLISH),
        ", ".join(map(_detail, severity.details)) or "no detail",
        label(case.change, ENGLISH),
        label(case.verdict, ENGLISH),
    )
    return one_line("  ".join(parts))


def _detail(detail: ExposedDetail) -> str:
    return f"{label(detail.kind, ENGLISH)} {detail.masked} ({label(detail.match, ENGLISH)})"


def _lines(case: ReportedCase) -> list[str]:
    there = sum(place.state is PlaceState.SEEN for place in case.places)
    lines = [
        _line(case),
        f"Probability that it is her: {case.identity.probability:.2f}",
        *(
            f"  {evidence.bits:+.1f} bits: {sentence(evidence.because, ENGLISH)}"
            for evidence in case.identity.evidence
        ),
        "How bad:",
        *(f"  {sentence(because, ENGLISH)}" for because in case.severity.because),
        f"Where ({there} of {len(case.places)} still there):",
        *(f"  {defang(place.address)} {label(place.state, ENGLISH)}" for place in case.places),
        f"First seen {case.first_seen:%Y-%m-%d %H:%M} UTC",
        f"Last seen {case.last_seen:%Y-%m-%d %H:%M} UTC",
        f"Evidence SHA-256: {', '.join(case.evidence_sha256)}",
    ]
    if case.excerpt is not None:
        lines.append(f"Words: {case.excerpt.text.reveal()}")
    return lines
