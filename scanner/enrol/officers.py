"""Nobody of the security team may see her cases any more: she is asked to choose anew.

Nobody is put in the place of whom she named. The team's own mailbox is no way out: whom she shut
out reads it too.
"""

from datetime import datetime

from scanner.config.settings import Config
from scanner.model.consent import ConsentEvent
from scanner.people import consent
from scanner.render.mails import mail, page_link
from scanner.render.translations import spoken
from scanner.store import consents, mail_links, mailboxes, outbox, people
from scanner.store.database import Store, Transaction


def ask_anew(store: Store, config: Config, now: datetime) -> None:
    """Ask everybody whose choice leaves nobody, once for each choice."""
    store.write(lambda tx: _ask_everybody(tx, config, now))


def _ask_everybody(tx: Transaction, config: Config, now: datetime) -> None:
    active = people.active_ids(tx)
    for person_id, hers in consents.everybody(tx):
        goes_on = person_id in active and consent.state(hers, now) in consent.GOES_ON
        if goes_on and mailboxes.lacks_officer(tx, hers[-1].choices):
            _ask(tx, config, consent.chosen(hers), now)


def _ask(tx: Transaction, config: Config, chosen: ConsentEvent, now: datetime) -> None:
    person_id = chosen.person_id
    key = f"no_officer/{person_id}/{chosen.number}"
    recipient = mailboxes.of_person(tx, person_id)
    if recipient is None or outbox.is_known(tx, key):
        return
    said = mail(
        "no_officer",
        spoken(people.profile(tx, person_id).language),
        config,
        login_url=config.portal.base_url,
        stop_link=page_link(config, "stop", mail_links.issue(tx, person_id)),
    )
    outbox.queue_mail(
        tx,
        person_id=person_id,
        kind="no_officer",
        recipient=recipient,
        said=said,
        idempotency_key=key,
        sender=config.mail.sender,
        due_at=now,
    )
