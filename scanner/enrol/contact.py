"""Reach me safely: a private phone or mail that counts once a code sent there has come back."""

import hmac
import secrets
from dataclasses import replace
from datetime import datetime
from typing import Final

from scanner.config.settings import Config
from scanner.enrol import leavers, mails
from scanner.enrol.optin import HERSELF, prove_watched
from scanner.model.ids import PersonId
from scanner.model.person import DetailKind
from scanner.model.personal import UNKNOWN, Personal
from scanner.people.contact import Fault, Private, Written, fault, normal
from scanner.store import audit, consents, contacts, mailboxes, people
from scanner.store.contacts import CODE_LIFETIME, Code, Contact
from scanner.store.database import Store, Transaction

DIGITS: Final = 8
MOST_TRIES: Final = 5
"""One guess in twenty million opens."""
MOST_CODES: Final = 3
CODES_WITHIN: Final = CODE_LIFETIME
"""Nobody floods another's phone with codes."""


async def keep(
    store: Store, config: Config, person_id: PersonId, written: Written, now: datetime
) -> Fault | None:
    """Keep how she is reached, and send a code where it is new; what to mend otherwise."""
    wrong = fault(written, config.portal.mail_domains)
    if wrong is None:
        await store.awrite(lambda tx: _keep(tx, config, person_id, written, now))
        await leavers.move_login(store, person_id)
    return wrong


async def prove(
    store: Store, config: Config, person_id: PersonId, typed: str, now: datetime
) -> bool:
    """True where the code that was sent came back: what she watches of the same is proved too."""
    is_proved = await store.awrite(lambda tx: _prove(tx, config, person_id, typed, now))
    await leavers.move_login(store, person_id)
    return is_proved


def can_send(config: Config, kind: DetailKind) -> bool:
    """True where a code can be sent to a contact of this kind."""
    return kind is DetailKind.EMAIL or bool(config.contact.sms_gateway)


def _keep(
    tx: Transaction, config: Config, person_id: PersonId, written: Written, now: datetime
) -> None:
    if not people.hold(tx, person_id):
        return
    before = contacts.find(tx, person_id) or Contact()
    new = normal(written.private) or Private(kind=DetailKind.EMAIL, value=UNKNOWN)
    is_same = (before.kind, before.private) == (new.kind, new.value)
    hers = Contact(
        kind=new.kind,
        private=new.value,
        hours=written.hours,
        instead=written.instead,
        is_proved=before.is_proved and is_same,
    )
    contacts.keep(tx, person_id, hers)
    if not is_same:
        _spoil(tx, person_id)
    audit.append(tx, at=now, actor=HERSELF, action="contact.keep", person_id=person_id)
    if hers.private and not hers.is_proved and can_send(config, hers.kind):
        _send(tx, config, person_id, hers, now)


def _send(
    tx: Transaction, config: Config, person_id: PersonId, hers: Contact, now: datetime
) -> None:
    last = contacts.find_code(tx, person_id)
    is_recent = last is not None and now < last.first_at + CODES_WITHIN
    if last is not None and is_recent and last.sent >= MOST_CODES:
        return
    code = Code(
        code=Personal("".join(secrets.choice("0123456789") for _ in range(DIGITS))),
        sent_at=now,
        sent=last.sent + 1 if last is not None and is_recent else 1,
        first_at=last.first_at if last is not None and is_recent else now,
    )
    contacts.keep_code(tx, person_id, code)
    language = people.profile(tx, person_id).language
    mails.queue_code(
        tx, config, person_id, contact=hers, code=code.code, language=language, now=now
    )


def _spoil(tx: Transaction, person_id: PersonId) -> None:
    """Let a code on its way prove nothing: it was sent elsewhere. It still counts as sent."""
    code = contacts.find_code(tx, person_id)
    if code is not None:
        contacts.keep_code(tx, person_id, replace(code, tries=MOST_TRIES))


def _prove(tx: Transaction, config: Config, person_id: PersonId, typed: str, now: datetime) -> bool:
    if not people.hold(tx, person_id):
        return False
    hers, code = contacts.find(tx, person_id), contacts.find_code(tx, person_id)
    if hers is None or code is None or code.tries >= MOST_TRIES:
        return False
    if now >= code.sent_at + CODE_LIFETIME:
        return False
    digits = "".join(typed.split()).encode()
    if not hmac.compare_digest(code.code.reveal().encode(), digits):
        contacts.keep_code(tx, person_id, replace(code, tries=code.tries + 1))
        return False
    contacts.keep(tx, person_id, replace(hers, is_proved=True))
    _spoil(tx, person_id)
    prove_watched(tx, person_id)
    audit.append(tx, at=now, actor=HERSELF, action="contact.prove", person_id=person_id)
    _announce(tx, config, person_id, now)
    return True


def _announce(tx: Transaction, config: Config, person_id: PersonId, now: datetime) -> None:
    """Tell her private mailbox too that she takes part, with a link to stop."""
    mailbox = mailboxes.private(tx, person_id)
    if mailbox is None:
        return
    mails.queue_joined(
        tx,
        config,
        person_id,
        recipient=mailbox,
        language=people.profile(tx, person_id).language,
        active_from=consents.latest(tx, person_id).active_from,
        now=now,
    )
