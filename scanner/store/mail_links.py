"""Links in mails to her that do one thing without a log-in, and nothing else. Kept as a hash.

One never runs out and may be used again, for a mail may be old: a stop can be undone for three
days, an undo does nothing where nothing was stopped and ends with the next stop or another contact,
and who answers gives her second factor first.
"""

from enum import StrEnum

from sqlalchemy import delete, select

from scanner.model.ids import PersonId
from scanner.store.database import Transaction
from scanner.store.schema import stop_link as table
from scanner.store.tokens import new_token, token_hash


class LinkUse(StrEnum):
    """What a link does. One for a mail to her workplace must not undo what she chose at home."""

    STOP = "stop"
    UNDO = "undo"
    """Let the watch go on that was stopped."""
    LEAVING = "leaving"
    """Ask for her second factor, to answer what becomes of the watch when her employment ends."""


def issue(tx: Transaction, person_id: PersonId, use: LinkUse = LinkUse.STOP) -> str:
    """The token of a new link for a mail to her."""
    token = new_token()
    tx.connection.execute(
        table.insert().values(
            token_sha256=token_hash(token), tenant_id=tx.tenant_id, person_id=person_id, use=use
        )
    )
    return token


def person_of(tx: Transaction, token: str, use: LinkUse = LinkUse.STOP) -> PersonId | None:
    """Whose link it is; None for an invented one, one of another use, and once she is erased."""
    this = (table.c.token_sha256 == token_hash(token)) & (table.c.use == use)
    found = tx.connection.scalar(select(table.c.person_id).where(this))
    return None if found is None else PersonId(found)


def forget(tx: Transaction, person_id: PersonId, use: LinkUse) -> None:
    """Let every link of hers for this use open nothing any more."""
    hers = (table.c.person_id == person_id) & (table.c.use == use)
    tx.connection.execute(delete(table).where(hers))
