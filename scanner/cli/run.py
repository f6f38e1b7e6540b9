"""`run`: one scan of everything that is due, the report, the mails."""

import asyncio
import signal
from typing import Annotated, Final

import typer

from scanner.cli.opening import opened
from scanner.cli.progress import shown
from scanner.errors import ExitCode, UsageError
from scanner.model.assessment import Level
from scanner.model.ids import SourceId
from scanner.pipeline.house import House
from scanner.pipeline.run import Progress, RunResult
from scanner.pipeline.run import run as run_pipeline
from scanner.render.labels import label
from scanner.report.data import ReportData

ENGLISH: Final = "en"


def add_to(app: typer.Typer) -> None:
    app.command()(run)


def run(
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Argument(help="Sources to read; none: all of them.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option(help="End with exit code 10 if a case of this level or worse is there.")
    ] = "",
) -> None:
    """Read what is due, judge what is found, write the report, send the mails.

    Ends with exit code 3 where something could not be checked.
    """
    limit = _level(fail_on)
    with opened(context) as house, shown() as progress:
        result = asyncio.run(stoppable(house, frozenset(map(SourceId, source or ())), progress))
    for line in _summary(result):
        typer.echo(line)
    raise typer.Exit(_exit_code(result, limit))


async def stoppable(house: House, only: frozenset[SourceId], progress: Progress) -> RunResult:
    """The run; the first SIGINT or SIGTERM ends it after the pages under way."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, _stop_once, loop, number, stop)
    return await run_pipeline(house, only=only, progress=progress, stop=stop)


def _stop_once(loop: asyncio.AbstractEventLoop, number: int, stop: asyncio.Event) -> None:
    typer.echo(
        "Ending after the pages under way. Once more ends at once; nothing is lost.", err=True
    )
    stop.set()
    loop.remove_signal_handler(number)


def _level(name: str) -> Level | None:
    if not name:
        return None
    levels = {level.name.lower(): level for level in Level if level is not Level.INFO}
    if name.lower() not in levels:
        raise UsageError(f"--fail-on is one of {', '.join(levels)}, not {name!r}.")
    return levels[name.lower()]


def _summary(result: RunResult) -> list[str]:
    data = result.report.data
    counts = [f"{data.count(level)} {label(level, ENGLISH).lower()}" for level in _LEVELS]
    mails = result.delivered
    return [
        f"Out there now: {', '.join(counts)}.",
        f"Report: {result.report.files[0].parent}",
        f"Mails: {mails.sent} sent, {mails.deferred} waiting, {mails.refused} refused.",
        *_gaps(data),
        *([] if result.is_whole else ["The scan was stopped before its end; run again to go on."]),
    ]


_LEVELS: Final = (Level.ACUTE, Level.HIGH, Level.MEDIUM, Level.LOW)


def _gaps(data: ReportData) -> list[str]:
    return [
        f"Not checked: {source.source_id}, "
        + (", ".join(f"{count} {reason}" for reason, count in source.missed) or "nothing was read")
        for source in data.gaps
    ] or ["Everything that was due was checked."]


def _exit_code(result: RunResult, limit: Level | None) -> ExitCode:
    data = result.report.data
    if limit is not None and any(
        case.is_out_there and case.severity.level >= limit for case in data.cases
    ):
        return ExitCode.LEVEL_MET
    if not result.is_whole:
        return ExitCode.INTERRUPTED
    return ExitCode.NOT_ALL_CHECKED if data.gaps else ExitCode.DONE
