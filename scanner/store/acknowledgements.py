"""Who has taken note of a case, in a role that was told of it. Sealed under her key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scanner.model.finding import Finding
from scanner.model.ids import StaffId
from scanner.model.staff import Role
from scanner.store.database import Transaction
from scanner.store.schema import acknowledgement as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    role: Role
    by: StaffId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    by: StaffId
    at: datetime


def keep(tx: Transaction, finding: Finding, role: Role, by: StaffId, at: datetime) -> bool:
    """Note that somebody in a role took note of a case. False where somebody in it has already."""
    if any(one.role is role for one in of_case(tx, finding)):
        return False
    row = _row(finding, role)
    tx.connection.execute(
        table.insert().values(
            finding_id=finding.finding_id,
            role=role,
            tenant_id=tx.tenant_id,
            person_id=finding.person_id,
            sealed=tx.sealed(table, row, _Kept(by=by, at=at), finding.person_id),
        )
    )
    return True


def of_case(tx: Transaction, finding: Finding) -> tuple[Acknowledgement, ...]:
    """Who has taken note of a case, the earliest first."""
    rows = tx.connection.execute(
        select(table).where(table.c.finding_id == finding.finding_id)
    ).all()
    return tuple(sorted((_of(tx, finding, row) for row in rows), key=lambda one: one.at))


def _of(tx: Transaction, finding: Finding, row: Any) -> Acknowledgement:
    role = Role(row.role)
    kept = tx.opened(table, _row(finding, role), row.sealed, _Kept, finding.person_id)
    return Acknowledgement(role=role, by=kept.by, at=kept.at)


def _row(finding: Finding, role: Role) -> str:
    return f"{finding.finding_id}/{role}"
