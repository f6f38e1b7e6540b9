"""Sessions of caseworkers in the portal.

A link from her mailbox opens a session that belongs to nobody yet: who reads her mailbox is not
she. It is hers once she has given her second factor, and from then on sealed under her key: a copy
of it does not tell her mailbox once she is erased.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update

from scanner.model.ids import PersonId
from scanner.model.personal import UNKNOWN, Personal
from scanner.store import session_rows
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.schema import session as table
from scanner.store.second_factors import SecondFactor
from scanner.store.tokens import mail_blind, new_token, token_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who proved that she reads a mailbox."""

    mail: Personal
    person_id: PersonId | None
    """None until she has opted in, and in each session until she has given her second factor."""
    factor: SecondFactor | None
    """Of somebody on her way to opt in: what she has chosen."""
    created_at: datetime
    seen_at: datetime
    """The last use that was noted; see `session_rows.NOTED`."""
    factor_at: datetime | None
    """When she gave her second factor last."""
    reference: Personal = UNKNOWN
    """Hers, in the session that she opted in with: nobody can find it later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Holder:
    mail: Personal
    factor: SecondFactor | None = None
    reference: Personal = UNKNOWN


def start(
    tx: Transaction,
    mail: Personal,
    person_id: PersonId | None,
    now: datetime,
    *,
    reference: Personal = UNKNOWN,
) -> str:
    """The token of a new session; `person_id` of who has given her second factor just now, and the
    `reference` of who has opted in just now."""
    token = new_token()
    hashed = token_hash(token)
    tx.connection.execute(
        table.insert().values(
            session_sha256=hashed,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            mail_blind=mail_blind(tx, mail),
            created_at=now,
            seen_at=now,
            factor_at=None if person_id is None else now,
            sealed=tx.sealed(table, hashed, _Holder(mail=mail, reference=reference), person_id),
        )
    )
    return token


def find(tx: Transaction, token: str, now: datetime) -> Session | None:
    """The session of a token; None where there is none, it ended, or its person is erased."""
    row = session_rows.find(tx, table, token, now)
    if row is None:
        return None
    person_id = None if row.person_id is None else PersonId(row.person_id)
    try:
        holder = tx.opened(table, row.session_sha256, row.sealed, _Holder, person_id)
    except ErasedPerson:
        return None
    return Session(
        mail=holder.mail,
        factor=holder.factor,
        person_id=person_id,
        created_at=row.created_at,
        seen_at=row.seen_at,
        factor_at=row.factor_at,
        reference=holder.reference,
    )


def use(tx: Transaction, token: str, now: datetime) -> Session | None:
    """As `find`, and the session is kept alive by this request."""
    session = find(tx, token, now)
    if session is not None and now >= session.seen_at + session_rows.NOTED:
        session_rows.keep_alive(tx, table, token, now)
    return session


def choose(tx: Transaction, token: str, factor: SecondFactor, now: datetime) -> bool:
    """Keep the second factor that somebody chose before she opts in. False where it has ended."""
    session = find(tx, token, now)
    if session is None:
        return False
    hashed = token_hash(token)
    chosen = _Holder(mail=session.mail, factor=factor)
    sealed = tx.sealed(table, hashed, chosen, session.person_id)
    this = table.c.session_sha256 == hashed
    tx.connection.execute(update(table).where(this).values(sealed=sealed))
    return True


def prove(tx: Transaction, token: str, now: datetime) -> None:
    """Note that she has given her second factor once more."""
    this = table.c.session_sha256 == token_hash(token)
    tx.connection.execute(update(table).where(this).values(factor_at=now))


def end(tx: Transaction, token: str) -> None:
    session_rows.end(tx, table, token)


def forget(tx: Transaction, mail: Personal) -> None:
    """End every session that a mailbox has."""
    tx.connection.execute(delete(table).where(table.c.mail_blind == mail_blind(tx, mail)))


def forget_unproved(tx: Transaction, mail: Personal) -> None:
    """End those of a mailbox in which nobody has given a second factor."""
    nobodys = (table.c.mail_blind == mail_blind(tx, mail)) & table.c.person_id.is_(None)
    tx.connection.execute(delete(table).where(nobodys))


def sweep(tx: Transaction, now: datetime) -> None:
    """Delete sessions that have ended by themselves."""
    session_rows.sweep(tx, table, now)
