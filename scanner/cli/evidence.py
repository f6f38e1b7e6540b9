"""`evidence`: is every kept page still what it was?"""

import typer

from scanner.cli.opening import opened
from scanner.errors import ExitCode
from scanner.evidence.verify import Condition
from scanner.evidence.verify import verify as verify_files

app = typer.Typer(help="Verify the kept pages.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps `verify` a command of its own while it is the only one."""


@app.command()
def verify(context: typer.Context) -> None:
    """Open every kept page and compare it with the hash noted when it came."""
    with opened(context) as house:
        results = tuple(verify_files(house.evidence_folder, house.store))
    spoilt = [one for one in results if one.condition is not Condition.WHOLE]
    for one in spoilt:
        typer.echo(f"{one.file.name}: {one.condition}")
    typer.echo(f"{len(results)} kept pages, {len(spoilt)} of them not as they were.")
    if spoilt:
        raise typer.Exit(ExitCode.FAILED)
