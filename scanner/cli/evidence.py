"""`evidence`: is every kept page still what it was?"""

from collections.abc import Sequence

import typer

from scanner.cli.commands import declared
from scanner.cli.machine import Json, say
from scanner.cli.opening import installation
from scanner.errors import StopError
from scanner.evidence import keep
from scanner.evidence.verify import Condition, Verification
from scanner.evidence.verify import verify as verify_files

app = declared("Verify the kept pages.")


@app.callback()
def group() -> None:
    """Keeps `verify` a command of its own while it is the only one."""


@app.command()
def verify(context: typer.Context, as_machine: Json = False) -> None:
    """Open every kept page and compare it with the hash noted when it came."""
    with installation(context) as there:
        # A page that nobody has a key to any more is being erased, not spoilt.
        spoilt = [
            one
            for one in verify_files(there.config.data.folder / keep.FOLDER, there.store)
            if one.condition in (Condition.MISSING, Condition.DAMAGED)
        ]
    if as_machine:
        say(there.config, {"spoilt": [_values(one) for one in spoilt]})
    else:
        typer.echo("\n".join(_lines(spoilt)))
    if spoilt:
        raise StopError(
            "Evidence is missing or damaged. Restore the files named above from a backup of the "
            "data folder, and find out who or what changed them."
        )


def _lines(spoilt: Sequence[Verification]) -> list[str]:
    # No count: it would tell of findings that are on her own page only.
    named = [f"{one.file.name}: {one.condition}" for one in spoilt]
    return named or ["Every kept page is as it was."]


def _values(spoilt: Verification) -> dict[str, str]:
    return {"file": spoilt.file.name, "condition": spoilt.condition}
