"""`people`: leave without a log-in. No command lists people, and none enrols anybody."""

from typing import Annotated

import typer

from scanner.cli.commands import declared
from scanner.cli.opening import installation
from scanner.enrol.withdraw import withdraw_by_reference

app = declared("Withdraw by the reference that only she holds.")


@app.callback()
def group() -> None:
    """Keeps `withdraw` a command of its own while it is the only one."""


@app.command()
def withdraw(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(help="The reference shown to her when she opted in.")],
) -> None:
    """End an opt-in and erase everything of its person. A wrong reference gets the same answer."""
    with installation(context) as there:
        withdraw_by_reference(there.store, there.config, reference, there.clock())
    # The same words for a reference of nobody: they must not tell who is enrolled.
    typer.echo("If that reference is somebody's, her opt-in has ended and all of hers is erased.")
