"""Before an opt-in ends with its time she is asked, in words that say nothing of what it is."""

from datetime import datetime, timedelta
from typing import Final

from scanner.config.settings import Config
from scanner.enrol.withdraw import KEPT_AFTER_EXPIRY
from scanner.model.consent import ConsentEvent
from scanner.model.ids import PersonId
from scanner.people import consent
from scanner.render.mails import mail, page_link
from scanner.render.translations import spoken
from scanner.store import consents, mail_links, mailboxes, outbox, people
from scanner.store.database import Store, Transaction

REMINDED: Final = (timedelta(days=7), timedelta(days=30))
"""So long before the end; of two that are due the nearer one alone is sent."""


def remind(store: Store, config: Config, now: datetime) -> None:
    """Queue the reminders that are due, each once. Silence is an answer: it ends by itself."""
    store.write(lambda tx: _remind_everybody(tx, config, now))


def _remind_everybody(tx: Transaction, config: Config, now: datetime) -> None:
    active = people.active_ids(tx)
    for person_id, hers in consents.everybody(tx):
        if person_id in active and consent.state(hers, now) in consent.GOES_ON:
            _remind(tx, config, hers[-1], now)


def _remind(tx: Transaction, config: Config, last: ConsentEvent, now: datetime) -> None:
    due = [before for before in REMINDED if last.expires_at - before <= now]
    if not due:
        return
    key = f"expiry/{last.person_id}/{last.expires_at:%Y-%m-%d}/{due[0].days}"
    if not outbox.is_known(tx, key):
        _queue(tx, config, last.person_id, last.expires_at, key, now)


def _queue(
    tx: Transaction, config: Config, person_id: PersonId, end: datetime, key: str, now: datetime
) -> None:
    hers, recipient = people.profile(tx, person_id), mailboxes.of_person(tx, person_id)
    if recipient is None:
        return
    said = mail(
        "expiry",
        spoken(hers.language),
        config,
        end=end,
        erased_at=end + KEPT_AFTER_EXPIRY,
        login_url=config.portal.base_url,
        stop_link=page_link(config, "stop", mail_links.issue(tx, person_id)),
    )
    outbox.queue_mail(
        tx,
        person_id=person_id,
        kind="expiry",
        recipient=recipient,
        said=said,
        idempotency_key=key,
        sender=config.mail.sender,
        due_at=now,
    )
