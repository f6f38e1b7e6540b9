"""`keys`: a new master key in place of the old one."""

import typer

from scanner.cli.commands import declared
from scanner.cli.officer import Officer, named
from scanner.cli.opening import installation, read_config
from scanner.store import audit, master_key
from scanner.vault import master

app = declared("Replace the master key by a new one.")


@app.callback()
def group() -> None:
    """Keeps `rotate` a command of its own while it is the only one."""


@app.command()
def rotate(context: typer.Context, officer: Officer = "") -> None:
    """Wrap all keys by a new master key, show its recovery code, and destroy the old file.

    Stop serve and portal first. Interrupted, it goes on when it is run again.
    """
    actor, config = named(officer), read_config(context)
    key = master_key.begin_rotation(config)
    # Before the old file goes: whoever is interrupted here sees the code at the next try.
    typer.echo(f"Recovery code of the new master key:\n\n    {master.recovery_code(key)}\n")
    master_key.finish_rotation(config)
    with installation(context) as there:
        now = there.clock()
        there.store.write(lambda tx: audit.append(tx, at=now, actor=actor, action="keys.rotate"))
    typer.echo(
        "Print it and lock it away. Then destroy the old code and every copy of the old key: with "
        "an old key backup they still open what was sealed until today. Next: backup --keys, for "
        "the copies that there are need the old key."
    )
