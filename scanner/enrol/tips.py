"""She reports what she has seen herself: kept sealed, told to the security team, never fetched."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from scanner.config.settings import Config
from scanner.enrol.optin import HERSELF
from scanner.enrol.unsent import TIP
from scanner.model.action import Action
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.model.tip import Tip, picture_kind
from scanner.render.mails import mail
from scanner.store import audit, mailboxes, outbox, tips
from scanner.store.database import Store, Transaction
from scanner.store.names import new_id
from scanner.urls import parse

MOST_A_DAY: Final = 10
MOST_KEPT: Final = 50
"""Tips of one person: a flood of them must fill no disk and bury nothing."""
LONGEST_NOTE: Final = 2000
LONGEST_ADDRESS: Final = 2000
MOST_PICTURE_BYTES: Final = 4 * 1024 * 1024
"""A screenshot of a phone has one or two megabytes."""

_DAY: Final = timedelta(days=1)


class Fault(StrEnum):
    """Why a tip was not taken."""

    EMPTY = "empty"
    """Neither a link nor a picture."""
    NO_ADDRESS = "no_address"
    """What stands there is no web address."""
    NO_PICTURE = "no_picture"
    """The file is no PNG, JPEG or WebP."""
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"


async def report(
    store: Store,
    config: Config,
    person_id: PersonId,
    *,
    address: str,
    note: str,
    picture: bytes,
    now: datetime,
) -> Fault | None:
    """Keep what she reports and tell the security team that there is something; None where done.

    The picture is only kept: nobody opens it here.
    """
    tip = Tip(
        tip_id=new_id(),
        at=now,
        address=parse(address.strip()) if len(address) <= LONGEST_ADDRESS else None,
        note=Personal(note.strip()[:LONGEST_NOTE]),
        picture=picture,
    )
    if fault := _fault(tip, address.strip()):
        return fault
    return await store.awrite(lambda tx: _keep(tx, config, person_id, tip))


async def drop(store: Store, person_id: PersonId, tip_id: str, now: datetime) -> bool:
    """Take a tip back. False where it is none of hers."""

    def work(tx: Transaction) -> bool:
        if not tips.drop(tx, person_id, tip_id):
            return False
        audit.append(tx, at=now, actor=HERSELF, action=Action.TIP_DROP, person_id=person_id)
        return True

    return await store.awrite(work)


def _fault(tip: Tip, written: str) -> Fault | None:
    if not written and not tip.picture:
        return Fault.EMPTY
    if written and tip.address is None:
        return Fault.NO_ADDRESS
    if len(tip.picture) > MOST_PICTURE_BYTES:
        return Fault.TOO_LARGE
    return Fault.NO_PICTURE if tip.picture and picture_kind(tip.picture) is None else None


def _keep(tx: Transaction, config: Config, person_id: PersonId, tip: Tip) -> Fault | None:
    kept = tips.of_person(tx, person_id)
    today = sum(one.at > tip.at - _DAY for one in kept)
    if today >= MOST_A_DAY or len(kept) >= MOST_KEPT:
        return Fault.TOO_MANY
    tips.add(tx, person_id, tip)
    audit.append(tx, at=tip.at, actor=HERSELF, action=Action.TIP_REPORT, person_id=person_id)
    for name, mailbox in mailboxes.of_team(tx, person_id, config.recipients.security):
        outbox.queue_mail(
            tx,
            person_id=person_id,
            kind=TIP,
            recipient=mailbox,
            said=mail(
                "tip",
                config.organisation.language,
                config,
                login_url=config.portal.staff_address,
            ),
            idempotency_key=f"tip/{tip.tip_id}/{name}",
            sender=config.mail.sender,
            due_at=tip.at,
        )
    return None
