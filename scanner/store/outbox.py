"""The outbox: mails written in the transaction of what they tell, sent later, never lost.

A mail is leased, sent, settled. Whoever dies in between leaves a lease that runs out; the mail is
then sent again with the same Message-ID, by which a mail server or program knows it. On delivery
all of it is erased but a keyed hash, which keeps a second one of the kind from being queued, and
the hour: beside the times of page visits more would tell whose page was found when.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import and_, delete, func, or_, select, update

from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.render.mails import MailText
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.names import new_id
from scanner.store.schema import outbox as table

LINK: Final = "link"
RECEIPT: Final = "receipt"
OF_NO_ROW: Final = (LINK, RECEIPT)
"""Mails to a mailbox that are noted about nobody: no key of hers closes them when she is erased."""


class MailState(StrEnum):
    QUEUED = "queued"
    LEASED = "leased"
    SENT = "sent"
    """Accepted by the mail server."""
    FAILED = "failed"
    """Refused for good by the mail server; an operator must look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says, to whom."""

    recipient: Personal
    subject: Personal
    text: Personal
    html: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail on its way, leased by `owner`."""

    mail_id: str
    message_id: str
    attempts: int
    """Sendings before this one."""
    owner: str
    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A mail that did not arrive so far, for the operator."""

    kind: str
    """Which mail, as ``hr_judged`` or ``link``."""
    state: MailState
    attempts: int
    due_at: datetime
    reason: str


def queue_mail(
    tx: Transaction,
    *,
    person_id: PersonId | None,
    kind: str,
    recipient: Personal,
    said: MailText,
    idempotency_key: str,
    sender: str,
    due_at: datetime,
) -> bool:
    """Queue a mail. False, and nothing is queued, where one with this key was queued before.

    `person_id`: whom it is about; erased with her. None where it is about nobody enrolled.
    `kind`: for the operator, as ``hr_judged`` or ``link``. `sender` names the Message-ID's domain.
    """
    if is_known(tx, idempotency_key):
        return False
    mail_id = new_id()
    letter = Letter(
        recipient=recipient,
        subject=Personal(said.subject),
        text=Personal(said.text),
        html=Personal(said.html),
    )
    tx.connection.execute(
        table.insert().values(
            mail_id=mail_id,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            kind=kind,
            idempotency_key=blind_key(tx, idempotency_key),
            message_id=_message_id(sender),
            state=MailState.QUEUED,
            due_at=due_at.replace(minute=0, second=0, microsecond=0),
            sealed=tx.sealed(table, mail_id, letter, person_id),
        )
    )
    return True


def is_known(tx: Transaction, idempotency_key: str) -> bool:
    """True where a mail with this key was queued before, whatever became of it."""
    same = select(func.count()).where(table.c.idempotency_key == blind_key(tx, idempotency_key))
    return bool(tx.connection.scalar(same))


def blind_key(tx: Transaction, idempotency_key: str) -> str:
    """What is kept of a key: equal for equal ones, and tells nothing of a finding or a token."""
    return tx.blind("outbox", idempotency_key)


def lease(tx: Transaction, *, owner: str, now: datetime, until: datetime) -> Mail | None:
    """Take the first mail that is due, or whose lease has run out, until `until`.

    None where none is due. A mail about a person whose key is gone is deleted on the way: her
    erasure has begun, and what waits behind it must not wait longer.
    """
    due = and_(table.c.state == MailState.QUEUED, table.c.due_at <= now)
    left_behind = and_(table.c.state == MailState.LEASED, table.c.lease_until <= now)
    first = (
        select(table)
        .where(or_(due, left_behind))
        .order_by(table.c.due_at, table.c.mail_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    while row := tx.connection.execute(first).one_or_none():
        if mail := _take(tx, row, owner, until):
            return mail
    return None


def settle_sent(tx: Transaction, mail: Mail) -> None:
    """The server accepted the mail: erase what it said, about whom, and when."""
    _settle(
        tx,
        mail,
        state=MailState.SENT,
        person_id=None,
        # Random as the other one, and in no mail.
        message_id=mail.mail_id,
        due_at=_FORGOTTEN,
        reason="",
        sealed=None,
    )


def settle_deferred(tx: Transaction, mail: Mail, again_at: datetime, reason: str) -> None:
    """It did not work this time; try again at `again_at`. `reason` holds nothing of the mail."""
    _settle(tx, mail, state=MailState.QUEUED, due_at=again_at, reason=_short(reason))


def settle_failed(tx: Transaction, mail: Mail, reason: str) -> None:
    """The server refused the mail for good. It is kept for `requeue_failed`."""
    _settle(tx, mail, state=MailState.FAILED, reason=_short(reason))


def requeue_failed(tx: Transaction, *, due_since: datetime) -> int:
    """Try refused mails that were due since then again, with their old Message-IDs.

    They keep the time that they were due: it tells how long they have been on their way.
    """
    failed = and_(table.c.state == MailState.FAILED, table.c.due_at >= due_since)
    again = update(table).where(failed).values(state=MailState.QUEUED)
    return tx.connection.execute(again).rowcount


def bring_forward(tx: Transaction, now: datetime, *, longest: timedelta) -> None:
    """Make due what waits for longer than any mail does: the clock ran ahead when it was stored."""
    for state, column in (
        (MailState.QUEUED, table.c.due_at),
        (MailState.LEASED, table.c.lease_until),
    ):
        too_late = update(table).where(table.c.state == state, column > now + longest)
        tx.connection.execute(too_late.values({column.name: now}))


def waiting_about(tx: Transaction, person_id: PersonId) -> tuple[Letter, ...]:
    """The mails about a person that were not delivered yet, the longest due first."""
    hers = and_(table.c.person_id == person_id, table.c.sealed.is_not(None))
    query = select(table).where(hers).order_by(table.c.due_at, table.c.mail_id)
    return tuple(_letter(tx, row) for row in tx.connection.execute(query).all())


def drop(
    tx: Transaction,
    person_id: PersonId,
    kinds: Collection[str],
    kept: Collection[Personal] = (),
) -> None:
    """Delete the mails of these kinds about a person that wait, but those to `kept`."""
    hers = and_(
        table.c.person_id == person_id, table.c.kind.in_(kinds), table.c.sealed.is_not(None)
    )
    for row in tx.connection.execute(select(table).where(hers)).all():
        if _letter(tx, row).recipient not in kept:
            tx.connection.execute(delete(table).where(table.c.mail_id == row.mail_id))


def troubles(tx: Transaction) -> tuple[Trouble, ...]:
    """Mails that were refused, or tried without success so far, oldest first."""
    tried = and_(table.c.state == MailState.QUEUED, table.c.attempts > 0)
    query = select(table).where(or_(tried, table.c.state == MailState.FAILED))
    return tuple(
        Trouble(
            kind=row.kind,
            state=MailState(row.state),
            attempts=row.attempts,
            due_at=row.due_at,
            reason=row.reason,
        )
        for row in tx.connection.execute(query.order_by(table.c.due_at)).all()
    )


_REASON_LENGTH: Final = 64
_FORGOTTEN: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _message_id(sender: str) -> str:
    return f"<{new_id()}@{sender.rpartition('@')[2].rstrip('>')}>"


def _short(reason: str) -> str:
    return reason[:_REASON_LENGTH]


def _take(tx: Transaction, row: Any, owner: str, until: datetime) -> Mail | None:
    this = table.c.mail_id == row.mail_id
    try:
        letter = _letter(tx, row)
    except ErasedPerson:
        tx.connection.execute(table.delete().where(this))
        return None
    tx.connection.execute(
        update(table)
        .where(this)
        .values(state=MailState.LEASED, lease_owner=owner, lease_until=until)
    )
    return Mail(
        mail_id=row.mail_id,
        message_id=row.message_id,
        attempts=row.attempts,
        owner=owner,
        letter=letter,
    )


def _settle(tx: Transaction, mail: Mail, **values: object) -> None:
    # Only while the lease is ours: after it ran out another one's sending decides.
    ours = (table.c.mail_id == mail.mail_id) & (table.c.lease_owner == mail.owner)
    tx.connection.execute(
        update(table)
        .where(ours, table.c.state == MailState.LEASED)
        .values(attempts=mail.attempts + 1, lease_owner=None, lease_until=None, **values)
    )


def _letter(tx: Transaction, row: Any) -> Letter:
    about = None if row.person_id is None else PersonId(row.person_id)
    return tx.opened(table, row.mail_id, row.sealed, Letter, about)
