"""`restore`: a backup in place of an installation that was lost."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.commands import declared
from scanner.cli.officer import Officer, named
from scanner.cli.opening import clock_of, key_of, read_config
from scanner.cli.secret import words
from scanner.config.settings import Config
from scanner.model.ids import CaseReference
from scanner.pipeline.restoring import Wanted
from scanner.pipeline.restoring import restore as put_back
from scanner.store import key_backup
from scanner.store.key_backup import KeyBackup
from scanner.store.losses import Loss

app = declared()


@app.command()
def restore(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The folder that `backup` wrote.")],
    keys: Annotated[
        Path | None,
        typer.Option(help="A key backup, or the folder that holds it.", show_default=False),
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Lose what is newer than the backup.")
    ] = False,
    lose_case: Annotated[
        list[str] | None,
        typer.Option(
            help="A registered case that may be lost too, one by one.", metavar="REFERENCE"
        ),
    ] = None,
    officer: Officer = "",
) -> None:
    """Put a backup in place, without anybody who was erased since.

    Stop serve and portal first. Without --keys the keys that are there stay.
    """
    config = read_config(context)
    now = clock_of(config)()
    wanted = Wanted(
        folder=folder,
        keys=None if keys is None else _opened(config, keys, now),
        actor=named(officer),
        accepts_loss=accept_loss,
        lost_cases=frozenset(CaseReference(one.upper()) for one in lose_case or ()),
    )
    done = put_back(config, key_of(config), wanted, now)
    typer.echo(f"Restored as of {done.made_at:%Y-%m-%d %H:%M} UTC; who was erased since stays so.")
    if done.missing:
        typer.echo(f"The backup lacked {len(done.missing)} evidence files already.", err=True)
    typer.echo(_lost(done.lost))
    typer.echo(
        "Whoever opted in, changed, paused, stopped or prolonged since then must do so again: "
        "everybody in the backup is told by mail and on her page. Who opted in since is in no "
        "backup; tell the organisation. Next: run doctor."
    )


def _lost(lost: Loss | None) -> str:
    """What is not in the backup, as far as that is known."""
    if lost is None:
        return "What was there could not be read: what is lost with it is not known."
    counts = ((lost.judged, "verdict"), (lost.accounts, "staff account"))
    said = [f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in counts if count]
    said += [f"the registered case {one}" for one in lost.registered]
    if not said:
        return "No verdict, staff account or registered case was there that the backup lacks."
    return f"Lost, for the backup does not hold it: {', '.join(said)}."


def _opened(config: Config, keys: Path, now: datetime) -> KeyBackup:
    path = key_backup.newest(keys, now) if keys.is_dir() else keys
    return key_backup.read(
        path, words("Passphrase of the key backup", config.backup.passphrase_file)
    )
