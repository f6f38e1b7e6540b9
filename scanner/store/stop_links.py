"""Links in mails to her that do one thing without a log-in: stop. Kept as a hash.

One never runs out and may be used again: what it does can be undone, and a mail may be old.
"""

from sqlalchemy import select

from scanner.model.ids import PersonId
from scanner.store.database import Transaction
from scanner.store.schema import stop_link as table
from scanner.store.tokens import new_token, token_hash


def issue(tx: Transaction, person_id: PersonId) -> str:
    """The token of a new link for a mail to her."""
    token = new_token()
    tx.connection.execute(
        table.insert().values(
            token_sha256=token_hash(token), tenant_id=tx.tenant_id, person_id=person_id
        )
    )
    return token


def person_of(tx: Transaction, token: str) -> PersonId | None:
    """Whose link it is; None for an invented one, and once she is erased."""
    query = select(table.c.person_id).where(table.c.token_sha256 == token_hash(token))
    found = tx.connection.scalar(query)
    return None if found is None else PersonId(found)
