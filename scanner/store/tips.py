"""Tips: what people who take part report themselves, sealed under their own keys."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select, update

from scanner.model.ids import PersonId
from scanner.model.person import PersonState
from scanner.model.tip import Tip
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.schema import person
from scanner.store.schema import tip as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    person_id: PersonId
    tip: Tip


def add(tx: Transaction, person_id: PersonId, tip: Tip) -> None:
    tx.connection.execute(
        table.insert().values(
            tip_id=tip.tip_id,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            sealed=tx.sealed(table, tip.tip_id, tip, person_id),
        )
    )


def of_person(tx: Transaction, person_id: PersonId) -> tuple[Tip, ...]:
    """What she reported, newest first."""
    query = select(table).where(table.c.person_id == person_id)
    tips = (
        tx.opened(table, row.tip_id, row.sealed, Tip, person_id)
        for row in tx.connection.execute(query).all()
    )
    return tuple(sorted(tips, key=lambda tip: (tip.at, tip.tip_id), reverse=True))


def everybodys(tx: Transaction) -> tuple[Reported, ...]:
    """For the security team: who reported what, newest first; not of who is leaving."""
    active = select(person.c.person_id).where(person.c.state == PersonState.ACTIVE)
    query = select(table.c.person_id).where(table.c.person_id.in_(active)).distinct()
    found: list[Reported] = []
    for person_id in map(PersonId, tx.connection.scalars(query).all()):
        try:
            found += [Reported(person_id=person_id, tip=tip) for tip in of_person(tx, person_id)]
        except ErasedPerson:
            continue
    return tuple(sorted(found, key=lambda one: one.tip.at, reverse=True))


def settle(tx: Transaction, person_id: PersonId, tip: Tip, now: datetime) -> None:
    """Note that nothing more is to be done about a tip."""
    sealed = tx.sealed(table, tip.tip_id, replace(tip, done_at=tip.done_at or now), person_id)
    row = update(table).where(table.c.tip_id == tip.tip_id)
    tx.connection.execute(row.values(sealed=sealed))


def drop(tx: Transaction, person_id: PersonId, tip_id: str) -> bool:
    """Delete a tip of hers. False where she has no such tip."""
    hers = (table.c.tip_id == tip_id) & (table.c.person_id == person_id)
    return tx.connection.execute(delete(table).where(hers)).rowcount == 1
