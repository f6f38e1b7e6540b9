"""What the clock has told of late, so that one that leaps ahead destroys nothing at once.

Every process that erases notes it, at work with a scan or not.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, insert, or_, select

from scanner.store.database import Transaction
from scanner.store.schema import clock_witness as table

NOTED: Final = timedelta(minutes=10)
"""A look within so long of the one before is not noted."""
KEPT: Final = timedelta(days=3)


def is_due(tx: Transaction, now: datetime) -> bool:
    """True where the clock should be noted."""
    last = tx.connection.scalar(select(func.max(table.c.at)))
    # A time that is still to come was told by a clock that has been put right since.
    return last is None or not timedelta(0) <= now - last < NOTED


def note(tx: Transaction, now: datetime) -> None:
    """Note what the clock says, and forget what it said long ago or wrongly."""
    stale = or_(table.c.at < now - KEPT, table.c.at >= now)
    tx.connection.execute(delete(table).where(stale))
    tx.connection.execute(insert(table).values(at=now))


def last_by(tx: Transaction, until: datetime) -> datetime | None:
    """The latest time noted of those up to then; None where there is none."""
    noted: datetime | None = tx.connection.scalar(
        select(func.max(table.c.at)).where(table.c.at <= until)
    )
    return noted
