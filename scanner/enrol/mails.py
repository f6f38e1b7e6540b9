"""The mails that opting in and leaving need: a link, what was said yes to, a receipt."""

from datetime import datetime

from scanner.config.settings import Config
from scanner.model.ids import PersonId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.render.mails import mail, page_link
from scanner.render.translations import spoken
from scanner.store import mail_links, outbox, people, tokens
from scanner.store.contacts import Contact
from scanner.store.database import Transaction
from scanner.store.erasures import Receipt


def queue_link(
    tx: Transaction,
    config: Config,
    *,
    recipient: Personal,
    token: str,
    language: str,
    now: datetime,
) -> None:
    """The same mail for whoever reads the mailbox, enrolled or not."""
    said = mail("link", spoken(language), config, link=page_link(config, "enter", token))
    outbox.queue_mail(
        tx,
        # Nobody's, also where she is enrolled: a row would tell when she logs in.
        person_id=None,
        kind=outbox.LINK,
        recipient=recipient,
        said=said,
        idempotency_key=tokens.mail_key(token),
        sender=config.mail.sender,
        due_at=now,
    )


def queue_joined(
    tx: Transaction,
    config: Config,
    person_id: PersonId,
    *,
    recipient: Personal,
    language: str,
    active_from: datetime,
    now: datetime,
) -> None:
    """Tell her at one of her addresses that she takes part: she may be told by nobody else."""
    said = mail(
        "joined",
        spoken(language),
        config,
        active_from=active_from,
        now=now,
        link=page_link(config, "stop", mail_links.issue(tx, person_id)),
    )
    outbox.queue_mail(
        tx,
        person_id=person_id,
        kind="joined",
        recipient=recipient,
        said=said,
        idempotency_key=f"joined/{person_id}/{tx.blind('mailbox', recipient.reveal())}",
        sender=config.mail.sender,
        due_at=now,
    )


def queue_private(
    tx: Transaction,
    config: Config,
    person_id: PersonId,
    name: str,
    *,
    contact: Contact,
    key: str,
    now: datetime,
    **values: object,
) -> None:
    """Tell her at a contact of hers: by the mail of that name, or its text message by the gateway.

    The contact must be one that `can_send` is true of. `key`: what tells this mail from another of
    its name to her.
    """
    is_mail = contact.kind is DetailKind.EMAIL
    language = spoken(people.profile(tx, person_id).language)
    gateway = config.contact.sms_gateway.replace("{number}", contact.private.reveal())
    outbox.queue_mail(
        tx,
        person_id=person_id,
        kind=name,
        recipient=contact.private if is_mail else Personal(gateway),
        said=mail(name if is_mail else f"{name}_sms", language, config, **values),
        idempotency_key=f"{name}/{person_id}/{key}",
        sender=config.mail.sender,
        due_at=now,
    )


def can_send(config: Config, kind: DetailKind) -> bool:
    """True where anything can be sent to a contact of this kind."""
    return kind is DetailKind.EMAIL or bool(config.contact.sms_gateway)


def queue_receipt(tx: Transaction, config: Config, receipt: Receipt, now: datetime) -> None:
    """The last mail she gets. About nobody enrolled; its body goes with its delivery."""
    said = mail("receipt", spoken(receipt.language), config, receipt=receipt)
    outbox.queue_mail(
        tx,
        person_id=None,
        kind=outbox.RECEIPT,
        recipient=receipt.mail,
        said=said,
        idempotency_key=f"receipt/{receipt.erasure_id}",
        sender=config.mail.sender,
        due_at=now,
    )
