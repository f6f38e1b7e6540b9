"""Processes of our own that are measured, or that serve what is measured."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import scanner

ROOT: Final = Path(scanner.__path__[0]).parent
"""Where Python finds `scanner`, in a checkout and installed alike."""


@contextmanager
def started(module: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """`python -m module` inside the block, at the end of which its standard input ends."""
    process = subprocess.Popen(  # noqa: S603 - this program's own modules
        [sys.executable, "-m", module, *arguments],
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
    """CPU time of this process and of those that it started and that have ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    usages = [resource.getrusage(kind) for kind in kinds]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
