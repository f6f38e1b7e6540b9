"""`migrate`: an older installation for a newer program."""

import typer

from scanner.cli.commands import declared
from scanner.cli.opening import key_of, read_config
from scanner.store import installing

app = declared()


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the shape that this program needs. Back it up first."""
    config = read_config(context)
    installing.upgrade(config, key_of(config))
    typer.echo("The database has the shape that this program needs.")
