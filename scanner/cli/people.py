"""`people`: leave without a log-in. No command lists people, and none enrols anybody."""

import sys
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from scanner.cli.commands import declared
from scanner.cli.opening import installation
from scanner.enrol.withdraw import withdraw_by_reference
from scanner.errors import UsageError
from scanner.store import people

LONGEST_LINE: Final = 256
"""Characters that are read of what is piped in; a reference has far fewer."""

app = declared("Withdraw by the reference that only she holds.")


class Unrepeated(TyperGroup):
    """Refuses without repeating what was typed: errors are logged, a reference ends an opt-in."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except TyperException:
            raise UsageError(
                "Nobody was withdrawn: write `people withdraw` and nothing after it. It asks for "
                "the reference, or reads it from a pipe."
            ) from None


@app.callback(cls=Unrepeated)
def group() -> None:
    """Keeps `withdraw` a command of its own while it is the only one."""


@app.command()
def withdraw(context: typer.Context) -> None:
    """End an opt-in and erase everything of its person. A wrong reference gets the same answer.

    Asks for the reference that was shown to her when she opted in, or reads it from a pipe.
    """
    with installation(context) as there:
        withdraw_by_reference(there.store, there.config, _reference(), there.clock())
    # The same words for a reference of nobody: they must not tell who is enrolled.
    typer.echo("If that reference is somebody's, her opt-in has ended and all of hers is erased.")


def _reference() -> str:
    # No argument: everybody on the machine sees those of a running program, and the shell's
    # history keeps them.
    if sys.stdin.isatty():
        typer.echo("Reference: ", nl=False, err=True)
    said = sys.stdin.readline(LONGEST_LINE).strip()
    if not said:
        raise UsageError("Nobody was withdrawn: a reference is needed. Type it, or pipe it in.")
    # Of the shape only: whether it is somebody's, no answer tells.
    if not people.is_reference(said):
        raise UsageError(
            "Nobody was withdrawn: a reference is five groups of four letters and digits, never "
            "0, 1, I, L, O, S or U. Compare what was typed with what was shown to her."
        )
    return said
