"""`breach`: everybody who takes part is told, without anybody learning who that is."""

from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.commands import declared
from scanner.cli.officer import Officer, named
from scanner.cli.opening import installation
from scanner.enrol import breach
from scanner.errors import UsageError

app = declared("Tell everybody who takes part of a breach.")


@app.callback()
def group() -> None:
    """Keeps `notify` a command of its own while it is the only one."""


@app.command()
def notify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="TOML with id, sv and en: what they are told.")],
    confirm: Annotated[
        str,
        typer.Option(help="The code that the look before showed.", show_default=False),
    ] = "",
    officer: Officer = "",
) -> None:
    """Show how many mails a notice would be; send it with --confirm.

    Each goes where its person has proved that she is reached away from work, else to her work
    mailbox, and stands on her page. Nobody is shown who they are.
    """
    who, written = named(officer), breach.read(file)
    if confirm and confirm != written.code:
        raise UsageError(
            f"Nothing was sent: {confirm} is not the code of this text. Look at it once more "
            "without --confirm; the code changes with every word."
        )
    with installation(context) as there:
        if there.store.read(lambda tx: breach.is_sent(tx, written)):
            typer.echo(f"The notice {written.id} was sent before: nothing more is to do.")
            return
        if not confirm:
            mails = there.store.read(breach.count)
            typer.echo(f"Mails that would go: {mails}. Nothing was sent.")
            typer.echo(f"Let somebody else read the text, then send it: --confirm {written.code}")
            return
        mails = breach.notify(there.store, there.config, written, actor=who, now=there.clock())
    typer.echo(f"Mails that go now: {mails}. They leave with `serve` or the next `run`.")
