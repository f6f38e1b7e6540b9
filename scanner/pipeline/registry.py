"""Registered cases of people who have left: locked, and read with a reason by whom they let in."""

from dataclasses import dataclass
from datetime import datetime

from scanner.model.finding import Finding
from scanner.model.ids import CaseReference
from scanner.model.staff import Role, StaffMember
from scanner.pipeline import cases
from scanner.store import registered
from scanner.store.database import Transaction
from scanner.store.registered import RegisteredCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    case: RegisteredCase
    finding: Finding


def locked(tx: Transaction, member: StaffMember) -> tuple[RegisteredCase, ...]:
    """Those that a member may read, the oldest first."""
    return tuple(case for case in registered.locked(tx) if _may_read(tx, case, member))


def read(
    tx: Transaction, reference: CaseReference, member: StaffMember, reason: str, now: datetime
) -> Opened | None:
    """What a locked case holds; noted with the reason. None where there is none for the member."""
    case = registered.find(tx, reference)
    if case is None or case.locked_at is None or not _may_read(tx, case, member):
        return None
    officer = member.staff_id
    finding = cases.read_registered(tx, reference, officer=officer, reason=reason, now=now)
    return Opened(case=case, finding=finding)


def _may_read(tx: Transaction, case: RegisteredCase, member: StaffMember) -> bool:
    if member.role is not Role.SECURITY:
        return False
    let_in = registered.access(tx, case.case_reference)
    return let_in is None or let_in.admits(member.staff_id)
