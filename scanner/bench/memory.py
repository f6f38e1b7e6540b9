"""How much memory a program takes with all its processes: their proportional set sizes, summed.

Memory that several processes share counts once; of Linux's `/proc`, so elsewhere nothing is
measured.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from scanner.bench.family import PROC, family

EVERY_SECONDS: Final = 0.25


@dataclass(slots=True)
class Held:
    """What was held while it was watched, MB."""

    samples: list[float]

    @property
    def peak(self) -> float:
        return max(self.samples, default=0.0)


@contextmanager
def watched(pid: int) -> Iterator[Held]:
    """Looks at a process and its descendants while the block runs, four times a second."""
    held, is_over = Held([]), threading.Event()

    def look() -> None:
        while not is_over.wait(EVERY_SECONDS):
            held.samples.append(megabytes(pid))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield held
    finally:
        is_over.set()
        looking.join()


def megabytes(pid: int) -> float:
    """What a process and its descendants hold now; 0 where there is none."""
    return sum(map(_proportional_kilobytes, family(pid))) / 1024


def _proportional_kilobytes(pid: int) -> int:
    try:
        rollup = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
