"""`doctor`: every check, each with its mend."""

from dataclasses import asdict

import typer

from scanner.cli import checks
from scanner.cli.commands import declared
from scanner.cli.machine import Json, say
from scanner.cli.opening import read_config
from scanner.errors import ExitCode

app = declared()


@app.command()
def doctor(context: typer.Context, as_machine: Json = False) -> None:
    """Check everything that a new operator gets wrong, and say how to mend it.

    Ends with exit code 4 where something is wrong.
    """
    config = read_config(context)
    results = checks.run(config)
    if as_machine:
        say(config, {"checks": [asdict(result) for result in results]})
    else:
        for result in results:
            typer.echo(f"{result.state.value:<5} {result.subject}: {result.sentence}")
    if any(result.state is checks.State.WRONG for result in results):
        raise typer.Exit(ExitCode.FAILED)
