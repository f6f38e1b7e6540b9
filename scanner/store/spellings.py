"""Spellings that share nothing with her name: not looked for until somebody has confirmed them.

She shows a code and her identity card; whoever enters the code sees the spelling and nothing else.
"""

from dataclasses import dataclass, field

from sqlalchemy import delete, select

from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.store.database import Transaction
from scanner.store.names import readable
from scanner.store.schema import spelling as table

CODE_LENGTH = 8
"""39 bits: guesses are noted, and limited by network and account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    spelling: Personal
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a code opens."""

    person_id: PersonId
    spelling: Personal


def ask(tx: Transaction, person_id: PersonId, spelling: Personal) -> Waiting:
    """Let a spelling of hers wait for its confirmation."""
    waiting = Waiting(spelling=spelling, code=readable(CODE_LENGTH))
    blind = _blind(tx, waiting.code)
    tx.connection.execute(
        table.insert().values(
            code_blind=blind,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            sealed=tx.sealed(table, blind, waiting, person_id),
        )
    )
    return waiting


def of_person(tx: Transaction, person_id: PersonId) -> tuple[Waiting, ...]:
    """What of hers waits."""
    query = select(table).where(table.c.person_id == person_id).order_by(table.c.code_blind)
    return tuple(
        tx.opened(table, row.code_blind, row.sealed, Waiting, person_id)
        for row in tx.connection.execute(query).all()
    )


def by_code(tx: Transaction, code: str) -> Found | None:
    """Whose spelling waits under a code, and which; None for a code that is none."""
    this = table.c.code_blind == _blind(tx, code)
    row = tx.connection.execute(select(table).where(this)).one_or_none()
    if row is None:
        return None
    person_id = PersonId(row.person_id)
    waiting = tx.opened(table, row.code_blind, row.sealed, Waiting, person_id)
    return Found(person_id=person_id, spelling=waiting.spelling)


def drop(tx: Transaction, person_id: PersonId, code: str) -> None:
    """Let it wait no more. Nothing happens with a code that is not hers."""
    hers = (table.c.code_blind == _blind(tx, code)) & (table.c.person_id == person_id)
    tx.connection.execute(delete(table).where(hers))


def _blind(tx: Transaction, code: str) -> str:
    letters = "".join(sign for sign in code.upper() if sign.isalnum())
    return tx.blind("spelling", letters)
