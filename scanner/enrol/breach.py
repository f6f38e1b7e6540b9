"""After a breach everybody who takes part is told, and nobody learns who that is (GDPR, Art. 34).

Whoever has data here is told, also who paused or whose opt-in has ended: a breach does not ask.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from scanner.config.settings import Config
from scanner.config.strict import read_as
from scanner.errors import UsageError
from scanner.model.ids import PersonId
from scanner.model.notice import Notice
from scanner.model.personal import Personal
from scanner.render.mails import mail, page_link
from scanner.render.translations import spoken
from scanner.store import audit, mailboxes, notices, outbox, people, stop_links
from scanner.store.database import Store, Transaction
from scanner.store.keys import ErasedPerson

ACTION: Final = "breach.notify"
LONGEST_TEXT: Final = 8000
CODE_LENGTH: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The operator's file."""

    id: str
    """Letters, digits and hyphens; each is sent once."""
    sv: str
    """Paragraphs with empty lines between them."""
    en: str

    @property
    def code(self) -> str:
        """What confirms that these words, and no others, are to be sent."""
        said = "\0".join((self.id, self.sv, self.en))
        return sha256(said.encode()).hexdigest()[:CODE_LENGTH]


def read(path: Path) -> Written:
    """The notice in a file. Raises `UsageError` with what to mend in it."""
    written = read_as(path, Written)
    if not re.fullmatch(r"[A-Za-z0-9-]{1,64}", written.id):
        raise UsageError(f"{path}: id may hold letters, digits and hyphens, at most 64 of them.")
    for language, text in (("sv", written.sv), ("en", written.en)):
        if not text.strip() or len(text) > LONGEST_TEXT:
            raise UsageError(
                f"{path}: write something in {language}, at most {LONGEST_TEXT} signs."
            )
        if "[" in text:
            raise UsageError(f"{path}: {language} has a place in [brackets] that is not filled in.")
    return written


def is_sent(tx: Transaction, written: Written) -> bool:
    """True where this notice was sent. Raises `UsageError` where its id was, with other words."""
    known = notices.find(tx, written.id)
    if known is not None and (known.sv, known.en) != (written.sv, written.en):
        raise UsageError(
            f"The notice {written.id} was sent with other words. Give this one another id."
        )
    return known is not None


def count(tx: Transaction) -> int:
    """How many mails a notice would be."""
    return sum(1 for _ in _recipients(tx))


def notify(store: Store, config: Config, written: Written, *, actor: str, now: datetime) -> int:
    """Queue the mails of a notice and let it stand on each one's page; how many mails.

    All of it in one transaction; sent before, nothing happens and it is 0. Raises as `is_sent`.
    """
    return store.write(lambda tx: _notify(tx, config, written, actor, now))


def _notify(tx: Transaction, config: Config, written: Written, actor: str, now: datetime) -> int:
    if is_sent(tx, written):
        return 0
    notice = Notice(notice_id=written.id, at=now, sv=written.sv, en=written.en)
    notices.keep(tx, notice)
    recipients = tuple(_recipients(tx))
    for person_id, recipient in recipients:
        _queue(tx, config, notice, person_id, recipient)
    audit.append(
        tx,
        at=now,
        actor=actor,
        action=ACTION,
        object_id=notice.notice_id,
        reason=Personal(f"{len(recipients)} mails"),
    )
    return len(recipients)


def _recipients(tx: Transaction) -> Iterator[tuple[PersonId, Personal]]:
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


def _queue(
    tx: Transaction, config: Config, notice: Notice, person_id: PersonId, recipient: Personal
) -> None:
    language = spoken(people.profile(tx, person_id).language)
    said = mail(
        "breach",
        language,
        config,
        paragraphs=notice.paragraphs(language),
        login_url=config.portal.base_url,
        contact=config.organisation.data_protection_contact,
        stop_link=page_link(config, "stop", stop_links.issue(tx, person_id)),
    )
    outbox.queue_mail(
        tx,
        person_id=person_id,
        kind="breach",
        recipient=recipient,
        said=said,
        idempotency_key=f"breach/{notice.notice_id}/{person_id}",
        sender=config.mail.sender,
        due_at=notice.at,
    )
