"""People who opted in, put straight into a store: what the portal does, without its pages."""

from datetime import datetime, timedelta

from scanner.model.consent import Choices, ConsentEvent, ConsentKind, Profile, Recipient
from scanner.model.ids import PersonId, Sha256
from scanner.model.personal import UNKNOWN, Personal
from scanner.store import consents, people
from scanner.store.database import Store

AMINA = PersonId("a" * 32)
BJORN = PersonId("b" * 32)

PROFILES = {
    AMINA: ("Amina", "Provhult", "amina.provhult@provstad.example"),
    BJORN: ("Björn", "Testlund", "bjorn.testlund@provstad.example"),
}


def enrol(
    store: Store,
    person_id: PersonId,
    now: datetime,
    *,
    recipients: frozenset[Recipient] = frozenset(),
    language: str = "sv",
) -> PersonId:
    """Give her a key, a profile and a consent that is valid for a year."""
    given, surname, mail = PROFILES[person_id]
    profile = Profile(
        mail=Personal(mail),
        given=Personal(given),
        surname=Personal(surname),
        spellings=(),
        role=UNKNOWN,
        unit=UNKNOWN,
        town=UNKNOWN,
        language=language,
    )
    event = ConsentEvent(
        person_id=person_id,
        number=1,
        at=now,
        kind=ConsentKind.GIVEN,
        text_version="1",
        text_sha256=Sha256("0" * 64),
        language=language,
        expires_at=now + timedelta(days=365),
        active_from=now - timedelta(days=365),
        choices=Choices(recipients=recipients, detail_kinds=frozenset()),
    )
    store.keys.create_person(person_id)
    store.keys.set_login(profile.mail, person_id)
    store.write(lambda tx: people.add(tx, person_id, profile))
    store.write(lambda tx: consents.append(tx, event))
    return person_id
