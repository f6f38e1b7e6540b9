"""How to reach her safely, and the code that proves it.

Under her key: who of staff opens it says why, in the audit log, and she sees it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Table, delete, insert, select

from scanner.model.ids import PersonId
from scanner.model.person import DetailKind
from scanner.model.personal import UNKNOWN, Personal
from scanner.store.database import T, Transaction
from scanner.store.schema import contact, contact_code

CODE_LIFETIME: Final = timedelta(hours=24)
"""So long a code proves something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    kind: DetailKind = DetailKind.EMAIL
    """Of `private`: a phone number or an e-mail address."""
    private: Personal = UNKNOWN
    """In its normal form."""
    hours: Personal = UNKNOWN
    """When she may be called, in her words."""
    instead: Personal = UNKNOWN
    """Whom to call instead, in her words."""
    is_proved: bool = False
    """True once a code that was sent there came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code on its way."""

    code: Personal
    sent_at: datetime
    tries: int = 0
    """Wrong ones."""
    sent: int = 1
    """How many codes she was sent since `first_at`."""
    first_at: datetime


def keep(tx: Transaction, person_id: PersonId, hers: Contact) -> None:
    _put(tx, contact, person_id, hers)


def find(tx: Transaction, person_id: PersonId) -> Contact | None:
    """Hers; for staff only on a case of level high or acute, with a reason in the audit log."""
    return _get(tx, contact, person_id, Contact)


def keep_code(tx: Transaction, person_id: PersonId, code: Code) -> None:
    _put(tx, contact_code, person_id, code)


def find_code(tx: Transaction, person_id: PersonId) -> Code | None:
    return _get(tx, contact_code, person_id, Code)


def _put(tx: Transaction, table: Table, person_id: PersonId, value: object) -> None:
    tx.connection.execute(delete(table).where(table.c.person_id == person_id))
    sealed = tx.sealed(table, person_id, value, person_id)
    tx.connection.execute(
        insert(table).values(person_id=person_id, tenant_id=tx.tenant_id, sealed=sealed)
    )


def _get(tx: Transaction, table: Table, person_id: PersonId, kind: type[T]) -> T | None:
    sealed = tx.connection.scalar(select(table.c.sealed).where(table.c.person_id == person_id))
    return None if sealed is None else tx.opened(table, person_id, sealed, kind, person_id)
