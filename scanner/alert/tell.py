"""From a change of a finding to mails in the outbox, in the transaction of that change."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from scanner.alert.flood import Flood
from scanner.alert.rules import due
from scanner.alert.texts import compose
from scanner.config.settings import Config
from scanner.model.alert import Alert, AlertText
from scanner.model.consent import Recipient
from scanner.model.finding import Finding
from scanner.model.ids import Address
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.render.mails import mail, page_link
from scanner.render.translations import spoken
from scanner.store import consents, mail_links, mailboxes, outbox, people, staff
from scanner.store.database import Transaction
from scanner.store.mailboxes import Mailboxes
from scanner.store.registered import RegisteredCase

OF_NOBODY: Final = frozenset({AlertText.FLOOD_SECURITY, AlertText.FLOOD_HR})
"""They stand for many: whoever of them withdraws takes no mail about the others with her."""


def tell(tx: Transaction, old: Finding | None, new: Finding, config: Config, now: datetime) -> None:
    """Queue what must be told now that `old` has become `new`.

    Raises `LookupError` where she has no consent or no key: ask `findings.save` first, which says
    whether the change was kept.
    """
    for alert in _due(tx, old, new, config, now):
        _queue(tx, alert, config, now)


def tell_seen(
    tx: Transaction,
    old: Finding | None,
    new: Finding,
    config: Config,
    now: datetime,
    *,
    address: Address,
    flood: Flood,
) -> None:
    """As `tell`, of what a scan saw at `address`: where it becomes a flood, in one mail."""
    for alert in flood.contain(_due(tx, old, new, config, now), address):
        _queue(tx, alert, config, now)


def tell_registered(
    tx: Transaction, finding: Finding, case: RegisteredCase, config: Config, now: datetime
) -> None:
    """Queue the mail that tells her that a case of hers is kept from now on."""
    hers, recipient = (
        people.profile(tx, finding.person_id),
        mailboxes.of_person(tx, finding.person_id),
    )
    if recipient is None:
        return
    said = mail(
        "registered",
        spoken(hers.language),
        config,
        case_reference=case.case_reference,
        registry_number=case.registry_number,
        retention_reference=case.retention_reference,
        stop_link=page_link(config, "stop", mail_links.issue(tx, finding.person_id)),
    )
    outbox.queue_mail(
        tx,
        person_id=finding.person_id,
        kind="registered",
        recipient=recipient,
        said=said,
        idempotency_key=f"registered/{case.case_reference}",
        sender=config.mail.sender,
        due_at=now,
    )


def _due(
    tx: Transaction, old: Finding | None, new: Finding, config: Config, now: datetime
) -> tuple[Alert, ...]:
    return due(
        old,
        new,
        chosen=consents.recipients(tx, new.person_id),
        now=now,
        zone=ZoneInfo(config.organisation.timezone),
    )


def _queue(tx: Transaction, alert: Alert, config: Config, now: datetime) -> None:
    recipients, language = _mailboxes(tx, alert, config)
    if alert.recipient is Recipient.SECURITY and not recipients:
        _tell_operators(tx, config, now)
    for name, mailbox in recipients:
        key = f"{alert.idempotency_key}/{name}"
        if outbox.is_known(tx, key):
            continue
        outbox.queue_mail(
            tx,
            person_id=None if alert.text in OF_NOBODY else alert.person_id,
            kind=alert.text,
            recipient=mailbox,
            said=compose(
                alert,
                config,
                language,
                chosen=consents.recipients(tx, alert.person_id),
                stop_link=_stop_link(tx, alert, config),
            ),
            idempotency_key=key,
            sender=config.mail.sender,
            due_at=now,
        )


def _tell_operators(tx: Transaction, config: Config, now: datetime) -> None:
    """Say that a case has no officer, once a day: whose, and which, is for none of them."""
    said = mail("case_without_officer", config.organisation.language, config)
    for operator in staff.of_role(tx, Role.OPERATOR):
        outbox.queue_mail(
            tx,
            person_id=None,
            kind="case_without_officer",
            recipient=operator.mail,
            said=said,
            idempotency_key=f"case_without_officer/{now:%Y-%m-%d}/{operator.staff_id}",
            sender=config.mail.sender,
            due_at=now,
        )


def _stop_link(tx: Transaction, alert: Alert, config: Config) -> str:
    """Only for her: nobody else's mail leads to what is hers."""
    if alert.recipient is not Recipient.PERSON:
        return ""
    return page_link(config, "stop", mail_links.issue(tx, alert.person_id))


def _mailboxes(tx: Transaction, alert: Alert, config: Config) -> tuple[Mailboxes, str]:
    """Where an alert goes, and in which language."""
    match alert.recipient:
        case Recipient.SECURITY:
            team = mailboxes.of_team(tx, alert.person_id, config.recipients.security)
            return team, config.organisation.language
        case Recipient.PERSON:
            language = spoken(people.profile(tx, alert.person_id).language)
            mailbox = mailboxes.of_person(tx, alert.person_id)
            return (() if mailbox is None else (("1", mailbox),)), language
        case _:
            functional = mailboxes.of_workplace(config.recipients, alert.recipient)
    numbered = enumerate(map(Personal, functional), start=1)
    return tuple((str(n), mailbox) for n, mailbox in numbered), config.organisation.language
