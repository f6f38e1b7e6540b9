"""Her employment ends: she is asked what becomes of the watch, and nobody else decides.

HR names mailboxes and gets the same answer for each. Being named ends or pauses nothing: it would
let an employer switch a watch off by writing a name on a list. She answers by the link and her
second factor; without an answer all stays as it is until the opt-in ends with its time.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from scanner.config.settings import Config
from scanner.enrol import factor, stop
from scanner.enrol.optin import HERSELF, enrolled
from scanner.model.action import Action
from scanner.model.consent import ConsentKind
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.people.consent import expires
from scanner.people.mailbox import canonical
from scanner.render.mails import mail, page_link
from scanner.render.translations import spoken
from scanner.store import (
    audit,
    consents,
    leavers,
    mail_links,
    mailboxes,
    outbox,
    people,
    sessions,
    tokens,
)
from scanner.store.database import Store, Transaction, bump_generation
from scanner.store.leavers import Leaver
from scanner.store.mail_links import LinkUse


async def ask(store: Store, config: Config, mails: Iterable[str], actor: str, now: datetime) -> int:
    """Ask who of these takes part, each once; how many of the lines are mailboxes of ours.

    The number says nothing of who takes part. `actor`: who named them.
    """
    written = {mail for mail in mails if mail.strip()}
    read = [canonical(mail, config.portal.mail_domains) for mail in sorted(written)]
    known = [mail for mail in read if mail is not None]
    await store.awrite(lambda tx: _ask(tx, config, known, actor, now))
    return len(known)


async def whose(store: Store, token: str) -> PersonId | None:
    """Who was asked by the link with this token; None where it is nobody's who was."""

    def work(tx: Transaction) -> PersonId | None:
        person_id = mail_links.person_of(tx, token, LinkUse.LEAVING)
        asked = person_id is not None and people.is_active(tx, person_id)
        return person_id if person_id and asked and leavers.find(tx, person_id) else None

    return await store.aread(work)


async def enter(store: Store, person_id: PersonId, typed: str, now: datetime) -> str | None:
    """The token of a session of hers, by her second factor; None for a wrong one."""
    if not await factor.is_hers(store, person_id, typed, now):
        return None
    await move_login(store, person_id)

    def work(tx: Transaction) -> str:
        return sessions.start(tx, people.profile(tx, person_id).mail, person_id, now)

    return await store.awrite(work)


async def keep(store: Store, config: Config, person_id: PersonId, now: datetime) -> bool:
    """Let the watch go on for as long as a new opt-in; her work mailbox opens nothing any more.

    Not even a link there that stops it. A watch that was stopped is what it was before; one that
    she paused stays paused. From now on she comes by her proved private mailbox, or by the link
    that she was mailed. False where she was not asked, or has said so before.
    """
    is_kept = await store.awrite(lambda tx: _keep(tx, config, person_id, now))
    await move_login(store, person_id)
    return is_kept


async def move_login(store: Store, person_id: PersonId) -> None:
    """Let the private mailbox that she has proved lead to her, once she has left her workplace.

    After the transaction that said so: killed in between, the link that she was mailed still opens
    and mends it. A mailbox that leads to somebody else already stays that one's.
    """
    has_left, private = await store.aread(
        lambda tx: (leavers.has_left_mailbox(tx, person_id), mailboxes.private(tx, person_id))
    )
    if not has_left:
        return
    if private is None or store.keys.find_login(private) not in (None, person_id):
        store.keys.drop_login(person_id)
    else:
        store.keys.set_login(private, person_id)


def _ask(tx: Transaction, config: Config, mails: list[Personal], actor: str, now: datetime) -> None:
    audit.append(
        tx,
        at=now,
        actor=actor,
        action=Action.LEAVER_NAME,
        reason=Personal(f"{len(mails)} mailboxes"),
    )
    for mailbox in mails:
        person_id = enrolled(tx, mailbox)
        if person_id is not None and leavers.find(tx, person_id) is None:
            leavers.keep(tx, person_id, Leaver(asked_at=now))
            _queue(tx, config, person_id, now)


def _keep(tx: Transaction, config: Config, person_id: PersonId, now: datetime) -> bool:
    if not people.hold(tx, person_id):
        return False
    leaver = leavers.find(tx, person_id)
    if leaver is None or leaver.kept_at is not None:
        return False
    leavers.keep(tx, person_id, replace(leaver, kept_at=now))
    stop.resume(tx, person_id, now)
    last = consents.latest(tx, person_id)
    consents.append(
        tx,
        replace(
            last,
            number=last.number + 1,
            at=now,
            kind=ConsentKind.PROLONGED,
            expires_at=expires(now, config.portal.consent_months),
        ),
    )
    bump_generation(tx)
    tokens.forget(tx, people.profile(tx, person_id).mail)
    mail_links.forget(tx, person_id, LinkUse.STOP)
    audit.append(tx, at=now, actor=HERSELF, action=Action.LEAVER_KEEP, person_id=person_id)
    return True


def _queue(tx: Transaction, config: Config, person_id: PersonId, now: datetime) -> None:
    hers = people.profile(tx, person_id)
    said = mail(
        "leaver",
        spoken(hers.language),
        config,
        link=page_link(config, "leaving", mail_links.issue(tx, person_id, LinkUse.LEAVING)),
        stop_link=page_link(config, "stop", mail_links.issue(tx, person_id)),
    )
    outbox.queue_mail(
        tx,
        person_id=person_id,
        kind="leaver",
        recipient=mailboxes.of_leaver(tx, person_id),
        said=said,
        idempotency_key=f"leaver/{person_id}/{now:%Y-%m-%d}",
        sender=config.mail.sender,
        due_at=now,
    )
