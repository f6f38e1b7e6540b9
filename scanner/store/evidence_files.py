"""Evidence: which files are kept, whom they show, and the keys that open them.

Each file has a random key of its own, sealed under the key of everybody on the page. What says
which page it is is sealed too: whoever reads the page would know who is watched.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scanner.model.ids import Address, EvidenceId, PersonId, Sha256
from scanner.model.page import Page
from scanner.store import consents
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.schema import evidence as table
from scanner.store.schema import evidence_subject


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
    kept = select(evidence_subject.c.person_id).join(
        table, table.c.evidence_id == evidence_subject.c.evidence_id
    )
    rows = tx.connection.scalars(kept.where(table.c.page_blind == _page_blind(tx, page)))
    return set(people) <= set(rows)


def save(tx: Transaction, prepared: Prepared, people: Iterable[PersonId], now: datetime) -> bool:
    """Name a prepared file and let the people it shows hold its key.

    False, and the file stays an orphan, where none of them has a valid consent.
    """
    subjects = [p for p in sorted(set(people)) if consents.is_valid(tx, p, now)]
    if not subjects:
        return False
    file = prepared.file
    tx.connection.execute(
        table.insert().values(
            evidence_id=file.evidence_id,
            tenant_id=tx.tenant_id,
            file=file.name,
            page_blind=_blind(tx, file.address, file.page_sha256),
            sealed=tx.sealed(table, file.evidence_id, file),
        )
    )
    for person_id in subjects:
        _add_subject(tx, prepared, person_id)
    return True


def names(tx: Transaction) -> frozenset[str]:
    """The names of all files that must be in the folder."""
    return frozenset(tx.connection.scalars(select(table.c.file)))


def every(tx: Transaction) -> tuple[EvidenceFile, ...]:
    """All evidence, oldest first."""
    return _files(tx, select(table))


def of_person(tx: Transaction, person_id: PersonId) -> tuple[Prepared, ...]:
    """The files that show her, with their keys, oldest first. Raises `ErasedPerson`."""
    query = select(table, evidence_subject.c.sealed.label("sealed_key")).join(
        evidence_subject, table.c.evidence_id == evidence_subject.c.evidence_id
    )
    rows = tx.connection.execute(query.where(evidence_subject.c.person_id == person_id)).all()
    kept = (
        Prepared(
            file=tx.opened(table, row.evidence_id, row.sealed, EvidenceFile),
            key=tx.opened(evidence_subject, row.evidence_id, row.sealed_key, bytes, person_id),
        )
        for row in rows
    )
    return tuple(sorted(kept, key=lambda one: (one.file.fetched_at, one.file.evidence_id)))


def key_of(tx: Transaction, evidence_id: EvidenceId) -> bytes | None:
    """The key of a file, 32 bytes; None where nobody who holds it has a key any more."""
    rows = tx.connection.execute(
        select(evidence_subject).where(evidence_subject.c.evidence_id == evidence_id)
    )
    for row in rows.all():
        try:
            return tx.opened(
                evidence_subject, evidence_id, row.sealed, bytes, PersonId(row.person_id)
            )
        except ErasedPerson:
            continue
    return None


def _add_subject(tx: Transaction, prepared: Prepared, person_id: PersonId) -> None:
    evidence_id = prepared.file.evidence_id
    tx.connection.execute(
        evidence_subject.insert().values(
            evidence_id=evidence_id,
            person_id=person_id,
            tenant_id=tx.tenant_id,
            sealed=tx.sealed(evidence_subject, evidence_id, prepared.key, person_id),
        )
    )


def _files(tx: Transaction, query: Any) -> tuple[EvidenceFile, ...]:
    rows = tx.connection.execute(query).all()
    files = (tx.opened(table, row.evidence_id, row.sealed, EvidenceFile) for row in rows)
    return tuple(sorted(files, key=lambda file: (file.fetched_at, file.evidence_id)))


def _page_blind(tx: Transaction, page: Page) -> str:
    return _blind(tx, page.final, page.digest)


def _blind(tx: Transaction, address: Address, digest: Sha256) -> str:
    return tx.blind("evidence", f"{digest} {address}")
