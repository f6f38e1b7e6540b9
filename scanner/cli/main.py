"""The program: its commands in one list, and one place where every error becomes a sentence."""

import errno
import sys
import traceback
from typing import Annotated

import typer

from scanner import log
from scanner.cli import demo, evidence, findings, people, report, run, serve, setup, sources
from scanner.cli.opening import Options
from scanner.errors import ExitCode, VarnError

app = typer.Typer(
    name="varn",
    help="Finds where people who asked for it are exposed on public web pages.",
    no_args_is_help=True,
    add_completion=False,
    # Its tracebacks print local variables, and those hold names.
    pretty_exceptions_enable=False,
)

for commands in (setup, run, serve, demo):
    commands.add_to(app)
for name, group in (
    ("sources", sources.app),
    ("findings", findings.app),
    ("people", people.app),
    ("report", report.app),
    ("evidence", evidence.app),
):
    app.add_typer(group, name=name)


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        str, typer.Option(help="The scan.toml to use.", metavar="FILE", show_default=False)
    ] = "",
    verbose: Annotated[bool, typer.Option(help="Write every event to stderr.")] = False,
    debug: Annotated[bool, typer.Option(help="Show the traceback of an error.")] = False,
) -> None:
    log.start(verbose=verbose)
    context.obj = Options(config=config, debug=debug)


def main() -> None:
    """Run the command that the arguments name; ends the process with its exit code."""
    try:
        app()
    except VarnError as error:
        end(error.exit_code, str(error))
    except OSError as error:
        end(ExitCode.FAILED, _os_sentence(error))
    except Exception as error:  # noqa: BLE001  The last border: a sentence, not a traceback.
        end(
            ExitCode.BUG,
            f"Värn met an error of its own ({type(error).__name__}). What was finished is kept. "
            "Run again with --debug and report what it shows.",
        )


def end(code: ExitCode, sentence: str) -> None:
    """Say why on stderr, with the traceback if asked for, and end the process."""
    if "--debug" in sys.argv:
        traceback.print_exc()
    print(f"varn: {sentence}", file=sys.stderr)  # noqa: T201
    sys.exit(code)


def _os_sentence(error: OSError) -> str:
    subject = error.filename or "the operating system"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            f"No space is left on the disk ({subject}). Nothing half done was kept: free some "
            "space and run again."
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"Not allowed to use {subject}. Run as the user that owns it, or mend its rights."
    return f"{subject}: {error.strerror or type(error).__name__}. Mend that and run again."
