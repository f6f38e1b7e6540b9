"""`audit`: is the audit log still what was written, and where does it end?"""

import re
from typing import Annotated

import typer

from scanner.cli.commands import declared
from scanner.cli.machine import Json, say
from scanner.cli.opening import installation
from scanner.errors import StopError, UsageError
from scanner.model.ids import Sha256
from scanner.store import audit
from scanner.store.audit import Head

app = declared("Verify the audit log and show its end.")


@app.callback()
def group() -> None:
    """Keeps `verify` a command of its own while it is the only one."""


@app.command()
def verify(
    context: typer.Context,
    mailed: Annotated[
        str,
        typer.Option(
            help="An end that was mailed: the log must still lead over it.",
            metavar="NUMBER:HASH",
            show_default=False,
        ),
    ] = "",
    as_machine: Json = False,
) -> None:
    """Read the audit log from its first entry, and show its end.

    Ends with exit code 4 where an entry does not follow from the one before, or the log does not
    lead over the end that was mailed.
    """
    known = _meant(mailed) if mailed else None
    with installation(context) as there:
        head, broken = there.store.read(lambda tx: (audit.head(tx), audit.verify(tx)))
        is_held = known is None or there.store.read(lambda tx: audit.holds(tx, known))
    if as_machine:
        end = {"entries": head.number, "hash": head.hash}
        say(there.config, {**end, "broken": broken, "holds_mailed": is_held})
    else:
        typer.echo(f"The audit log ends with entry {head.number}:{head.hash}")
    if broken is not None:
        raise StopError(
            f"The audit log is broken at entry {broken}: somebody changed the database past the "
            "program. Keep a copy of it, and find out who could."
        )
    if not is_held:
        raise StopError(
            "The audit log does not lead over the end that was mailed: it was cut, written anew, "
            "or an older backup was put back. Ask who restored what, and keep a copy of it."
        )


def _meant(mailed: str) -> Head:
    number, _, hashed = mailed.partition(":")
    if not (number.strip().isdigit() and re.fullmatch(r"[0-9a-f]{64}", hashed.strip())):
        raise UsageError("--mailed takes NUMBER:HASH, as the mail shows them.")
    return Head(number=int(number), hash=Sha256(hashed.strip()))
