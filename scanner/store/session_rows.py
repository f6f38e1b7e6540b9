"""What sessions of caseworkers and of staff have in common: a token's hash, and how long they live.

The cookie holds a random token, we hold its hash.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Table, delete, or_, select, update

from scanner.store.database import Transaction
from scanner.store.tokens import token_hash

IDLE: Final = timedelta(minutes=30)
"""So long a session lives without a request."""
LONGEST: Final = timedelta(hours=12)
"""So long it lives at most."""
NOTED: Final = timedelta(minutes=1)
"""A use within so long of the one before is not written down: who asks often must not hold up a
scan's writing."""


def find(tx: Transaction, table: Table, token: str, now: datetime) -> Row[Any] | None:
    """The row of a token; None where there is none, or the session ended."""
    row = tx.connection.execute(select(table).where(_this(table, token))).one_or_none()
    if row is None or now >= row.seen_at + IDLE or now >= row.created_at + LONGEST:
        return None
    return row


def keep_alive(tx: Transaction, table: Table, token: str, now: datetime) -> None:
    """Note that a session was used now."""
    tx.connection.execute(update(table).where(_this(table, token)).values(seen_at=now))


def end(tx: Transaction, table: Table, token: str) -> None:
    tx.connection.execute(delete(table).where(_this(table, token)))


def sweep(tx: Transaction, table: Table, now: datetime) -> None:
    """Delete sessions that have ended by themselves."""
    over = or_(table.c.seen_at <= now - IDLE, table.c.created_at <= now - LONGEST)
    tx.connection.execute(delete(table).where(over))


def _this(table: Table, token: str) -> ColumnElement[bool]:
    return table.c.session_sha256 == token_hash(token)
