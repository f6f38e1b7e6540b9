"""The watch at rest, and at work again: by her own word, as often as she likes."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from scanner.enrol import unsent
from scanner.enrol.optin import HERSELF
from scanner.model.action import Action
from scanner.model.consent import ConsentEvent, ConsentKind
from scanner.model.ids import PersonId
from scanner.people import consent
from scanner.people.consent import ConsentState
from scanner.store import audit, consents, people
from scanner.store.database import Store, Transaction, bump_generation

_DEEDS: Final = {
    ConsentKind.PAUSED: Action.CONSENT_PAUSE,
    ConsentKind.RESUMED: Action.CONSENT_RESUME,
    ConsentKind.STOPPED: Action.CONSENT_STOP,
}
_FROM: Final = {
    ConsentKind.PAUSED: {ConsentState.PENDING, ConsentState.ACTIVE},
    ConsentKind.RESUMED: {ConsentState.PAUSED, ConsentState.STOPPED},
}
"""In which state of her opt-in each is said."""


async def pause(store: Store, person_id: PersonId, now: datetime) -> bool:
    """Look for her no more until she says so. False where nobody looks for her anyway."""
    return await store.awrite(lambda tx: _say(tx, person_id, ConsentKind.PAUSED, now))


async def go_on(store: Store, person_id: PersonId, now: datetime) -> bool:
    """Look for her again, after a pause or a stop. False where there was neither."""
    return await store.awrite(lambda tx: _say(tx, person_id, ConsentKind.RESUMED, now))


def append(tx: Transaction, last: ConsentEvent, kind: ConsentKind, now: datetime) -> ConsentEvent:
    """Note what she says now, with the choices that she made before; the event."""
    said = replace(last, number=last.number + 1, at=now, kind=kind)
    consents.append(tx, said)
    bump_generation(tx)
    audit.append(tx, at=now, actor=HERSELF, action=_DEEDS[kind], person_id=said.person_id)
    if kind is not ConsentKind.RESUMED:
        unsent.drop_to_workplace(tx, said.person_id)
    return said


def _say(tx: Transaction, person_id: PersonId, kind: ConsentKind, now: datetime) -> bool:
    if not people.hold(tx, person_id):
        return False
    hers = consents.events(tx, person_id)
    if consent.state(hers, now) not in _FROM[kind]:
        return False
    append(tx, hers[-1], kind, now)
    return True
