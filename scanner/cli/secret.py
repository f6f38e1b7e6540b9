"""Words that open something: from a file that the settings name, a terminal, or a pipe."""

import sys
from pathlib import Path

import typer

from scanner.errors import StopError, UsageError
from scanner.model.personal import Personal


def words(question: str, file: Path | None = None, *, twice: bool = False) -> Personal:
    """What `file` holds; without one what is typed, `twice` on a terminal, or piped in.

    Raises `StopError` for a file that cannot be read, `UsageError` where nothing was said.
    """
    said = _read(file) if file is not None else _asked(question, twice=twice)
    if not said:
        raise UsageError(f"{question}: nothing was said. Type it, or pipe it in.")
    return Personal(said)


def _asked(question: str, *, twice: bool) -> str:
    # No argument: everybody on the machine sees those of a running program.
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    said: str = typer.prompt(question, hide_input=True, confirmation_prompt=twice, err=True)
    return said.strip()


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise StopError(
            f"{file} cannot be read. Check the setting and the file's rights."
        ) from None
