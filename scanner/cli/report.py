"""`report`: write the security team's report anew, from what the store knows."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.commands import declared
from scanner.cli.officer import Officer, Reason, looking, reveal
from scanner.cli.opening import opened
from scanner.config.settings import Language
from scanner.pipeline.reporting import write_report
from scanner.report.data import Period

app = declared("Build the security team's report.")


@app.callback()
def group() -> None:
    """Keeps `build` a command of its own while it is the only one."""


@app.command()
def build(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, help="Of how many days up to now.")] = 1,
    folder: Annotated[
        Path | None, typer.Option(help="Where to write it.", show_default=False)
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="Its language.", show_default=False)
    ] = None,
    reveal_words: Annotated[
        bool, typer.Option("--reveal", help="With words in context. Noted in the audit log.")
    ] = False,
    reason: Reason = "",
    officer: Officer = "",
) -> None:
    """Write the report as HTML, JSON and CSV."""
    revealed = reveal(reveal_words, reason, officer, names=False)
    with opened(context) as house:
        now = house.clock()
        written = write_report(
            house,
            Period(since=now - timedelta(days=days), until=now),
            folder,
            language=language or house.config.organisation.language,
            reveal=revealed,
            builder=looking(officer),
        )
    for file in written.files:
        typer.echo(str(file))
