"""Whether what is kept is what was kept: every file opens, every digest agrees."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from hashlib import sha256
from pathlib import Path

from scanner.errors import StopError
from scanner.evidence import warc
from scanner.evidence.keep import open_record
from scanner.evidence.warc import DamagedRecord
from scanner.store import evidence_files
from scanner.store.database import Store
from scanner.store.evidence_files import EvidenceFile


class Condition(StrEnum):
    WHOLE = "whole"
    MISSING = "missing"
    """The file is not in the folder."""
    DAMAGED = "damaged"
    """It does not open, or is not what was kept."""
    KEYLESS = "keyless"
    """Its key was destroyed: somebody on it has withdrawn, and her erasure is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    file: EvidenceFile
    condition: Condition


def verify(folder: Path, store: Store) -> Iterator[Verification]:
    """Check every kept page, oldest first."""
    for file in store.read(evidence_files.every):
        yield Verification(file=file, condition=_condition(folder, store, file))


def _condition(folder: Path, store: Store, file: EvidenceFile) -> Condition:
    key = store.read(partial(evidence_files.key_of, evidence_id=file.evidence_id))
    if key is None:
        return Condition.KEYLESS
    try:
        record = open_record(folder, store.keys.tenant_id, file, key)
        page = warc.read(record)
    except FileNotFoundError:
        return Condition.MISSING
    except (OSError, StopError, DamagedRecord):
        return Condition.DAMAGED
    agrees = (sha256(record).hexdigest(), page.digest) == (file.record_sha256, file.page_sha256)
    return Condition.WHOLE if agrees else Condition.DAMAGED
