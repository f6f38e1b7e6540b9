"""`demo`: the main job, played in an invented town on this machine."""

import asyncio
import os
from pathlib import Path
from typing import Annotated, Final

import typer

from scanner.cli.commands import declared
from scanner.cli.progress import shown
from scanner.demo.play import play
from scanner.errors import StopError

REPORTS: Final = Path("reports/demo")

app = declared()


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the reports are written.")] = REPORTS,
) -> None:
    """Play three days in an invented town: opt-in, scans, findings, mails, reports."""
    _require_room(folder)
    with shown() as progress:
        outcome = asyncio.run(play(folder, typer.echo, progress))
    for line in outcome.summary:
        typer.echo(line)
    if outcome.problems:
        raise StopError(
            "The demo did not show what it should: "
            + " ".join(outcome.problems)
            + " Report this with the output above."
        )


def _require_room(folder: Path) -> None:
    """Raise `StopError` where no report could be written, before the play takes its time."""
    nearest = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise StopError(
            f"The reports cannot be written to {folder}: {nearest} is no folder that is open to "
            "us. Choose another folder with --folder."
        )
