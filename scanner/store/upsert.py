"""Insert, or say what to do with the row that is there: SQLite and PostgreSQL spell it apart."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite


def upsert(dialect: str) -> Any:
    """The dialect's insert that knows `on_conflict_do_update`."""
    return postgresql.insert if dialect == "postgresql" else sqlite.insert
