"""How long who guesses must wait: twice as long after each failure, kept across restarts.

Under a keyed hash, for names that exist and that do not: neither the waiting nor the row tells
whether somebody is enrolled.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, select

from scanner.store.database import Transaction
from scanner.store.schema import delay as table
from scanner.store.upsert import upsert

FREE: Final = 3
"""So many failures cost no waiting: everybody mistypes."""
FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(minutes=15)
"""Never longer: whoever guesses must not be able to lock somebody out for good."""
FORGOTTEN: Final = timedelta(hours=24)
"""After so long without a failure a name begins anew."""


class Door(StrEnum):
    """Where something is guessed. Failures at one door close no other."""

    FACTOR = "factor"
    """Her second factor after a link; the name is the mailbox that the link was mailed to.

    Whoever reads one has one set of guesses, whichever links lie in it; and with that one uses up
    none of those that she has by another mailbox.
    """
    OWN = "own"
    """Her second factor on her own page; the name is her id."""
    LOG_IN = "log_in"
    """A log-in of staff; the name is the mail address as it was typed."""
    ACCOUNT = "account"
    """The present password of staff who is in; the name is her id."""


def begin(tx: Transaction, door: Door, name: str, now: datetime) -> bool:
    """Count an attempt before it is looked at; False where `name` must wait.

    Counted first, many tries at the same moment are many.
    """
    sweep(tx, now)
    blind = _blind(tx, door, name)
    this = select(table).where(table.c.name_blind == blind).with_for_update()
    row = tx.connection.execute(this).one_or_none()
    if row is not None and now < row.failed_at + wait(row.failures):
        return False
    first = upsert(tx.connection.dialect.name)(table).values(
        name_blind=blind, tenant_id=tx.tenant_id, failures=1, failed_at=now
    )
    tx.connection.execute(
        first.on_conflict_do_update(
            index_elements=[table.c.name_blind],
            set_={"failures": table.c.failures + 1, "failed_at": now},
        )
    )
    return True


def forget(tx: Transaction, door: Door, name: str) -> None:
    """The attempt that was counted was right, or nobody has that name any more."""
    tx.connection.execute(delete(table).where(table.c.name_blind == _blind(tx, door, name)))


def sweep(tx: Transaction, now: datetime) -> None:
    tx.connection.execute(delete(table).where(table.c.failed_at <= now - FORGOTTEN))


def wait(failures: int) -> timedelta:
    """How long to wait after so many failures."""
    doublings = failures - FREE
    if doublings < 0:
        return timedelta(0)
    # Beyond so many doublings the longest wait is reached; the number itself stays small.
    return min(FIRST_WAIT * (1 << min(doublings, 16)), LONGEST_WAIT)


def _blind(tx: Transaction, door: Door, name: str) -> str:
    return tx.blind(f"delay/{door}", name)
