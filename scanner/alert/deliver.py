"""Takes due mails from the outbox to the mail server: lease, send, settle."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final, Self

from scanner import log
from scanner.config.clock import Clock
from scanner.config.settings import MailSettings
from scanner.outbound.mail import Deferred, Refused, Sent, send
from scanner.store import outbox
from scanner.store.database import Store
from scanner.store.names import new_id
from scanner.store.outbox import Mail

LEASE: Final = timedelta(minutes=5)
"""Longer than a sending can take: nobody else sends the same mail meanwhile."""

FIRST_RETRY: Final = timedelta(minutes=1)
LAST_RETRY: Final = timedelta(hours=1)
"""Waiting doubles from the first to this. There is no giving up: an alert is not lost."""

_logger: Final = log.logger("alert")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of the mails that were due."""

    sent: int = 0
    deferred: int = 0
    """Not accepted this time; tried again later."""
    refused: int = 0
    """Refused for good; an operator must look."""

    def __add__(self, other: Self) -> Self:
        return replace(
            self,
            sent=self.sent + other.sent,
            deferred=self.deferred + other.deferred,
            refused=self.refused + other.refused,
        )


async def deliver_due(
    store: Store, settings: MailSettings, clock: Clock, stop: asyncio.Event | None = None
) -> Delivered:
    """Send every mail that is due, or until `stop` is set. May run in several processes at once.

    Raises `UsageError` where the mail settings cannot be meant; the mail stays in the outbox.
    """
    owner = new_id()
    delivered = Delivered()
    while not (stop and stop.is_set()) and (mail := await _lease(store, owner, clock())):
        outcome = await _send(settings, mail, clock())
        await _settle(store, mail, outcome, clock())
        delivered += _counted(outcome)
    return delivered


def message(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """The mail as it goes over the wire: text with HTML beside it.

    Raises `ValueError` where the recipient is not exactly one mailbox.
    """
    made = EmailMessage()
    made["From"] = sender
    made["To"] = mail.letter.recipient.reveal()
    if len(made["To"].addresses) != 1:
        raise ValueError("a mail goes to exactly one mailbox")
    # Folded here: the standard library's own folding loses spaces between encoded words.
    subject = Header(mail.letter.subject.reveal(), header_name="Subject")
    made.set_raw("Subject", subject.encode())
    made["Date"] = format_datetime(now)
    made["Message-ID"] = mail.message_id
    # Nobody's holiday reply shall tell the mailbox who is away.
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(mail.letter.text.reveal())
    made.add_alternative(mail.letter.html.reveal(), subtype="html")
    return made


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many failed sendings, 1 or more."""
    doublings = min(attempts - 1, 10)
    return min(FIRST_RETRY * (1 << doublings), LAST_RETRY)


async def _send(settings: MailSettings, mail: Mail, now: datetime) -> Sent | Deferred | Refused:
    try:
        made = message(mail, settings.sender, now)
    except Exception:  # noqa: BLE001  One mailbox that is none must not keep back every mail behind
        # it, and the standard library's parser fails in many ways on what is no address.
        return Refused("no mailbox")
    return await send(settings, made)


async def _lease(store: Store, owner: str, now: datetime) -> Mail | None:
    return await store.awrite(lambda tx: outbox.lease(tx, owner=owner, now=now, until=now + LEASE))


async def _settle(
    store: Store, mail: Mail, outcome: Sent | Deferred | Refused, now: datetime
) -> None:
    match outcome:
        case Sent():
            await store.awrite(lambda tx: outbox.settle_sent(tx, mail))
        case Deferred(reason):
            again_at = now + retry_after(mail.attempts + 1)
            await store.awrite(lambda tx: outbox.settle_deferred(tx, mail, again_at, reason))
            _tell_operator("mail.deferred", mail, reason)
        case Refused(reason):
            await store.awrite(lambda tx: outbox.settle_failed(tx, mail, reason))
            _tell_operator("mail.refused", mail, reason)


def _tell_operator(event: str, mail: Mail, reason: str) -> None:
    log.event(_logger, event, logging.WARNING, id=mail.mail_id, reason=reason)


def _counted(outcome: Sent | Deferred | Refused) -> Delivered:
    match outcome:
        case Sent():
            return Delivered(sent=1)
        case Deferred():
            return Delivered(deferred=1)
        case Refused():
            return Delivered(refused=1)
