"""What everybody who takes part is told alike: a mail each, and a notice on her page.

Nobody learns who that is. Also who paused, or whose opt-in has ended, has data here.
"""

from collections.abc import Iterator
from enum import StrEnum

from scanner.config.settings import Config
from scanner.model.ids import PersonId
from scanner.model.notice import Notice
from scanner.model.personal import Personal
from scanner.render.mails import mail, page_link
from scanner.render.translations import spoken
from scanner.store import mail_links, mailboxes, notices, outbox, people
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson


class Cause(StrEnum):
    BREACH = "breach"
    RESTORE = "restore"


def recipients(tx: Transaction) -> Iterator[tuple[PersonId, Personal]]:
    """Where each is told: away from work if she has proved such a mailbox.

    Who left her work mailbox and gave no other reads it on her page.
    """
    for person_id in sorted(people.ids(tx) & tx.keys.person_ids()):
        if not people.is_active(tx, person_id):
            continue
        try:
            mailbox = mailboxes.private(tx, person_id) or mailboxes.of_person(tx, person_id)
        except ErasedPerson:
            continue
        if mailbox is not None:
            yield person_id, mailbox


def tell(tx: Transaction, config: Config, notice: Notice, cause: Cause) -> int:
    """Keep a notice that is not known yet, and queue its mails; how many."""
    notices.keep(tx, notice)
    told = tuple(recipients(tx))
    for person_id, recipient in told:
        _queue(tx, config, notice, cause, person_id, recipient)
    return len(told)


def _queue(
    tx: Transaction,
    config: Config,
    notice: Notice,
    cause: Cause,
    person_id: PersonId,
    recipient: Personal,
) -> None:
    language = spoken(people.profile(tx, person_id).language)
    said = mail(
        "notice",
        language,
        config,
        cause=cause,
        paragraphs=notice.paragraphs(language),
        login_url=config.portal.base_url,
        contact=config.organisation.data_protection_contact,
        stop_link=page_link(config, "stop", mail_links.issue(tx, person_id)),
    )
    outbox.queue_mail(
        tx,
        person_id=person_id,
        kind=cause,
        recipient=recipient,
        said=said,
        idempotency_key=f"{cause}/{notice.notice_id}/{person_id}",
        sender=config.mail.sender,
        due_at=notice.at,
    )
