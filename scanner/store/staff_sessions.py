"""Sessions of staff."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from scanner.model.ids import StaffId
from scanner.store import session_rows
from scanner.store.database import Transaction
from scanner.store.schema import staff_session as table
from scanner.store.tokens import new_token, token_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSession:
    staff_id: StaffId
    created_at: datetime
    seen_at: datetime
    """The last use that was noted; see `session_rows.NOTED`."""


def start(tx: Transaction, staff_id: StaffId, now: datetime) -> str:
    """The token of a new session."""
    token = new_token()
    tx.connection.execute(
        table.insert().values(
            session_sha256=token_hash(token),
            tenant_id=tx.tenant_id,
            staff_id=staff_id,
            created_at=now,
            seen_at=now,
        )
    )
    return token


def find(tx: Transaction, token: str, now: datetime) -> StaffSession | None:
    """The session of a token; None where there is none, or it ended."""
    row = session_rows.find(tx, table, token, now)
    if row is None:
        return None
    return StaffSession(
        staff_id=StaffId(row.staff_id), created_at=row.created_at, seen_at=row.seen_at
    )


def keep_alive(tx: Transaction, token: str, now: datetime) -> None:
    """Note that a session was used now."""
    session_rows.keep_alive(tx, table, token, now)


def end(tx: Transaction, token: str) -> None:
    session_rows.end(tx, table, token)


def end_all(tx: Transaction, staff_id: StaffId) -> None:
    tx.connection.execute(delete(table).where(table.c.staff_id == staff_id))


def sweep(tx: Transaction, now: datetime) -> None:
    """Delete sessions that have ended by themselves."""
    session_rows.sweep(tx, table, now)
