"""Which people-search sites she has asked to take her out, and when she looks again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from scanner.model.ids import PersonId
from scanner.model.removal import Word
from scanner.store.database import Transaction
from scanner.store.names import new_id
from scanner.store.schema import removal_tick as table

LOOK_AGAIN: Final = timedelta(days=90)
"""Data come back from the public registers: sites read them anew each quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalTick:
    tick_id: str
    site_id: str
    at: datetime
    word: Word | None = None
    """What she saw when she looked herself."""
    looked_at: datetime | None = None

    @property
    def latest(self) -> datetime:
        """When she last asked or looked."""
        return self.looked_at or self.at

    @property
    def again_at(self) -> datetime:
        return self.latest + LOOK_AGAIN


def of_person(tx: Transaction, person_id: PersonId) -> tuple[RemovalTick, ...]:
    """Her ticks, in order of their time."""
    query = select(table).where(table.c.person_id == person_id)
    ticks = (
        tx.opened(table, row.tick_id, row.sealed, RemovalTick, person_id)
        for row in tx.connection.execute(query).all()
    )
    return tuple(sorted(ticks, key=lambda tick: (tick.at, tick.tick_id)))


def tick(tx: Transaction, person_id: PersonId, site_id: str, now: datetime) -> None:
    """Note that she has asked a site, or looked there again."""
    untick(tx, person_id, site_id)
    _keep(tx, person_id, RemovalTick(tick_id=new_id(), site_id=site_id, at=now))


def say(tx: Transaction, person_id: PersonId, site_id: str, word: Word, now: datetime) -> None:
    """Note what she saw at a site that she has asked; nothing where she has not."""
    for one in of_person(tx, person_id):
        if one.site_id == site_id:
            untick(tx, person_id, site_id)
            _keep(tx, person_id, replace(one, word=word, looked_at=now))


def _keep(tx: Transaction, person_id: PersonId, made: RemovalTick) -> None:
    tx.connection.execute(
        table.insert().values(
            tick_id=made.tick_id,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            sealed=tx.sealed(table, made.tick_id, made, person_id),
        )
    )


def untick(tx: Transaction, person_id: PersonId, site_id: str) -> None:
    """Take a tick away, if there is one."""
    old = [one.tick_id for one in of_person(tx, person_id) if one.site_id == site_id]
    hers = table.c.person_id == person_id
    tx.connection.execute(delete(table).where(hers, table.c.tick_id.in_(old)))
