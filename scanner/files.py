"""Files that only we read, whole or not there, and that stay or stay away over a power cut."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What an `OSError` is called by where a disk, a quota or a file takes no more."""


def create(path: Path, content: bytes) -> None:
    """Write a new file; nothing of it is left where that fails. Raises `OSError`."""
    _write(path, content)
    sync(path.parent)


def put(half: Path, whole: Path, content: bytes) -> None:
    """Write `half`, which is not there yet, and let it take the place of `whole` beside it.

    Whoever looks sees the old file or the new one, whole. Raises `OSError`.
    """
    _write(half, content)
    try:
        half.replace(whole)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    sync(whole.parent)


def remove(paths: Iterable[Path]) -> None:
    """Remove files, those that are there, for good."""
    paths = tuple(paths)
    for path in paths:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in paths if path.parent.is_dir()}:
        sync(folder)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def sync(folder: Path) -> None:
    """Let the names in a folder, too, outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
