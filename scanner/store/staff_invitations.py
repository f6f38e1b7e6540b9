"""Single-use links that make a staff account. Whom one was given to stands nowhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from scanner.model.staff import Role
from scanner.store.database import Transaction
from scanner.store.schema import staff_invitation as table
from scanner.store.tokens import new_token, token_hash

LIFETIME: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One that nobody has used yet."""

    role: Role
    invited_by: str
    """An actor of the audit log."""
    expires_at: datetime


def issue(tx: Transaction, role: Role, invited_by: str, now: datetime) -> str:
    """The token of a new invitation; `invited_by` is an actor of the audit log."""
    token = new_token()
    tx.connection.execute(
        table.insert().values(
            token_sha256=token_hash(token),
            tenant_id=tx.tenant_id,
            role=role,
            invited_by=invited_by,
            expires_at=now + LIFETIME,
        )
    )
    return token


def role_of(tx: Transaction, token: str, now: datetime) -> Role | None:
    """What an invitation is for; None for a used, expired or invented one."""
    live = (table.c.token_sha256 == token_hash(token)) & (table.c.expires_at > now)
    role = tx.connection.scalar(select(table.c.role).where(live))
    return None if role is None else Role(role)


def redeem(tx: Transaction, token: str, now: datetime) -> Role | None:
    """As `role_of`, once."""
    role = role_of(tx, token, now)
    used = delete(table).where(table.c.token_sha256 == token_hash(token))
    # Of two at the same moment, one deletes the row.
    return role if tx.connection.execute(used).rowcount == 1 else None


def open_ones(tx: Transaction, now: datetime) -> tuple[Invitation, ...]:
    """Every invitation that opens still, the first to end first."""
    live = select(table).where(table.c.expires_at > now).order_by(table.c.expires_at)
    return tuple(
        Invitation(role=Role(row.role), invited_by=row.invited_by, expires_at=row.expires_at)
        for row in tx.connection.execute(live).all()
    )


def withdraw_by(tx: Transaction, invited_by: str) -> None:
    """Let no invitation by that actor open any more."""
    tx.connection.execute(delete(table).where(table.c.invited_by == invited_by))


def withdraw_all(tx: Transaction, role: Role) -> None:
    """Let no invitation for `role` open any more."""
    tx.connection.execute(delete(table).where(table.c.role == role))


def sweep(tx: Transaction, now: datetime) -> None:
    tx.connection.execute(delete(table).where(table.c.expires_at <= now))
