"""What a command of the operator's says: a key store's, a password agent's."""

import subprocess
from collections.abc import Sequence
from typing import Final

from scanner.errors import StopError

SECONDS: Final = 120
"""Somebody may have to type, or to touch a token."""


def said(argv: Sequence[str], setting: str) -> str:
    """What the command writes to its standard output, which nobody else gets to see.

    `setting` names it in errors. No shell reads it. Raises `StopError` where it cannot be run,
    fails or says nothing.
    """
    try:
        ended = subprocess.run(  # noqa: S603 - the operator's own, from scan.toml
            argv, stdout=subprocess.PIPE, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        why = "took too long" if isinstance(error, subprocess.TimeoutExpired) else "cannot be run"
        raise StopError(f"The command of {setting} {why}. Run it by hand to see why.") from None
    if ended.returncode or not ended.stdout.strip():
        raise StopError(
            f"The command of {setting} gave nothing (exit code {ended.returncode}). Run it by hand "
            "to see why."
        )
    return ended.stdout.decode("utf-8", "replace").strip()
