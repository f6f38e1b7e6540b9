"""`backup`: the data folder without its keys, or the keys alone, each by itself."""

from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.commands import declared
from scanner.cli.officer import Officer, named
from scanner.cli.opening import Installation, installation
from scanner.cli.secret import words
from scanner.errors import ExitCode, StopError
from scanner.evidence import keep
from scanner.model.action import Action
from scanner.store import audit, backup, erased_list, key_backup
from scanner.vault import passphrase

app = declared()


@app.command("backup")
def make(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where to write it.")],
    keys: Annotated[
        bool, typer.Option("--keys", help="The keys alone, under a passphrase.")
    ] = False,
    officer: Officer = "",
) -> None:
    """Write a backup: the data without the keys, or with --keys the keys alone."""
    actor = named(officer)
    with installation(context) as there:
        _require_place(folder, there.config.data.folder)
        if listed := there.config.backup.erased_list:
            erased_list.mirror(there.store.keys, listed)
        missing = () if keys else _of_data(there, folder)
        if keys:
            _of_keys(there, folder)
        action = Action.KEYS_BACK_UP if keys else Action.INSTALLATION_BACK_UP
        now = there.clock()
        there.store.write(lambda tx: audit.append(tx, at=now, actor=actor, action=action))
    if missing:
        typer.echo(f"Evidence that was not there: {len(missing)}. Run evidence verify.", err=True)
        raise typer.Exit(ExitCode.NOT_ALL_CHECKED)


def _require_place(folder: Path, data: Path) -> None:
    """Raises `StopError` where the backup would go with the data, or fill a disk unasked."""
    place = folder.absolute()
    if place.resolve().is_relative_to(data.resolve()):
        raise StopError(f"{folder} is in the data folder. Name a folder on another disk.")
    if not place.parent.is_dir():
        raise StopError(
            f"There is no folder {place.parent} to write the backup into. Mount its disk, or make "
            "the folder."
        )
    if place.parent.stat().st_dev == data.stat().st_dev:
        typer.echo(
            f"{place.parent} is on the data folder's disk: who loses the disk loses both. Is the "
            "backup's disk mounted?",
            err=True,
        )


def _of_data(there: Installation, folder: Path) -> tuple[str, ...]:
    """The evidence files that the backup lacks."""
    evidence = there.config.data.folder / keep.FOLDER
    made = backup.make(there.store, evidence, folder, there.clock())
    typer.echo(f"Backed up to {folder}, without the keys.")
    if made.database == "postgresql":
        typer.echo("The database is PostgreSQL's: back it up beside this, with pg_dump.")
    return made.missing


def _of_keys(there: Installation, folder: Path) -> None:
    said = words("Passphrase", there.config.backup.passphrase_file, twice=True)
    made = key_backup.make(there.store.keys, folder, passphrase.chosen(said), there.clock())
    typer.echo(f"The keys are in {made.path}, under the passphrase; the master key is not.")
    if made.removed:
        typer.echo(
            f"Removed there: {made.removed} older. {key_backup.COPIES} are kept, none for longer "
            f"than {key_backup.LIFETIME.days} days."
        )
