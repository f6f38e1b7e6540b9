"""The alarms that stand: one row each from the mail that tells of it to the one that ends it."""

from sqlalchemy import delete, select

from scanner.model.alarm import AlarmKind
from scanner.model.ids import SourceId
from scanner.store.database import Transaction
from scanner.store.schema import alarm as table


def standing(tx: Transaction, kind: AlarmKind) -> frozenset[SourceId]:
    """The sources with an alarm of a kind."""
    of_kind = select(table.c.source_id).where(table.c.kind == kind).with_for_update()
    return frozenset(map(SourceId, tx.connection.scalars(of_kind)))


def begin(tx: Transaction, kind: AlarmKind, source_id: SourceId) -> None:
    tx.connection.execute(table.insert().values(kind=kind, source_id=source_id))


def end(tx: Transaction, kind: AlarmKind, source_id: SourceId) -> None:
    this = (table.c.kind == kind) & (table.c.source_id == source_id)
    tx.connection.execute(delete(table).where(this))
