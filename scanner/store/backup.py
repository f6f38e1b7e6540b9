"""Backups of the data folder without its keys: the database, the evidence, what belongs to them.

Keys have backups of their own (`key_backup`), which are few and short-lived: whoever was erased is
unreadable in every backup of this kind from the moment that no key backup holds her key.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import delete

from scanner import files
from scanner.errors import StopError
from scanner.model.ids import PersonId, Sha256, TenantId
from scanner.store import evidence_files, outbox, schema
from scanner.store.database import DATABASE_FILE, Store, Transaction
from scanner.store.payload import pack, unpack
from scanner.store.trouble import plainly

FORMAT: Final = "varn.backup/1"
MANIFEST: Final = "backup.json"
"""Written last: without it a backup is not whole."""
EVIDENCE: Final = "evidence"

DOORS: Final = (
    schema.login_token,
    schema.session,
    schema.staff_invitation,
    schema.staff_session,
)
"""Links and sessions: of no use in a backup, and some tell whose mailbox was at work."""

_NAME: Final = re.compile(rf"{re.escape(DATABASE_FILE)}|{EVIDENCE}/[0-9a-z][0-9a-z.]*")

TRIES: Final = 5
"""So often the database is taken anew where evidence that it names went meanwhile."""
CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds."""

    format: Literal["varn.backup/1"] = FORMAT
    tenant_id: TenantId
    made_at: datetime
    database: Literal["sqlite", "postgresql"]
    """Where it is PostgreSQL, its own backup is the operator's."""
    files: dict[str, Sha256]
    """Path in the backup → digest, of the database and each evidence file."""
    erased: tuple[PersonId, ...]
    """The random ids of who had been erased by then."""
    missing: tuple[str, ...]
    """Evidence files that the database names and the folder did not hold."""


def make(store: Store, evidence: Path, target: Path, now: datetime) -> Manifest:
    """Write a backup into the new folder `target`, beside whatever uses the store meanwhile.

    Raises `StopError` where the folder holds something already or cannot be written.
    """
    _require_empty(target)
    try:
        return _make(store, evidence, target, now)
    except OSError as error:
        raise StopError(
            f"The backup in {target} could not be written: {error.strerror}. Make room, or name "
            "another folder."
        ) from error


def read(folder: Path) -> Manifest:
    """What the backup in `folder` holds. Raises `StopError` where it is not whole or not ours."""
    try:
        manifest = unpack(Manifest, (folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise StopError(
            f"There is no whole backup in {folder}: its {MANIFEST} is missing. Name the folder "
            "that `backup` wrote."
        ) from None
    except Exception as error:
        # Whatever a converter meets in bytes that are not what we wrote.
        raise StopError(f"{folder / MANIFEST} is damaged. Take another backup.") from error
    if not all(map(_NAME.fullmatch, manifest.files)):
        raise StopError(f"{folder / MANIFEST} names files that no backup holds. Take another one.")
    return manifest


def copy_out(folder: Path, manifest: Manifest, target: Path) -> None:
    """Copy what a backup holds into `target`, which becomes a data folder.

    Raises `StopError` where a file is missing or is not the one that was backed up.
    """
    (target / EVIDENCE).mkdir(mode=0o700, parents=True)
    for name, digest in manifest.files.items():
        source = folder / name
        if not source.is_file() or _copied(source, target / name) != digest:
            raise StopError(
                f"{source} is missing or is not the file that was backed up. Nothing was "
                "restored: take another backup."
            )
    _sync_folders(target)


def close_doors(tx: Transaction) -> None:
    """Forget every link and session of a restored database: some were used or ended since."""
    for doors in DOORS:
        tx.connection.execute(delete(doors))


def _make(store: Store, evidence: Path, target: Path, now: datetime) -> Manifest:
    (target / EVIDENCE).mkdir(mode=0o700, parents=True)
    target.chmod(0o700)
    copied, missing = _consistent(store, evidence, target)
    manifest = Manifest(
        tenant_id=store.keys.tenant_id,
        made_at=now,
        database="sqlite" if store.is_embedded else "postgresql",
        files=dict(copied),
        erased=tuple(sorted(store.keys.erased_ids())),
        missing=tuple(sorted(missing)),
    )
    _sync_folders(target)
    files.create(target / MANIFEST, pack(manifest))
    return manifest


def _consistent(
    store: Store, evidence: Path, target: Path
) -> tuple[list[tuple[str, Sha256]], set[str]]:
    """The files of a database and of all evidence that it names, and what was not there.

    Evidence is never changed, but some may go between the moment of the database and its own.
    """
    kept: dict[str, Sha256] = {}
    for _ in range(TRIES):
        database = _databases(store, target)
        named = _named(store, target)
        for name in sorted(named - kept.keys()):
            with suppress(FileNotFoundError):
                kept[name] = _copied(evidence / name, target / EVIDENCE / name)
        if named <= kept.keys():
            break
    for name in kept.keys() - named:
        (target / EVIDENCE / name).unlink()
    inside = [(f"{EVIDENCE}/{name}", kept[name]) for name in sorted(named & kept.keys())]
    return [*database, *inside], set(named - kept.keys())


def _databases(store: Store, target: Path) -> list[tuple[str, Sha256]]:
    """The embedded database as it is now; nothing of a server's."""
    if not store.is_embedded:
        return []
    path = target / DATABASE_FILE
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    source = f"file:{store.data / DATABASE_FILE}?mode=ro"
    with (
        plainly(),
        closing(sqlite.connect(source, uri=True)) as live,
        closing(sqlite.connect(str(path))) as copy,
    ):
        live.backup(copy)
        # One file, with no log beside it, in which what is deleted could be read.
        copy.execute("PRAGMA journal_mode=MEMORY")
        _leave_out(copy)
    return [(DATABASE_FILE, _digest(path))]


def _leave_out(copy: Any) -> None:
    """Take out of a copy what names a mailbox under no key of hers: no erasure would reach it."""
    copy.execute("PRAGMA secure_delete=ON")
    for doors in DOORS:
        copy.execute(str(delete(doors)))
    copy.execute("DELETE FROM outbox WHERE kind IN (?, ?)", outbox.OF_NO_ROW)
    copy.commit()


def _named(store: Store, target: Path) -> frozenset[str]:
    """The evidence files that the database in the backup names."""
    if not store.is_embedded:
        return store.read(evidence_files.names)
    with closing(sqlite.connect(str(target / DATABASE_FILE))) as copy:
        return frozenset(row[0] for row in copy.execute("SELECT file FROM evidence"))


def _require_empty(target: Path) -> None:
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise StopError(f"{target} holds something already. Name a new folder for each backup.")


def _copied(source: Path, target: Path) -> Sha256:
    """Copy a file, durably, for its owner only; the digest of what was copied."""
    digest = hashlib.sha256()
    with source.open("rb") as original, open(target, "xb", opener=_private) as copy:
        for chunk in _chunks(original):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    # The time of a visit is not told by a file, here as there.
    shutil.copystat(source, target)
    return Sha256(digest.hexdigest())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _digest(path: Path) -> Sha256:
    with path.open("rb") as file:
        return Sha256(hashlib.file_digest(file, "sha256").hexdigest())


def _chunks(file: Any) -> Iterator[bytes]:
    return iter(lambda: file.read(CHUNK), b"")


def _sync_folders(target: Path) -> None:
    for folder in (target / EVIDENCE, target):
        files.sync(folder)
