"""Registered cases: what the law forbids to destroy. They outlive an erasure, locked.

An officer registers a case on purpose, with a registry number and the reference of the rule that
says how long it is kept. It is a copy of the finding, sealed under the tenant's key.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, update

from scanner.errors import UsageError
from scanner.model.finding import Finding
from scanner.model.ids import CaseReference, PersonId, Sha256
from scanner.people import officers
from scanner.people.officers import Access
from scanner.store import consents
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.names import new_id
from scanner.store.schema import registered_access
from scanner.store.schema import registered_case as table


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredCase:
    """What a receipt lists. The finding itself is read by `content`."""

    case_reference: CaseReference
    registry_number: str
    retention_reference: str
    registered_at: datetime
    locked_at: datetime | None


def register(
    tx: Transaction,
    finding: Finding,
    *,
    registry_number: str,
    retention_reference: str,
    now: datetime,
) -> RegisteredCase:
    """Register a finding as it is now. Does nothing more where its case is registered already.

    Raises `UsageError` without a registry number or a retention reference: what nobody may
    destroy must say when it goes.
    """
    if not registry_number.strip() or not retention_reference.strip():
        raise UsageError(
            "A case is registered under a registry number and the decision that says how long it "
            "is kept. Name both."
        )
    known = _one(tx, select(table).where(table.c.case_reference == finding.case_reference))
    if known is not None:
        return known
    case_id = new_id()
    tx.connection.execute(
        table.insert().values(
            case_id=case_id,
            tenant_id=tx.tenant_id,
            registered_person_id=finding.person_id,
            case_reference=finding.case_reference,
            registry_number=registry_number,
            retention_reference=retention_reference,
            registered_at=now,
            # What tells her next page from a namesake's is no part of the case.
            sealed=tx.sealed(table, case_id, replace(finding, signs=())),
        )
    )
    _keep_access(tx, finding.person_id)
    return RegisteredCase(
        case_reference=finding.case_reference,
        registry_number=registry_number,
        retention_reference=retention_reference,
        registered_at=now,
        locked_at=None,
    )


def of_person(tx: Transaction, person_id: PersonId) -> tuple[RegisteredCase, ...]:
    """Her registered cases, oldest first: for her own page and her receipt."""
    query = select(table).where(table.c.registered_person_id == person_id)
    rows = tx.connection.execute(query.order_by(table.c.registered_at, table.c.case_reference))
    return tuple(map(_case, rows.all()))


def lock(tx: Transaction, person_id: PersonId, now: datetime) -> tuple[RegisteredCase, ...]:
    """Lock her cases when she withdraws, and list them. May be repeated.

    Who may read them is from now on who might at the end.
    """
    hers = table.c.registered_person_id == person_id
    # Without her key nothing is known but what was noted before.
    with suppress(ErasedPerson):
        _keep_access(tx, person_id)
    tx.connection.execute(
        update(table).where(hers, table.c.locked_at.is_(None)).values(locked_at=now)
    )
    return of_person(tx, person_id)


def find(tx: Transaction, reference: CaseReference) -> RegisteredCase | None:
    return _one(tx, select(table).where(table.c.case_reference == reference))


def locked(tx: Transaction) -> tuple[RegisteredCase, ...]:
    """The cases of people who have left, the oldest first."""
    query = select(table).where(table.c.locked_at.is_not(None))
    rows = tx.connection.execute(query.order_by(table.c.registered_at, table.c.case_reference))
    return tuple(map(_case, rows.all()))


def access(tx: Transaction, reference: CaseReference) -> Access | None:
    """Whom she let see a registered case. None where it was not noted: all of the team."""
    this = select(table.c.case_id).where(table.c.case_reference == reference)
    row = tx.connection.execute(
        select(registered_access).where(registered_access.c.case_id.in_(this))
    ).one_or_none()
    return None if row is None else tx.opened(registered_access, row.case_id, row.sealed, Access)


def content(tx: Transaction, reference: CaseReference) -> Finding:
    """The finding as it was registered, locked or not: who reads it must be in the audit log.

    Raises `LookupError` where no case has this reference.
    """
    row = tx.connection.execute(
        select(table).where(table.c.case_reference == reference)
    ).one_or_none()
    if row is None:
        raise LookupError("no registered case has this reference")
    return tx.opened(table, row.case_id, row.sealed, Finding)


def evidence(tx: Transaction) -> frozenset[Sha256]:
    """The digests of the pages that registered cases name."""
    cases = (
        tx.opened(table, row.case_id, row.sealed, Finding)
        for row in tx.connection.execute(select(table)).all()
    )
    return frozenset(digest for case in cases for digest in case.evidence_sha256)


def _keep_access(tx: Transaction, person_id: PersonId) -> None:
    """Note whom she lets see her cases, at each of those that are registered."""
    events = consents.events(tx, person_id)
    if not events:
        return
    hers = select(table.c.case_id).where(table.c.registered_person_id == person_id)
    for case_id in tx.connection.scalars(hers).all():
        of_it = registered_access.c.case_id == case_id
        tx.connection.execute(delete(registered_access).where(of_it))
        tx.connection.execute(
            registered_access.insert().values(
                case_id=case_id,
                tenant_id=tx.tenant_id,
                sealed=tx.sealed(registered_access, case_id, officers.access(events[-1].choices)),
            )
        )


def _one(tx: Transaction, query: Select[Any]) -> RegisteredCase | None:
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else _case(row)


def _case(row: Any) -> RegisteredCase:
    return RegisteredCase(
        case_reference=CaseReference(row.case_reference),
        registry_number=row.registry_number,
        retention_reference=row.retention_reference,
        registered_at=row.registered_at,
        locked_at=row.locked_at,
    )
