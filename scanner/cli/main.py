"""The program: where arguments become a command, and every error one sentence."""

import errno
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Final, NoReturn

import typer
from typer.exceptions import TyperException

from scanner import files, log
from scanner.cli.commands import Commands
from scanner.errors import ExitCode, VarnError, disk_full

app = typer.Typer(
    name="varn",
    cls=Commands,
    help="Finds where people who asked for it are exposed on public web pages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        str, typer.Option(help="The scan.toml to use.", metavar="FILE", show_default=False)
    ] = "",
    verbose: Annotated[bool, typer.Option("--verbose", help="Write events to stderr.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    log.start(verbose=verbose)
    # `debug` is looked for by `main`: an error may come before this is reached.
    context.obj = config


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command that `arguments` name; ends the process with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = app(args=given, standalone_mode=False)
    except SystemExit:
        # Whoever read our output has gone: there is nobody to say anything to.
        code = ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001  The last border: a sentence, not a traceback.
        if "--debug" in given:
            traceback.print_exc()
        code, sentence = told(error)
        if sentence:
            print(f"varn: {sentence}", file=sys.stderr)  # noqa: T201
    sys.exit(code or ExitCode.DONE)


def told(error: Exception) -> tuple[int, str]:
    """The exit code of an error, and what is said of it."""
    match error:
        case VarnError():
            return error.exit_code, str(error)
        case TyperException():
            return ExitCode.USAGE, _usage_sentence(error)
        case typer.Abort():
            return ExitCode.INTERRUPTED, "Ended before its end. What was finished is kept."
        case OSError():
            return ExitCode.FAILED, _os_sentence(error)
        case _:
            return ExitCode.BUG, (
                f"Värn met an error of its own ({type(error).__name__}). What was finished is "
                "kept. Run again with --debug and report what it shows."
            )


def _usage_sentence(error: TyperException) -> str:
    message = error.format_message()
    if not message:  # The help was shown instead.
        return ""
    where = getattr(error, "ctx", None)
    command = where.command_path if where else "varn"
    end = "" if message.endswith(("?", ".")) else "."
    return f"{message}{end} `{command} --help` shows what can be written."


FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def _os_sentence(error: OSError) -> str:
    subject = error.filename or "the operating system"
    if error.errno in files.DISK_FULL:
        return str(disk_full(subject))
    if error.errno in FORBIDDEN:
        return f"Not allowed to use {subject}. Run as the user that owns it, or mend its rights."
    return f"{subject}: {error.strerror or type(error).__name__}. Mend that and run again."
