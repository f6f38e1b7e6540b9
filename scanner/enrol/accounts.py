"""Staff accounts are opened and shut: by whom, the audit log tells."""

from datetime import datetime

from scanner.config.settings import Config
from scanner.model.action import Action
from scanner.model.ids import StaffId
from scanner.model.staff import Role
from scanner.store import audit, staff, staff_invitations
from scanner.store.database import Transaction


def invite(tx: Transaction, config: Config, role: Role, actor: str, now: datetime) -> str:
    """The link that makes an account, once; `actor` is one of the audit log's."""
    audit.append(tx, at=now, actor=actor, action=Action.STAFF_INVITE, object_id=role)
    token = staff_invitations.issue(tx, role, actor, now)
    return f"{config.portal.staff_address.rstrip('/')}/invitation/{token}"


def shut(
    tx: Transaction, staff_id: StaffId, actor: str, now: datetime, *, last_too: bool = False
) -> bool:
    """Shut an account, as `staff.disable`. False where that does nothing: then nothing is noted.

    What it has invited opens no more: else who is shut out comes in again by a link of her own.
    """
    is_shut = staff.disable(tx, staff_id, now, last_too=last_too)
    if is_shut:
        staff_invitations.withdraw_by(tx, staff_id)
        audit.append(tx, at=now, actor=actor, action=Action.STAFF_SHUT, object_id=staff_id)
    return is_shut
