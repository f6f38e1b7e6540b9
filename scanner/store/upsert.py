"""Insert, or say what to do with the row that is there: SQLite and PostgreSQL spell it apart."""

from typing import Any

from sqlalchemy.dialects import sqlite


def upsert(dialect: str) -> Any:
    """The dialect's insert that knows `on_conflict_do_update`."""
    if dialect == "postgresql":
        # Only where it is used: with its drivers it takes a thirtieth of the start of `run`.
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    return sqlite.insert
