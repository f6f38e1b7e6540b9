"""`report`: write the security team's report anew, from what the store knows."""

import getpass
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.opening import opened
from scanner.errors import UsageError
from scanner.pipeline.reporting import write_report
from scanner.report.data import Period
from scanner.report.gather import Reveal

app = typer.Typer(help="Build the security team's report.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps `build` a command of its own while it is the only one."""


@app.command()
def build(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, help="Of how many days up to now.")] = 1,
    folder: Annotated[str, typer.Option(help="Where to write it.", show_default=False)] = "",
    language: Annotated[str, typer.Option(help="sv or en.", show_default=False)] = "",
    reveal: Annotated[
        bool, typer.Option("--reveal", help="With words in context. Noted in the audit log.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why you must see them.", show_default=False)] = "",
    officer: Annotated[
        str, typer.Option(help="Who does this; default: your account.", show_default=False)
    ] = "",
) -> None:
    """Write the report as HTML, JSON and CSV."""
    if language not in ("", "sv", "en"):
        raise UsageError(f"--language is sv or en, not {language!r}.")
    if reveal and not reason.strip():
        raise UsageError("--reveal needs --reason: she sees who has looked, and why.")
    with opened(context) as house:
        now = house.clock()
        written = write_report(
            house,
            Period(since=now - timedelta(days=days), until=now),
            Path(folder) if folder else None,
            language=language or house.config.organisation.language,
            reveal=Reveal(actor=officer or getpass.getuser(), reason=reason) if reveal else None,
        )
    for file in written.files:
        typer.echo(str(file))
