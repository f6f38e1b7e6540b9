"""Processes of our own that are measured, or that serve what is measured."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

import scanner
from scanner.bench.family import family, spent_seconds

ROOT: Final = Path(scanner.__path__[0]).parent
"""Where Python finds `scanner`, in a checkout and installed alike."""


def started(module: str, *arguments: str) -> AbstractContextManager["subprocess.Popen[str]"]:
    """`python -m module` inside the block, at the end of which its standard input ends."""
    return running([sys.executable, "-m", module, *arguments])


@contextmanager
def running(command: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    """A program inside the block, at the end of which its standard input ends."""
    process = subprocess.Popen(  # noqa: S603 - our own modules, and a peer that was asked for
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def cpu_seconds() -> float:
    """CPU time of this process and of all that it started, whether they have ended or not: workers
    outlive a scan."""
    own = os.getpid()
    living = sum(spent_seconds(pid) for pid in family(own) if pid != own)
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    usages = [resource.getrusage(kind) for kind in kinds]
    return living + sum(usage.ru_utime + usage.ru_stime for usage in usages)
