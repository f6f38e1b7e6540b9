"""What the employer's own directory calls who reads a mailbox: the operator's command says it."""

import asyncio
import logging
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import Final

from scanner import log
from scanner.model.personal import UNKNOWN, Personal

SECONDS: Final = 5.0
LONGEST: Final = 200
"""Characters of a display name."""

_logger: Final = log.logger("directory")


async def called(command: Sequence[str], mail: Personal) -> Personal:
    """The display name that the command prints for the mailbox on its standard input.

    Unknown where no command is set, and where it fails, takes longer than `SECONDS`, or prints
    anything but one line of at most `LONGEST` characters: of two people it is not known which.
    """
    if not command:
        return UNKNOWN
    said = await asyncio.to_thread(_said, command, f"{mail.reveal()}\n".encode())
    if said is None:
        log.event(_logger, "directory.failed", logging.WARNING)
        return UNKNOWN
    name = said.decode("utf-8", "replace").strip()
    return Personal(name) if len(name) <= LONGEST and len(name.splitlines()) == 1 else UNKNOWN


def _said(command: Sequence[str], asked: bytes) -> bytes | None:
    """What it prints; None where it fails. No shell reads it."""
    try:
        with Popen(  # noqa: S603 - the operator's own, from scan.toml
            command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
        ) as process:
            try:
                said, _ = process.communicate(asked, timeout=SECONDS)
            except TimeoutExpired:
                # With what it started itself: that holds its output open.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                return None
    except OSError:
        return None
    return None if process.returncode else said
