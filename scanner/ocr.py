"""The one door to Tesseract, which reads the words in pictures where it is installed.

It is called as its manual says, tesseract(1): ``tesseract stdin stdout -l swe+ara+eng``, no shell,
the picture on standard input and the text on standard output; ``--list-langs`` names the languages
that are installed, one a line under a heading. What it is given was decoded and written anew here
as plain grey values (Netpbm's PGM), so that no byte of a stranger's file reaches its decoders.
"""

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from typing import Final

PROGRAM: Final = "tesseract"
LANGUAGES: Final = ("swe", "ara", "eng")
LIST_SECONDS: Final = 10.0

MOST_TEXT: Final = 200_000
"""Characters of one picture: a newspaper's page has a tenth of it."""
MEMORY_BYTES: Final = 1024 * 1024 * 1024
"""Most address space of the program; its worker has more."""

_QUIET: Final = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
"""One thread (Tesseract's FAQ, OMP_THREAD_LIMIT), and no variable of ours."""
_DIES_WITH_PARENT: Final = 1
"""PR_SET_PDEATHSIG, prctl(2)."""
_libc: Final = ctypes.CDLL(None)


def find() -> str | None:
    """Where Tesseract is; None where it is not, or lacks one of `LANGUAGES`: what it cannot read
    would pass for empty."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    try:
        listed = subprocess.run(  # noqa: S603 - no shell, and no argument of anybody else's
            [program, "--list-langs"],
            capture_output=True, check=True, timeout=LIST_SECONDS, env=_QUIET,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    # Old versions list on standard error (before 4.1).
    named = (listed.stdout + listed.stderr).decode(errors="replace").split()
    return program if set(named).issuperset(LANGUAGES) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads pictures until its time is over. For workers only: it waits."""

    program: str
    """'' where there is none: then no picture is read."""
    until: float
    """By `time.monotonic`."""

    def __call__(self, grey: bytes) -> str | None:
        """The words of a picture, PGM; None where it could not be read, or there was no time."""
        seconds = self.until - time.monotonic()
        if not self.program or seconds <= 0:
            return None
        try:
            read = subprocess.run(  # noqa: S603 - as above
                [self.program, "stdin", "stdout", "-l", "+".join(LANGUAGES)],
                input=grey,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, timeout=seconds,
                env=_QUIET, cwd="/", preexec_fn=_Bounds(os.getpid(), seconds),
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return None
        # A form feed ends each page (tesseract(1), page_separator).
        return read.stdout.decode(errors="replace").replace("\f", "\n")[:MOST_TEXT]


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What the program lives under: it ends with its worker, and leaves no file."""

    parent: int
    seconds: float

    def __call__(self) -> None:
        _libc.prctl(_DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != self.parent:
            os._exit(1)  # The worker was killed before it could be said.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (int(self.seconds) + 2,) * 2)
