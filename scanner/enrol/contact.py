"""Reach me safely: a private phone or mail that counts once a code sent there has come back."""

import hmac
import secrets
from dataclasses import replace
from datetime import datetime
from typing import Final

from scanner.config.settings import Config
from scanner.enrol import leavers, mails
from scanner.enrol.optin import HERSELF, prove_watched
from scanner.model.action import Action
from scanner.model.ids import PersonId
from scanner.model.person import DetailKind
from scanner.model.personal import UNKNOWN, Personal
from scanner.people.contact import Fault, Private, Written, fault, normal
from scanner.store import (
    audit,
    consents,
    contacts,
    delays,
    mail_links,
    mailboxes,
    people,
    sessions,
    tokens,
)
from scanner.store.contacts import CODE_LIFETIME, Code, Contact
from scanner.store.database import Store, Transaction
from scanner.store.delays import Door
from scanner.store.mail_links import LinkUse

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


async def is_moved(store: Store, person_id: PersonId, written: Written) -> bool:
    """True where `keep` would change or take away the private phone or mail, or give the first."""
    before = await store.aread(lambda tx: contacts.find(tx, person_id)) or Contact()
    return _is_other(written, before)


def _keep(
    tx: Transaction, config: Config, person_id: PersonId, written: Written, now: datetime
) -> None:
    if not people.hold(tx, person_id):
        return
    before = contacts.find(tx, person_id) or Contact()
    new, is_same = _private(written), not _is_other(written, before)
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
        # Whoever reads her old mailbox must not let a watch go on that she ends some day.
        mail_links.forget(tx, person_id, LinkUse.UNDO)
        _shut_old(tx, person_id, before)
        _tell_old(tx, config, person_id, before, now)
    audit.append(tx, at=now, actor=HERSELF, action=Action.CONTACT_KEEP, person_id=person_id)
    if hers.private and not hers.is_proved and mails.can_send(config, hers.kind):
        _send(tx, config, person_id, hers, now)


def _private(written: Written) -> Private:
    return normal(written.private) or Private(kind=DetailKind.EMAIL, value=UNKNOWN)


def _is_other(written: Written, kept: Contact) -> bool:
    """True where the private contact that she wrote is not the one that is kept."""
    new = _private(written)
    return (new.kind, new.value) != (kept.kind, kept.private)


def _tell_old(
    tx: Transaction, config: Config, person_id: PersonId, old: Contact, now: datetime
) -> None:
    """Say it where she was reached until now: somebody else may have been on her page."""
    if old.is_proved and mails.can_send(config, old.kind):
        at = f"{now:%Y-%m-%dT%H:%M:%S.%f}"
        mails.queue_private(tx, config, person_id, "contact_moved", contact=old, key=at, now=now)


def _shut_old(tx: Transaction, person_id: PersonId, old: Contact) -> None:
    """Where she came by that mailbox: nothing of it is left that her withdrawal would not find.

    Nobody else's, whatever mailbox somebody proves. The session that she is in goes on.
    """
    if tx.keys.find_login(old.private) == person_id:
        tokens.forget(tx, old.private)
        sessions.forget_unproved(tx, old.private)
        delays.forget(tx, Door.FACTOR, old.private.reveal())


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
    typed = code.code.reveal()
    mails.queue_private(
        tx, config, person_id, "contact_code", contact=hers, key=typed, now=now, code=typed
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
    audit.append(tx, at=now, actor=HERSELF, action=Action.CONTACT_PROVE, person_id=person_id)
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
