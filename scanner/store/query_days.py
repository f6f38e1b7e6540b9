"""How many questions a search source was asked on a day: counted before each leaves."""

from datetime import date

from sqlalchemy import select

from scanner.model.ids import SourceId
from scanner.store.database import Transaction
from scanner.store.schema import query_day as table
from scanner.store.upsert import upsert


def spend(tx: Transaction, source_id: SourceId, day: date, most: int) -> bool:
    """Count one more question of a source's `day` (UTC); False where `most` were asked."""
    stored = tx.connection.execute(
        select(table).where(table.c.source_id == source_id)
    ).one_or_none()
    asked = stored.asked if stored is not None and stored.day == day.isoformat() else 0
    if asked >= most:
        return False
    row = {"source_id": source_id, "day": day.isoformat(), "asked": asked + 1}
    statement = upsert(tx.connection.dialect.name)(table)
    tx.connection.execute(
        statement.on_conflict_do_update(
            index_elements=[table.c.source_id],
            set_={"day": statement.excluded.day, "asked": statement.excluded.asked},
        ),
        row,
    )
    return True
