"""Sessions of staff. The cookie holds a random token, we hold its hash."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, or_, select, update

from scanner.model.ids import StaffId
from scanner.store.database import Transaction
from scanner.store.schema import staff_session as table
from scanner.store.tokens import new_token, token_hash

IDLE: Final = timedelta(minutes=30)
"""So long a session lives without a request."""
LONGEST: Final = timedelta(hours=12)
"""So long it lives at most."""
NOTED: Final = timedelta(minutes=1)
"""A use within so long of the one before is not written down, as of `sessions`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSession:
    staff_id: StaffId
    created_at: datetime
    seen_at: datetime
    """The last use that was noted; see `NOTED`."""


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
    this = table.c.session_sha256 == token_hash(token)
    row = tx.connection.execute(select(table).where(this)).one_or_none()
    if row is None or now >= row.seen_at + IDLE or now >= row.created_at + LONGEST:
        return None
    return StaffSession(
        staff_id=StaffId(row.staff_id), created_at=row.created_at, seen_at=row.seen_at
    )


def keep_alive(tx: Transaction, token: str, now: datetime) -> None:
    """Note that a session was used now."""
    this = table.c.session_sha256 == token_hash(token)
    tx.connection.execute(update(table).where(this).values(seen_at=now))


def end(tx: Transaction, token: str) -> None:
    tx.connection.execute(delete(table).where(table.c.session_sha256 == token_hash(token)))


def end_all(tx: Transaction, staff_id: StaffId) -> None:
    tx.connection.execute(delete(table).where(table.c.staff_id == staff_id))


def sweep(tx: Transaction, now: datetime) -> None:
    """Delete sessions that have ended by themselves."""
    over = or_(table.c.seen_at <= now - IDLE, table.c.created_at <= now - LONGEST)
    tx.connection.execute(delete(table).where(over))
