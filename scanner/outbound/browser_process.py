"""What a browser's processes have on this machine: a folder of their own, and memory."""

import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PREFIX: Final = "varn-browser-"

LEFT_SECONDS: Final = 60.0
"""A folder of this age that nobody holds is one whose scan was killed."""


@contextmanager
def home() -> Iterator[Path]:
    """A new folder, gone at the end. Those that killed scans have left go first."""
    _sweep(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        # The system lets go of it however we end.
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield folder
        finally:
            os.close(held)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def drivers() -> frozenset[int]:
    """The processes of ours that drive browsers."""
    return frozenset(
        pid for pid in _children(os.getpid()) if b"run-driver" in _read(pid, "cmdline")
    )


def resident_bytes(pids: frozenset[int]) -> int:
    """Memory of the processes and of all below them, as each counts it."""
    pages = sum(_resident_pages(one) for pid in pids for one in _family(pid))
    return pages * os.sysconf("SC_PAGE_SIZE")


def _sweep(folder: Path) -> None:
    with suppress(OSError):  # others write there too
        for path in folder.glob(f"{PREFIX}*"):
            if _is_left(path):
                shutil.rmtree(path, ignore_errors=True)


def _is_left(path: Path) -> bool:
    """Whether a folder is ours, old, and held by nobody."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        found = os.fstat(descriptor)
        is_old = time.time() - found.st_mtime > LEFT_SECONDS
        if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) != 0o700 or not is_old:
            return False
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _family(pid: int) -> list[int]:
    return [pid, *(deeper for child in _children(pid) for deeper in _family(child))]


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    with suppress(OSError):
        return [
            int(child)
            for task in tasks.iterdir()
            for child in _read(pid, f"task/{task.name}/children").split()
        ]
    return []


def _resident_pages(pid: int) -> int:
    sizes = _read(pid, "statm").split()
    return int(sizes[1]) if sizes else 0


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""
