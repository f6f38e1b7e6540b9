"""`retention`: what is kept for how long, and what of it is over."""

from typing import Annotated

import typer

from scanner.cli.commands import declared
from scanner.cli.machine import Json, say
from scanner.cli.opening import Installation, installation
from scanner.evidence import keep
from scanner.store import retention as classes
from scanner.store.retention import Due

app = declared()


@app.command()
def retention(
    context: typer.Context,
    apply: Annotated[bool, typer.Option("--apply", help="Remove it now.")] = False,
    as_machine: Json = False,
) -> None:
    """Show what would go now because its time is over; remove it with --apply.

    What is on somebody's own page only is removed too, and counted nowhere.
    """
    with installation(context) as there:
        now = there.clock()
        due = there.store.read(lambda tx: classes.due(tx, there.config, now))
        if apply:
            _remove(there)
    if as_machine:
        say(there.config, {"classes": [_values(one) for one in due]})
        return
    for one in due:
        typer.echo(f"{one.kind.name}: {one.count} over ({one.kind.until}: {_days(one)})")
    typer.echo("Removed." if apply else "Nothing was changed; run and serve do it, or --apply.")


def _remove(there: Installation) -> None:
    with there.store.scan_lock():
        classes.sweep(there.store, there.config, there.clock())
        keep.sweep(there.config.data.folder / keep.FOLDER, there.store)


def _days(one: Due) -> str:
    return "1 day" if one.time.days == 1 else f"{one.time.days} days"


def _values(one: Due) -> dict[str, object]:
    return {
        "class": one.kind.name,
        "until": one.kind.until,
        "days": one.time.days,
        "over": one.count,
    }
