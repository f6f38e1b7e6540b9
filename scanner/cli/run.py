"""`run`: one scan of everything that is due, the report, the mails."""

import asyncio
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer

from scanner.alert.deliver import deliver_due
from scanner.cli.commands import declared
from scanner.cli.gaps import gaps
from scanner.cli.opening import opened
from scanner.cli.progress import shown
from scanner.cli.stopping import stoppable
from scanner.config.settings import ENGLISH, Config
from scanner.errors import ExitCode, UsageError
from scanner.model.assessment import Level
from scanner.model.ids import SourceId
from scanner.pipeline.clock import doubt
from scanner.pipeline.house import House
from scanner.pipeline.rechecking import recheck_due
from scanner.pipeline.run import TRIED_AGAIN, RunResult
from scanner.pipeline.run import run as run_pipeline
from scanner.pipeline.second_reader import ask_due
from scanner.render.labels import label
from scanner.service.alarms import watch
from scanner.store import outbox
from scanner.store.outbox import MailState, Trouble

LEVELS: Final = (Level.ACUTE, Level.HIGH, Level.MEDIUM, Level.LOW)

app = declared()


@app.command()
def run(
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Argument(help="Sources to read; none: all of them.")
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            help="End with exit code 10 if a case of this level or worse is out there.",
            metavar="LEVEL",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Read what is due, judge what is found, write the report, send the mails.

    Ends with exit code 3 where something could not be checked, with 4 where a mail did not leave.
    """
    limit = _level(fail_on)
    only = frozenset(map(SourceId, source or ()))
    with opened(context) as house, shown() as progress:
        _doubt_the_clock(house)
        began = house.clock()

        async def work(stop: asyncio.Event) -> RunResult:
            result = await run_pipeline(house, only=only, progress=progress, stop=stop)
            await watch(house, began)
            await deliver_due(house.store, house.config.mail, house.clock, stop)
            await recheck_due(house, stop)
            try:
                await ask_due(house, stop)
            except UsageError as error:  # The scan is done all the same; doctor says so too.
                typer.echo(str(error), err=True)
            return result

        result = asyncio.run(stoppable(work))
        troubles = house.store.read(outbox.troubles)
    zone = ZoneInfo(house.config.organisation.timezone)
    for line in (*_summary(result, house.config), *_mail_lines(result, troubles, zone)):
        typer.echo(line)
    raise typer.Exit(_exit_code(result, troubles, limit))


def _doubt_the_clock(house: House) -> None:
    """Said before the scan, which mends what it can."""
    now = house.clock()
    if trouble := house.store.read(lambda tx: doubt(tx, now)):
        typer.echo(trouble, err=True)


def _level(name: str) -> Level | None:
    if not name:
        return None
    levels = {level.name.lower(): level for level in reversed(LEVELS)}
    if name.lower() not in levels:
        raise UsageError(f"--fail-on is one of {', '.join(levels)}, not {name!r}.")
    return levels[name.lower()]


def _summary(result: RunResult, config: Config) -> list[str]:
    data = result.report.data
    counts = [f"{data.count(level)} {label(level, ENGLISH).lower()}" for level in LEVELS]
    return [
        f"Out there now: {', '.join(counts)}.",
        f"Report: {result.report.files[0].parent}",
        *(gaps(data.coverage, config) or [_checked(result.visited)]),
        *([] if result.is_whole else ["The scan was stopped before its end; run again to go on."]),
    ]


def _checked(visited: int) -> str:
    """That nothing is missing, and what that rests on."""
    if not visited:
        return (
            "No page was due: each is read again when the cadence_minutes of its source are over, "
            "whoever has opted in since."
        )
    return f"Everything that was due was checked: {visited} page{'s' if visited > 1 else ''}."


def _mail_lines(result: RunResult, troubles: tuple[Trouble, ...], zone: ZoneInfo) -> list[str]:
    waiting = [one for one in troubles if one.state is MailState.QUEUED]
    refused = len(troubles) - len(waiting)
    lines = [f"Mails: {result.delivered.sent} sent, {len(waiting)} waiting, {refused} refused."]
    if waiting:
        lines.append(
            f"What waits was not taken at the last try ({waiting[-1].reason}). The next try is at "
            f"{min(one.due_at for one in waiting).astimezone(zone):%H:%M}, by serve or a run after "
            "that; doctor says what is wrong."
        )
    if refused:
        lines.append(
            f"What was refused is kept; doctor says why. Runs try it again for "
            f"{TRIED_AGAIN.days} days, serve whenever it starts."
        )
    return lines


def _exit_code(result: RunResult, troubles: tuple[Trouble, ...], limit: Level | None) -> ExitCode:
    data = result.report.data
    if not result.is_whole:
        return ExitCode.INTERRUPTED
    if limit is not None and any(
        case.is_out_there and case.severity.level >= limit for case in data.cases
    ):
        return ExitCode.LEVEL_MET
    if troubles:
        return ExitCode.FAILED
    return ExitCode.DONE if data.coverage and not data.gaps else ExitCode.NOT_ALL_CHECKED
