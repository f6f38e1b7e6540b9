"""Evidence files: sealed, durable before the row that names them, swept where no row does."""

import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from scanner import files
from scanner.errors import StopError, disk_full
from scanner.evidence import warc
from scanner.model.ids import EvidenceId, Sha256, TenantId
from scanner.model.page import Page
from scanner.store import evidence_files
from scanner.store.database import Store
from scanner.store.evidence_files import EvidenceFile, Prepared
from scanner.store.names import new_id
from scanner.vault.sealing import new_key, open_sealed, row_context, seal

FOLDER: Final = "evidence"
"""Below the data folder."""

SUFFIX: Final = ".warc.gz.sealed"
PART: Final = ".part"
"""Ends the name of a file that is not whole yet."""


def prepare(folder: Path, tenant_id: TenantId, page: Page) -> Prepared:
    """Write the page's record, sealed under a key of its own; it is durable when this returns.

    Then name it by `evidence_files.save` in the transaction that needs it. Raises `StopError`
    where the disk takes no more.
    """
    evidence_id, key = EvidenceId(new_id()), new_key()
    record = warc.write(page, evidence_id)
    file = EvidenceFile(
        evidence_id=evidence_id,
        name=f"{evidence_id}{SUFFIX}",
        address=page.final,
        page_sha256=page.digest,
        record_sha256=Sha256(sha256(record).hexdigest()),
        fetched_at=page.fetched_at,
    )
    _write(folder / file.name, seal(key, _context(tenant_id, evidence_id), record))
    return Prepared(file=file, key=key)


def open_record(folder: Path, tenant_id: TenantId, file: EvidenceFile, key: bytes) -> bytes:
    """The WARC record of a file.

    Raises `FileNotFoundError`, or `StopError` where the bytes are not those that were sealed.
    """
    sealed = (folder / file.name).read_bytes()
    return open_sealed(key, _context(tenant_id, file.evidence_id), sealed)


def sweep(folder: Path, store: Store) -> int:
    """Remove files that no row names, or that have no key: what a crash, a withdrawal or a restored
    backup left. How many.

    Hold the store's `scan_lock`: a file that another scan has just prepared has no row yet.
    """
    if not folder.is_dir():
        return 0
    present = {path for path in folder.iterdir() if path.name.endswith((SUFFIX, PART))}
    # Asked after the folder was read: a file named since then is not removed.
    store.write(evidence_files.sweep)
    named = store.read(evidence_files.names)
    orphans = [path for path in present if path.name not in named]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _context(tenant_id: TenantId, evidence_id: EvidenceId) -> bytes:
    return row_context(tenant_id, "evidence", "file", "", evidence_id)


def _write(path: Path, sealed: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.put(path.with_name(path.name + PART), path, sealed)
        # The time of the visit is in the record: outside it would lead from a row to a page.
        os.utime(path, (0, 0))
    except OSError as error:
        raise _as_stop_error(error, path.parent) from error


def _as_stop_error(error: OSError, folder: Path) -> StopError:
    if error.errno in files.DISK_FULL:
        return disk_full(folder)
    return StopError(
        f"Evidence cannot be written in {folder}: {error.strerror}. Check the folder's owner and "
        "permissions, then run again."
    )
