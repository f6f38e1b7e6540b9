"""`doctor`: every check, each with its mend."""

import typer

from scanner.cli import checks
from scanner.cli.commands import declared
from scanner.cli.opening import read_config
from scanner.errors import ExitCode

app = declared()


@app.command()
def doctor(context: typer.Context) -> None:
    """Check everything that a new operator gets wrong, and say how to mend it.

    Ends with exit code 4 where something is wrong.
    """
    results = checks.run(read_config(context))
    for result in results:
        typer.echo(f"{result.state.value:<5} {result.subject}: {result.sentence}")
    if any(result.state is checks.State.WRONG for result in results):
        raise typer.Exit(ExitCode.FAILED)
