"""Who is let in later is told once that something waits: nobody else tells of what came before."""

from datetime import datetime
from typing import Final

from scanner.config.settings import Config
from scanner.enrol.unsent import WAITING
from scanner.model.assessment import Level
from scanner.model.finding import Change, Finding
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.people import consent
from scanner.render.mails import mail
from scanner.store import consents, findings, mailboxes, outbox, tips
from scanner.store.database import Transaction
from scanner.store.mailboxes import Mailboxes

LOWEST: Final = Level.MEDIUM
"""From here the security team is told of a case: `alert.rules` has the same."""


def tell_admitted(
    tx: Transaction, config: Config, person_id: PersonId, before: Mailboxes, now: datetime
) -> None:
    """Tell those whom her new choice lets in, and of whom none was among those told `before`."""
    if not _waits(tx, person_id, now):
        return
    number = consents.latest(tx, person_id).number
    for name, mailbox in mailboxes.of_team(tx, person_id, config.recipients.security):
        if (name, mailbox) not in before:
            key = f"waiting/{person_id}/{number}/{name}"
            _queue(tx, config, person_id, mailbox, key, now)


def _waits(tx: Transaction, person_id: PersonId, now: datetime) -> bool:
    """True where there is a case or a tip of hers that calls for an officer."""
    if consent.state(consents.events(tx, person_id), now) not in consent.GOES_ON:
        return False
    has_tip = any(tip.done_at is None for tip in tips.of_person(tx, person_id))
    return has_tip or any(map(_calls, findings.for_person(tx, person_id)))


def _calls(finding: Finding) -> bool:
    is_there = finding.change is not Change.GONE and not finding.is_about_another
    return is_there and finding.assessment.severity.level >= LOWEST


def _queue(
    tx: Transaction,
    config: Config,
    person_id: PersonId,
    recipient: Personal,
    key: str,
    now: datetime,
) -> None:
    login_url = config.portal.staff_address
    outbox.queue_mail(
        tx,
        person_id=person_id,
        kind=WAITING,
        recipient=recipient,
        said=mail("waiting", config.organisation.language, config, login_url=login_url),
        idempotency_key=key,
        sender=config.mail.sender,
        due_at=now,
    )
