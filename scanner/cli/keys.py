"""`keys`: a new master key in place of the old one, or a passphrase before it."""

import typer

from scanner.cli import secret
from scanner.cli.commands import declared
from scanner.cli.officer import Officer, named
from scanner.cli.opening import installation, passphrase, read_config
from scanner.model.action import Action
from scanner.store import audit, master_key
from scanner.vault import master
from scanner.vault.passphrase import chosen

app = declared("Put a passphrase before the master key, or replace it by a new one.")


@app.command()
def lock(context: typer.Context, officer: Officer = "") -> None:
    """Put the master key's file under a passphrase, or under another one.

    Asks for the old one first, if there is one. Every command that opens the installation asks
    for it from then on, or takes it from data.passphrase_command.
    """
    actor = named(officer)
    with installation(context) as there:
        words = chosen(secret.words("New passphrase", twice=True))
        master_key.lock(there.config, words, passphrase)
        now = there.clock()
        there.store.write(lambda tx: audit.append(tx, at=now, actor=actor, action=Action.KEYS_LOCK))
    typer.echo(
        f"{there.config.data.master_key_file} is under the passphrase. What the disk may "
        "keep of the open file opens nothing after keys rotate."
    )


@app.command()
def rotate(context: typer.Context, officer: Officer = "") -> None:
    """Wrap all keys by a new master key, show its recovery code, and destroy the old file.

    Stop serve and portal first. Interrupted, it goes on when it is run again.
    """
    actor, config = named(officer), read_config(context)
    key = master_key.begin_rotation(config, passphrase)
    # Before the old file goes: whoever is interrupted here sees the code at the next try.
    typer.echo(f"Recovery code of the new master key:\n\n    {master.recovery_code(key)}\n")
    master_key.finish_rotation(config, key)
    with installation(context) as there:
        now = there.clock()
        there.store.write(
            lambda tx: audit.append(tx, at=now, actor=actor, action=Action.KEYS_ROTATE)
        )
    typer.echo(
        "Print it and lock it away. Then destroy the old code and every copy of the old key: with "
        "an old key backup they still open what was sealed until today. Next: backup --keys, for "
        "the copies that there are need the old key."
    )
