"""Backups of the keys: few, short-lived, under a passphrase, and never beside the database's.

Whoever was erased can be read in an old backup of the database for as long as a key backup from
before her erasure exists. So there are at most `COPIES`, none older than `LIFETIME`.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from scanner import files
from scanner.errors import StopError
from scanner.model.personal import Personal
from scanner.store.keys import KeySnapshot, KeyStore
from scanner.store.payload import pack, unpack
from scanner.vault import passphrase

COPIES: Final = 2
LIFETIME: Final = timedelta(days=7)

PURPOSE: Final = "varn key backup"
SUFFIX: Final = ".varnkeys"
_HALF: Final = ".part"
"""Of a file that is not whole yet; one that is left was cut off."""
_STAMP: Final = "keys-%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBackup:
    made_at: datetime
    keys: KeySnapshot = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    path: Path
    removed: int
    """How many older copies went from the folder."""


def make(keys: KeyStore, folder: Path, words: Personal, now: datetime) -> Made:
    """Write all keys into `folder` under a passphrase, and remove what is too old there.

    The keys stay wrapped by the master key inside: who opens it still needs that. Raises
    `StopError` where the folder cannot be written.
    """
    content = pack(KeyBackup(made_at=now, keys=keys.snapshot()))
    path = folder / f"{now:{_STAMP}}{SUFFIX}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.put(path.with_suffix(_HALF), path, passphrase.lock(words, PURPOSE, content))
    except OSError as error:
        raise StopError(
            f"The key backup {path} could not be written: {error.strerror}. Make room, or name "
            "another folder."
        ) from error
    outlived = _outlived(folder, path, now)
    files.remove([*outlived, *folder.glob(f"keys-*{_HALF}")])
    return Made(path=path, removed=len(outlived))


def newest(folder: Path, now: datetime) -> Path:
    """The newest key backup in a folder, but for those that a clock ahead of `now` made.

    Raises `StopError` where there is none.
    """
    there = sorted(path for path in folder.glob(f"*{SUFFIX}") if path.stem <= f"{now:{_STAMP}}")
    if not there:
        raise StopError(f"There is no key backup in {folder}. Name the folder that holds one.")
    return there[-1]


def read(path: Path, words: Personal) -> KeyBackup:
    """What a key backup holds. Raises `StopError` for another passphrase or a damaged file."""
    try:
        locked = path.read_bytes()
    except OSError as error:
        raise StopError(f"The key backup {path} cannot be read: {error.strerror}.") from None
    return unpack(KeyBackup, passphrase.unlock(words, PURPOSE, locked))


def _outlived(folder: Path, newest: Path, now: datetime) -> list[Path]:
    """Those beyond the newest `COPIES`, and older than `LIFETIME`; their names tell their time.

    And those of a time to come: the clock had leapt, and they would stay until it comes.
    """
    oldest, latest = f"{now - LIFETIME:{_STAMP}}", f"{now:{_STAMP}}"
    others = sorted(set(folder.glob(f"*{SUFFIX}")) - {newest}, reverse=True)
    in_time = [path for path in others if oldest < path.stem <= latest]
    kept = in_time[: COPIES - 1]
    return [path for path in others if path not in kept]
