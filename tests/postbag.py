"""What the outbox holds for somebody, taken out as the sender of mails does."""

from datetime import datetime, timedelta

from scanner.store import outbox
from scanner.store.database import Store, Transaction
from scanner.store.outbox import Letter, Mail


def emptied(tx: Transaction, now: datetime) -> list[Mail]:
    """Every mail that is due, the longest due first; each is leased for five minutes."""
    until = now + timedelta(minutes=5)
    return list(iter(lambda: outbox.lease(tx, owner="postbag", now=now, until=until), None))


def letters(store: Store, now: datetime) -> list[Letter]:
    return [mail.letter for mail in store.write(lambda tx: emptied(tx, now))]
