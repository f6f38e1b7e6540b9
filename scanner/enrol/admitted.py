"""Who is let in later is told once that something waits: nobody else tells of what came before."""

from datetime import datetime
from typing import Final

from scanner.config.settings import Config
from scanner.enrol.unsent import WAITING
from scanner.model.assessment import Level
from scanner.model.finding import Change, Finding
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.model.staff import Role, StaffMember
from scanner.people import consent
from scanner.people.officers import access
from scanner.render.mails import mail
from scanner.store import consents, findings, mailboxes, outbox, people, tips
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


def tell_new(tx: Transaction, config: Config, member: StaffMember, now: datetime) -> None:
    """Tell a new officer, once for all, where somebody let the others in one by one.

    Of who lets the whole team see, its own mailbox was told.
    """
    if member.role is not Role.SECURITY:
        return
    if any(
        _waits(tx, person_id, now) and _lets_in_by_name(tx, person_id, member)
        for person_id in sorted(people.ids(tx) & tx.keys.person_ids())
        if people.is_active(tx, person_id)
    ):
        _queue(tx, config, None, member.mail, f"waiting/{member.staff_id}", now)


def _lets_in_by_name(tx: Transaction, person_id: PersonId, member: StaffMember) -> bool:
    hers = access(consents.latest(tx, person_id).choices)
    return not hers.is_open_to_all and hers.admits(member.staff_id)


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
    person_id: PersonId | None,
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
