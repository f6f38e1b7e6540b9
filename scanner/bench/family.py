"""A process and its descendants: of Linux's `/proc`, so elsewhere there are none."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")

_PARENT: Final = 1
_SPENT: Final = slice(11, 15)
"""In the fields behind a process's name: in its own code, in the system's for it, and both of those
of its children that have ended (proc_pid_stat(5))."""


def family(pid: int) -> Iterator[int]:
    """The process and its descendants."""
    children = defaultdict(list)
    for one in PROC.glob("[0-9]*"):
        if stat := _stat(one.name):
            children[int(stat[_PARENT])].append(int(one.name))
    waiting = [pid]
    while waiting:
        yield (each := waiting.pop())
        waiting += children[each]


def spent_seconds(pid: int) -> float:
    """CPU time of a process and of its descendants that have ended; 0 where there is none."""
    ticks = sum(map(int, _stat(str(pid))[_SPENT]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: str) -> list[str]:
    try:
        stat = (PROC / pid / "stat").read_text()
    except OSError:  # It has ended meanwhile.
        return []
    # The name, in parentheses, may hold anything.
    return stat.rpartition(")")[2].split()
