"""The link in mails about her watch: without a log-in it does one thing, and that can be undone.

Whoever reads her mailbox can press it too. So it only ends the looking, at once; what erases comes
three days later, and until then she can let the watch go on.
"""

from datetime import datetime, timedelta
from typing import Final

from scanner.config.settings import Config
from scanner.enrol import mails, pause
from scanner.model.consent import ConsentEvent, ConsentKind
from scanner.model.ids import PersonId
from scanner.people import consent
from scanner.people.consent import ConsentState
from scanner.render.mails import page_link
from scanner.store import consents, contacts, mail_links, mailboxes, people
from scanner.store.contacts import Contact
from scanner.store.database import Store, Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.mail_links import LinkUse

ERASED_AFTER: Final = timedelta(hours=72)
"""Time to undo a stop; then everything of hers is erased."""


async def is_live(store: Store, token: str, use: LinkUse = LinkUse.STOP) -> bool:
    """True where the link is somebody's, for this use. Does nothing."""
    return await store.aread(lambda tx: mail_links.person_of(tx, token, use) is not None)


async def stop(store: Store, config: Config, token: str, now: datetime) -> datetime | None:
    """Stop the watch of whose link it is; from when everything of hers is erased.

    Her private mailbox or phone, if she has proved one, gets a link to undo it; else her work
    mailbox is told. None for a link that is nobody's. Stopped twice is stopped once.
    """
    return await store.awrite(lambda tx: _stop(tx, config, token, now))


async def stopped_until(store: Store, token: str, now: datetime) -> datetime | None:
    """From when everything of hers is erased whose stop link it is, where she has stopped."""
    return await store.aread(lambda tx: _stopped_until(tx, token, now))


async def undo(store: Store, config: Config, token: str, now: datetime) -> bool:
    """Make the watch of whose link it is what it was before the stop. False where it was none.

    Only the link that went to her private mailbox or phone does it, after the last stop: who reads
    her mail at work, or her old one at home, must not let a watch go on that she has stopped. It is
    told there that it was used. A pause of hers is no stop.
    """
    return await store.awrite(lambda tx: _undo(tx, config, token, now))


async def end_links(store: Store, token: str) -> bool:
    """Let no link to stop work that was mailed to whose undo link it is. False where it is none.

    Whoever reads her mailbox could else stop the watch again, as often as she undoes it.
    """
    return await store.awrite(lambda tx: _end_links(tx, token))


async def end_links_of(store: Store, person_id: PersonId) -> bool:
    """As `end_links`, for who is logged in. False where she is being erased."""
    return await store.awrite(lambda tx: _forget_links(tx, person_id))


def _end_links(tx: Transaction, token: str) -> bool:
    person_id = mail_links.person_of(tx, token, LinkUse.UNDO)
    return person_id is not None and _forget_links(tx, person_id)


def _forget_links(tx: Transaction, person_id: PersonId) -> bool:
    if not people.hold(tx, person_id):
        return False
    mail_links.forget(tx, person_id, LinkUse.STOP)
    return True


def _stopped_until(tx: Transaction, token: str, now: datetime) -> datetime | None:
    person_id = mail_links.person_of(tx, token)
    try:
        hers = () if person_id is None else consents.events(tx, person_id)
    except ErasedPerson:
        return None
    if consent.state(hers, now) is not ConsentState.STOPPED:
        return None
    return consent.standing(hers).at + ERASED_AFTER


def _stop(tx: Transaction, config: Config, token: str, now: datetime) -> datetime | None:
    person_id = mail_links.person_of(tx, token)
    if person_id is None or not people.hold(tx, person_id):
        return None
    if (erased_at := _stopped_until(tx, token, now)) is not None:
        return erased_at
    said = pause.append(tx, consents.latest(tx, person_id), ConsentKind.STOPPED, now)
    _announce(tx, config, said)
    return said.at + ERASED_AFTER


def _undo(tx: Transaction, config: Config, token: str, now: datetime) -> bool:
    person_id = mail_links.person_of(tx, token, LinkUse.UNDO)
    if person_id is None or not people.hold(tx, person_id) or not resume(tx, person_id, now):
        return False
    hers = _at_home(tx, config, person_id)
    if hers is not None:
        key = str(consents.latest(tx, person_id).number)
        mails.queue_private(tx, config, person_id, "undone", contact=hers, key=key, now=now)
    return True


def _at_home(tx: Transaction, config: Config, person_id: PersonId) -> Contact | None:
    """Her private mailbox or phone, where she has proved one that can be sent to."""
    hers = contacts.find(tx, person_id)
    if hers is None or not hers.is_proved or not mails.can_send(config, hers.kind):
        return None
    return hers


def resume(tx: Transaction, person_id: PersonId, now: datetime) -> bool:
    """Make the watch what it was before a stop. False where it is not stopped."""
    hers = consents.events(tx, person_id)
    if consent.state(hers, now) is not ConsentState.STOPPED:
        return False
    before = hers[: hers.index(consent.standing(hers))]
    was_paused = consent.standing(before).kind is ConsentKind.PAUSED
    pause.append(tx, hers[-1], ConsentKind.PAUSED if was_paused else ConsentKind.RESUMED, now)
    return True


def _announce(tx: Transaction, config: Config, said: ConsentEvent) -> None:
    """Tell her where who reads her work mailbox does not: the link may have been pressed there.

    Where she has proved no such place, there all the same, and without a link to undo it.
    """
    erased_at, key = said.at + ERASED_AFTER, str(said.number)
    mail_links.forget(tx, said.person_id, LinkUse.UNDO)
    hers = _at_home(tx, config, said.person_id)
    if hers is not None:
        token = mail_links.issue(tx, said.person_id, LinkUse.UNDO)
        link = page_link(config, "undo", token)
    else:
        work = mailboxes.of_person(tx, said.person_id)
        if work is None:
            return
        hers, link = Contact(private=work), ""
    mails.queue_private(
        tx,
        config,
        said.person_id,
        "stopped",
        contact=hers,
        key=key,
        now=said.at,
        erased_at=erased_at,
        link=link,
    )
