"""Her second factor: what her employer does not hold. Nobody can read it back or reset it."""

from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import select, update

from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.store.database import Transaction
from scanner.store.schema import second_factor as table


class FactorKind(StrEnum):
    APP = "app"
    """One-time codes of an authenticator app."""
    WORDS = "words"
    """Ten printed words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    kind: FactorKind
    secret: Personal = field(repr=False)
    """Of an app: its key in hex. Of words: their Argon2id hash."""
    last_step: int = 0
    """Of an app: the half minute whose code was accepted last."""


def add(tx: Transaction, person_id: PersonId, factor: SecondFactor) -> None:
    """Keep the second factor of somebody who has none."""
    tx.connection.execute(
        table.insert().values(
            person_id=person_id,
            tenant_id=tx.tenant_id,
            sealed=tx.sealed(table, person_id, factor, person_id),
        )
    )


def find(tx: Transaction, person_id: PersonId) -> SecondFactor | None:
    """Hers, and nobody else's to change until this transaction ends: no code counts twice."""
    query = select(table.c.sealed).where(table.c.person_id == person_id)
    sealed = tx.connection.scalar(query.with_for_update())
    return None if sealed is None else tx.opened(table, person_id, sealed, SecondFactor, person_id)


def change(tx: Transaction, person_id: PersonId, factor: SecondFactor) -> None:
    row = update(table).where(table.c.person_id == person_id)
    tx.connection.execute(row.values(sealed=tx.sealed(table, person_id, factor, person_id)))
