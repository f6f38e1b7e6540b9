"""Evidence: which files are kept, and whom they show.

Which page a file holds, and that it shows her, is sealed under her key alone: whoever reads the
page would know who is watched. The key of the file is in the key store.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from scanner.model.ids import Address, EvidenceId, PersonId, Sha256
from scanner.model.page import Page
from scanner.store import consents
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.names import new_id
from scanner.store.schema import evidence as table
from scanner.store.schema import evidence_subject
from scanner.vault.keyed_hash import keyed_hash
from scanner.vault.sealing import derive


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """One kept page."""

    evidence_id: EvidenceId
    name: str
    """Of the file in the evidence folder."""
    address: Address
    page_sha256: Sha256
    """Of the page's body: what findings name."""
    record_sha256: Sha256
    """Of the WARC record before it was sealed."""
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that lies in the folder and is named by no row yet."""

    file: EvidenceFile
    key: bytes = field(repr=False)


def is_kept(tx: Transaction, page: Page, people: Iterable[PersonId]) -> bool:
    """True where these bytes of this page are kept already for every one of these people."""
    return all(_is_kept(tx, page, person_id) for person_id in people)


def save(tx: Transaction, prepared: Prepared, people: Iterable[PersonId], now: datetime) -> bool:
    """Name a prepared file and the people it shows, and keep its key.

    False, and the file stays an orphan, where none of them has a valid consent.
    """
    subjects = [p for p in sorted(set(people)) if consents.is_valid(tx, p, now)]
    if not subjects:
        return False
    file = prepared.file
    # Key first: a crash leaves a key without a file, which opens nothing.
    tx.keys.keep_evidence_key(file.evidence_id, prepared.key)
    row = {"evidence_id": file.evidence_id, "tenant_id": tx.tenant_id, "file": file.name}
    tx.connection.execute(table.insert().values(row))
    for person_id in subjects:
        _add_subject(tx, file, person_id)
    return True


def names(tx: Transaction) -> frozenset[str]:
    """The names of all files that must be in the folder."""
    return frozenset(tx.connection.scalars(select(table.c.file)))


def every(tx: Transaction) -> tuple[EvidenceFile, ...]:
    """All evidence that shows somebody who has a key, oldest first."""
    return _oldest_first(tx, _subjects(tx))


def of_person(tx: Transaction, person_id: PersonId) -> tuple[EvidenceFile, ...]:
    """The evidence that shows her, oldest first; none where she has no key."""
    hers = select(evidence_subject).where(evidence_subject.c.person_id == person_id)
    return _oldest_first(tx, tx.connection.execute(hers).all())


def key_of(tx: Transaction, evidence_id: EvidenceId) -> bytes | None:
    """The key of a file, 32 bytes; None where it was destroyed."""
    return tx.keys.evidence_key(evidence_id)


def files_of(tx: Transaction, ids: Collection[EvidenceId]) -> tuple[str, ...]:
    """The names of these files, as far as there are rows for them."""
    return tuple(tx.connection.scalars(select(table.c.file).where(table.c.evidence_id.in_(ids))))


def forget(tx: Transaction, ids: Collection[EvidenceId]) -> None:
    """Destroy the keys of these files and delete their rows; then remove what no row names."""
    if not ids:
        return
    tx.keys.destroy_evidence_keys(ids)
    gone = [row.subject_id for row in _subjects(tx) if _shows(tx, row, ids)]
    tx.connection.execute(delete(evidence_subject).where(evidence_subject.c.subject_id.in_(gone)))
    tx.connection.execute(delete(table).where(table.c.evidence_id.in_(ids)))


def sweep(tx: Transaction) -> None:
    """Forget files without a key: a restored backup may bring back what was erased since."""
    kept = [EvidenceId(one) for one in tx.connection.scalars(select(table.c.evidence_id))]
    forget(tx, [one for one in kept if tx.keys.evidence_key(one) is None])


def _is_kept(tx: Transaction, page: Page, person_id: PersonId) -> bool:
    try:
        blind = _page_blind(tx, person_id, page.final, page.digest)
    except ErasedPerson:
        return True  # She withdrew meanwhile: nothing is to be kept for her.
    same = select(evidence_subject).where(
        evidence_subject.c.person_id == person_id, evidence_subject.c.page_blind == blind
    )
    return bool(_oldest_first(tx, tx.connection.execute(same).all()))


def _add_subject(tx: Transaction, file: EvidenceFile, person_id: PersonId) -> None:
    subject_id = new_id()
    tx.connection.execute(
        evidence_subject.insert().values(
            subject_id=subject_id,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            page_blind=_page_blind(tx, person_id, file.address, file.page_sha256),
            sealed=tx.sealed(evidence_subject, subject_id, file, person_id),
        )
    )


def _oldest_first(tx: Transaction, rows: Iterable[Any]) -> tuple[EvidenceFile, ...]:
    """The files of these rows, each once, but for those that were forgotten."""
    kept = names(tx)
    found = {file for row in rows if (file := _opened(tx, row)) and file.name in kept}
    return tuple(sorted(found, key=lambda file: (file.fetched_at, file.evidence_id)))


def _subjects(tx: Transaction) -> Sequence[Any]:
    return tx.connection.execute(select(evidence_subject)).all()


def _shows(tx: Transaction, row: Any, ids: Collection[EvidenceId]) -> bool:
    file = _opened(tx, row)
    return file is not None and file.evidence_id in ids


def _opened(tx: Transaction, row: Any) -> EvidenceFile | None:
    person_id = PersonId(row.person_id)
    try:
        return tx.opened(evidence_subject, row.subject_id, row.sealed, EvidenceFile, person_id)
    except ErasedPerson:
        return None


def _page_blind(tx: Transaction, person_id: PersonId, address: Address, digest: Sha256) -> str:
    key = derive(tx.keys.person_key(person_id), "evidence")
    return keyed_hash(key, "page", f"{digest} {address}").hex()
