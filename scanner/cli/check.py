"""`check`: an address or a file, read once; what it says of anybody goes the ordinary way."""

import asyncio
import os
import stat
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from scanner.cli.commands import declared
from scanner.cli.officer import Officer, named
from scanner.cli.opening import opened
from scanner.cli.stopping import stoppable
from scanner.config.settings import ENGLISH
from scanner.errors import ExitCode, UsageError
from scanner.model.ids import Address
from scanner.pipeline.checking import Answer, File, address_of, answer, hand_in
from scanner.pipeline.house import House
from scanner.render.labels import label

READ: Final = (
    "Read. What it says of anybody who takes part goes into cases, alerts and the report, as ever; "
    "nothing of it is told here."
)
WAITS: Final = "Handed in. The scan at work reads it, or the next one."
LEFT: Final = (
    "That is a page of the source {source} and read at its visits alone, so not now. "
    "`sources list` shows how that source stands; a page saved in the browser is read at once."
)

app = declared()


@app.command()
def check(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(help="A web address, or a file: HTML, PDF, picture, .eml, .mhtml.")
    ],
    officer: Officer = "",
) -> None:
    """Have an address or a file read once; the answer tells nothing of who stands in it.

    Ends with exit code 3 where it could not be read.
    """
    with opened(context) as house:
        asked = _asked(house, what)
        kept = hand_in(house, asked, named(officer))
        if kept is not None:
            typer.echo(LEFT.format(source=kept))
            return
        said = asyncio.run(stoppable(partial(answer, house, asked)))
    typer.echo(_sentence(said))
    raise typer.Exit(ExitCode.DONE if said.missed is None else ExitCode.NOT_ALL_CHECKED)


def _asked(house: House, what: str) -> Address | File:
    if "://" in what:
        return address_of(house, what)
    return _file(Path(what), house.config.crawl.max_page_bytes)


def _file(path: Path, most: int) -> File:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise UsageError(
            "There is no such file. Name one, or a whole address with https:// before it."
        ) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UsageError("That is no plain file. Name one, or an address.")
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise UsageError(
            f"The file is larger than a page may be ({most} bytes, crawl.max_page_bytes)."
        )
    return File(name=path.name, content=content)


def _sentence(said: Answer) -> str:
    if said.missed is not None:
        return f"Not checked: {label(said.missed, ENGLISH)}."
    return READ if said.is_read else WAITS
