"""The folder into which people drop files, as it lies on disk.

Others may write there, and put a link, a pipe or a folder of their own where a file or folder of
ours should be: nothing is opened that leads elsewhere.
"""

import errno
import fcntl
import hashlib
import os
import re
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scanner import files
from scanner.errors import StopError
from scanner.model import handed
from scanner.model.handed import Handed
from scanner.model.ids import Sha256

ARRIVED: Final = "in"
READING: Final = "reading"
DONE: Final = "done"
FAILED: Final = "failed"
SHELVES: Final = (ARRIVED, READING, DONE, FAILED)

SETTLED_SECONDS: Final = 10.0
"""A file that has not changed for so long, and that nobody has open to write, is whole."""
LONGEST_NAME: Final = 40
"""Characters of the name that a file came with."""

HALF_SECONDS: Final = 3600
"""What a command began to write so long ago, nobody finishes."""

_STRANGE: Final = re.compile(r"[^\w.-]+")
_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\.([0-9a-f]{64})\.[\w.-]*", re.ASCII)


def make(folder: Path) -> None:
    """The folder and those below it. Raises `StopError` where one leads elsewhere."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if strange := in_our_place(folder):
        raise StopError(
            f"{strange[0]} is no folder of ours. Remove it: what is handed in stays here."
        )
    for name in SHELVES:
        (folder / name).mkdir(mode=0o700, exist_ok=True)


def in_our_place(folder: Path) -> list[Path]:
    """What lies where folders of ours should: while it does, no file is taken in."""
    return [folder / name for name in SHELVES if not is_ours(folder / name)]


def is_ours(below: Path) -> bool:
    """Who may write in the folder may put a link, or a folder of her own, in the place of ours."""
    try:
        found = below.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def ready(folder: Path, *, is_open: bool) -> Iterator[Path]:
    """Files that may be taken in; `is_open`: also those that nobody has asked leave for."""
    if in_our_place(folder):
        return
    yield from files_in(folder / ARRIVED)
    if is_open and os.access(folder, os.W_OK):
        yield from filter(_is_whole, files_in(folder))


def files_in(folder: Path) -> list[Path]:
    """The regular files of a folder, but those whose names begin with a dot: they are not whole."""
    try:
        with os.scandir(folder) as entries:
            return sorted(
                Path(entry.path)
                for entry in entries
                if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)
            )
    except (FileNotFoundError, NotADirectoryError):
        return []


def left_half(folder: Path) -> Iterator[Path]:
    """What a killed command of ours began to write."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name.startswith(".") and time.time() - path.lstat().st_mtime > HALF_SECONDS:
                yield path


def _is_whole(path: Path) -> bool:
    descriptor = _opened(path)
    if descriptor is None:
        return False
    try:
        return _is_settled(descriptor)
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int | None:
    """A descriptor of a regular file; None for whatever else is called so by now."""
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(path, flags)
    except OSError:
        return None
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    return None


def _is_settled(descriptor: int) -> bool:
    """Whether nobody is writing the file any more, as far as the system tells."""
    # Of the system's clock, as the file's time: a lab's runs elsewhere.
    age = time.time() - os.fstat(descriptor).st_ctime
    return not 0 <= age < SETTLED_SECONDS and not _is_open_to_write(descriptor)


def _is_open_to_write(descriptor: int) -> bool:
    """A lease to read is refused where somebody has the file open to write it (fcntl(2))."""
    try:
        # Who opens it meanwhile breaks the lease: by default the signal of that would end us.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN  # Other file systems know no leases.
    return False


def content_of(path: Path, most: int) -> bytes | None:
    """A file's bytes, `most` at the most; None where it cannot be read."""
    descriptor = _opened(path)
    if descriptor is None:
        return None
    with os.fdopen(descriptor, "rb") as file:
        try:
            return file.read(most)
        except OSError:
            return None


def digest_of(content: bytes) -> Sha256:
    return Sha256(hashlib.sha256(content).hexdigest())


def find(folder: Path, known: Handed) -> Path | None:
    """Where a file lies. What was put away is wanted again where a kill came before the looking."""
    every = (path for shelf in (READING, DONE, FAILED) for path in files_in(folder / shelf))
    return next((path for path in every if named(path) == known), None)


def shelved(new: Handed, name: str) -> str:
    """What a file is called that was taken in; `name`: what it came with."""
    return f"{new.on}.{new.digest}.{safe_name(name)}"


def named(path: Path) -> Handed | None:
    """What a file holds that was taken in, by its name."""
    found = _NAME.fullmatch(path.name)
    return handed.written(found[1], found[2]) if found else None


def safe_name(name: str) -> str:
    """As much of a file's name as can do no harm on a terminal or in a path."""
    plain = name.encode("ascii", "replace").decode()
    return _STRANGE.sub("_", plain)[-LONGEST_NAME:].lstrip(".") or "_"


def move(path: Path, target: Path) -> None:
    path.replace(target)
    for folder in {path.parent, target.parent}:
        files.sync(folder)
