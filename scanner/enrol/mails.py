"""The two mails that opting in and leaving need: a link, a receipt."""

from datetime import datetime

from scanner.config.settings import Config
from scanner.model.personal import Personal
from scanner.render.mails import mail, page_link
from scanner.render.translations import spoken
from scanner.store import outbox, tokens
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
        kind="link",
        recipient=recipient,
        said=said,
        idempotency_key=tokens.mail_key(token),
        sender=config.mail.sender,
        due_at=now,
    )


def queue_receipt(tx: Transaction, config: Config, receipt: Receipt, now: datetime) -> None:
    """The last mail she gets. About nobody enrolled; its body goes with its delivery."""
    said = mail("receipt", spoken(receipt.language), config, receipt=receipt)
    outbox.queue_mail(
        tx,
        person_id=None,
        kind="receipt",
        recipient=receipt.mail,
        said=said,
        idempotency_key=f"receipt/{receipt.erasure_id}",
        sender=config.mail.sender,
        due_at=now,
    )
