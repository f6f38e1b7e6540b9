"""Invented caseworkers of Provstad, as they are kept after their opt-in."""

from datetime import datetime, timedelta

from scanner.model.consent import Choices, ConsentEvent, ConsentKind, Profile, Recipient
from scanner.model.ids import PersonId, Sha256
from scanner.model.person import DetailKind, Setting, WatchedDetail
from scanner.model.personal import Personal
from scanner.store import consents, people
from scanner.store.database import Transaction
from tests.conftest import MORNING

AMINA = PersonId("a" * 32)
ANNA = PersonId("b" * 32)

YEAR = timedelta(days=365)


def profile(given: str = "Amina", surname: str = "Provhult") -> Profile:
    return Profile(
        mail=Personal(f"{given}.{surname}@provstad.example".lower()),
        given=Personal(given),
        surname=Personal(surname),
        spellings=(Personal("أمينة بروفهولت"),),
        role=Personal("socialsekreterare"),
        unit=Personal("Barn och unga"),
        town=Personal("Provstad"),
        language="sv",
        born=1985,
    )


def phone(digest: bytes = b"d" * 32, *, proved: bool = False) -> WatchedDetail:
    return WatchedDetail(
        kind=DetailKind.PHONE, setting=Setting.PRIVATE, digest=digest, proved=proved
    )


def consent_event(
    person_id: PersonId = AMINA,
    number: int = 1,
    kind: ConsentKind = ConsentKind.GIVEN,
    *,
    at: datetime = MORNING,
    expires_at: datetime = MORNING + YEAR,
) -> ConsentEvent:
    return ConsentEvent(
        person_id=person_id,
        number=number,
        at=at,
        kind=kind,
        text_version="2026-12",
        text_sha256=Sha256("5" * 64),
        language="sv",
        expires_at=expires_at,
        active_from=at - YEAR,
        choices=Choices(
            recipients=frozenset({Recipient.SECURITY, Recipient.HR}),
            detail_kinds=frozenset({DetailKind.PHONE}),
        ),
    )


def enrol(
    tx: Transaction,
    person_id: PersonId = AMINA,
    hers: Profile | None = None,
    *,
    expires_at: datetime = MORNING + YEAR,
) -> str:
    """Her key, row, one detail and a consent; returns her reference."""
    tx.keys.create_person(person_id)
    hers = hers or profile()
    reference = people.add(tx, person_id, hers)
    tx.keys.set_login(hers.mail, person_id)
    people.keep_details(tx, person_id, (phone(),))
    consents.append(tx, consent_event(person_id, expires_at=expires_at))
    return reference
