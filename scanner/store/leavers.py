"""A question that waits for her answer: what happens now that her employment ends."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from scanner.model.ids import PersonId
from scanner.store.database import Transaction
from scanner.store.schema import leaver as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    asked_at: datetime
    kept_at: datetime | None = None
    """When she answered that the watch goes on: from then on her work mailbox opens nothing."""


def find(tx: Transaction, person_id: PersonId) -> Leaver | None:
    sealed = tx.connection.scalar(select(table.c.sealed).where(table.c.person_id == person_id))
    if sealed is None:
        return None
    return tx.opened(table, person_id, sealed, Leaver, person_id)


def keep(tx: Transaction, person_id: PersonId, leaver: Leaver) -> None:
    """Keep how her question stands, new or changed."""
    sealed = tx.sealed(table, person_id, leaver, person_id)
    if find(tx, person_id) is None:
        tx.connection.execute(
            table.insert().values(person_id=person_id, tenant_id=tx.tenant_id, sealed=sealed)
        )
    else:
        row = update(table).where(table.c.person_id == person_id)
        tx.connection.execute(row.values(sealed=sealed))


def has_left_mailbox(tx: Transaction, person_id: PersonId) -> bool:
    """True where her work mailbox is not hers any more: she comes by the link she was mailed."""
    leaver = find(tx, person_id)
    return leaver is not None and leaver.kept_at is not None
