"""When each test page last showed that the watch is awake. Of nobody: its person is invented."""

from datetime import datetime

from sqlalchemy import select

from scanner.model.canary import CanaryState
from scanner.model.ids import SourceId
from scanner.store.database import Transaction, bump_generation
from scanner.store.schema import canary as table
from scanner.store.upsert import upsert


def note(tx: Transaction, source_id: SourceId, at: datetime, *, is_found: bool) -> None:
    """Store that the page came `at` and was looked through, and whether its person was found.

    Found again after she was not: whatever was looked through meanwhile is read once more, for
    nobody may have been found there either.
    """
    before = every(tx).get(source_id)
    if is_found and before is not None and not before.is_found:
        bump_generation(tx)
    row = {"source_id": source_id, "looked_at": at, "proved_at": at if is_found else None}
    statement = upsert(tx.connection.dialect.name)(table)
    changed = {"looked_at": statement.excluded.looked_at}
    if is_found:
        changed["proved_at"] = statement.excluded.proved_at
    tx.connection.execute(
        statement.on_conflict_do_update(index_elements=[table.c.source_id], set_=changed), row
    )


def every(tx: Transaction) -> dict[SourceId, CanaryState]:
    """How each stands that was ever looked at."""
    return {
        SourceId(row.source_id): CanaryState(looked_at=row.looked_at, proved_at=row.proved_at)
        for row in tx.connection.execute(select(table))
    }
