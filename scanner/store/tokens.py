"""Single-use links to a mailbox. Kept as a hash; using one deletes it.

Whose link it is stands under a keyed hash of the mailbox, so that her withdrawal finds it too.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select

from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.store.database import Transaction
from scanner.store.outbox import blind_key
from scanner.store.schema import login_token as table
from scanner.store.schema import outbox

LIFETIME: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addressee:
    mail: Personal


def new_token() -> str:
    """256 random bits, in letters that may stand in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token: 64 hex digits. A random token needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def mail_key(token: str) -> str:
    """The idempotency key of the mail that carries a token."""
    return _mail_key(token_hash(token))


def issue(tx: Transaction, mail: Personal, person_id: PersonId | None, now: datetime) -> str:
    """A new token for a mailbox; `person_id` where somebody is enrolled with it."""
    token = new_token()
    hashed = token_hash(token)
    tx.connection.execute(
        table.insert().values(
            token_sha256=hashed,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            mail_blind=mail_blind(tx, mail),
            created_at=now,
            expires_at=now + LIFETIME,
            sealed=tx.sealed(table, hashed, _Addressee(mail=mail)),
        )
    )
    return token


def redeem(tx: Transaction, token: str, now: datetime) -> Personal | None:
    """The mailbox that a token was sent to, once; None for a used, expired or invented one."""
    hashed = token_hash(token)
    this = table.c.token_sha256 == hashed
    row = tx.connection.execute(select(table).where(this).with_for_update()).one_or_none()
    if row is None or now >= row.expires_at:
        return None
    tx.connection.execute(delete(table).where(this))
    return tx.opened(table, hashed, row.sealed, _Addressee).mail


def is_live(tx: Transaction, token: str, now: datetime) -> bool:
    """True where `redeem` would answer; uses nothing up."""
    live = (table.c.token_sha256 == token_hash(token)) & (table.c.expires_at > now)
    return bool(tx.connection.scalar(select(func.count()).where(live)))


def waiting(tx: Transaction, mail: Personal, since: datetime) -> int:
    """How many tokens were issued for a mailbox after `since` and not used."""
    hers = (table.c.mail_blind == mail_blind(tx, mail)) & (table.c.created_at > since)
    return tx.connection.scalar(select(func.count()).where(hers)) or 0


def forget(tx: Transaction, mail: Personal) -> None:
    """Drop a mailbox's tokens, and the mails that carry them."""
    _drop(tx, table.c.mail_blind == mail_blind(tx, mail))


def sweep(tx: Transaction, now: datetime) -> None:
    """Drop tokens that have expired, and mails with them that were never sent."""
    _drop(tx, table.c.expires_at <= now)


def mail_blind(tx: Transaction, mail: Personal) -> str:
    """The keyed hash by which tokens and sessions of a mailbox are found."""
    return tx.blind("mailbox", mail.reveal())


def _mail_key(hashed: str) -> str:
    return f"link/{hashed}"


def _drop(tx: Transaction, which: ColumnElement[bool]) -> None:
    hashes = tx.connection.scalars(select(table.c.token_sha256).where(which)).all()
    mails = [blind_key(tx, _mail_key(hashed)) for hashed in hashes]
    tx.connection.execute(delete(outbox).where(outbox.c.idempotency_key.in_(mails)))
    tx.connection.execute(delete(table).where(table.c.token_sha256.in_(hashes)))
