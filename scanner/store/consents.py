"""Consent events: appended, never changed, deleted only with the person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import bindparam, select

from scanner.model.consent import Choices, ConsentEvent, ConsentKind, Recipient
from scanner.model.ids import PersonId, Sha256
from scanner.model.person import PersonState
from scanner.people import consent
from scanner.people.officers import access
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.names import new_id
from scanner.store.schema import consent_event as table
from scanner.store.schema import person


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    active_from: datetime
    choices: Choices
    text: tuple[str, ...] = ()


def append(tx: Transaction, event: ConsentEvent) -> None:
    """Keep an event. Its number must be the next of hers: the database refuses a second of one."""
    event_id = new_id()
    said = _Said(active_from=event.active_from, choices=event.choices, text=event.text)
    tx.connection.execute(
        table.insert().values(
            event_id=event_id,
            tenant_id=tx.tenant_id,
            person_id=event.person_id,
            number=event.number,
            at=event.at,
            kind=event.kind,
            text_version=event.text_version,
            text_sha256=event.text_sha256,
            language=event.language,
            expires_at=event.expires_at,
            sealed=tx.sealed(table, event_id, said, event.person_id),
        )
    )


def events(tx: Transaction, person_id: PersonId) -> tuple[ConsentEvent, ...]:
    """Her events in order. Raises `ErasedPerson` where she has events but no key."""
    rows = tx.connection.execute(_HERS, {"her": person_id}).all()
    return tuple(_event(tx, row) for row in rows)


_HERS: Final = select(table).where(table.c.person_id == bindparam("her")).order_by(table.c.number)


def everybody(tx: Transaction) -> Iterator[tuple[PersonId, tuple[ConsentEvent, ...]]]:
    """Of everybody who has events and a key: who she is, by id, and her events in order.

    Asked for at once: a statement for each person would cost more than to open what she said.
    """
    rows = tx.connection.execute(_EVERYBODY).all()
    for person_id, hers in groupby(rows, lambda row: PersonId(row.person_id)):
        try:
            opened = tuple(_event(tx, row) for row in hers)
        except ErasedPerson:
            continue
        yield person_id, opened


_EVERYBODY: Final = (
    select(table)
    .where(table.c.person_id.in_(select(person.c.person_id)))
    .order_by(table.c.person_id, table.c.number)
)


def is_valid(tx: Transaction, person_id: PersonId, now: datetime) -> bool:
    """True where she may be looked for, and findings of her kept, in this transaction.

    Her row stays locked against a withdrawal until the transaction ends (PostgreSQL; SQLite has
    one writer): what is kept now is there when the withdrawal deletes.
    """
    if tx.connection.scalar(_STATE_HELD, {"her": person_id}) != PersonState.ACTIVE:
        return False
    try:
        return consent.valid(events(tx, person_id), now)
    except ErasedPerson:
        return False


_STATE_HELD: Final = (
    select(person.c.state).where(person.c.person_id == bindparam("her")).with_for_update(read=True)
)


def latest(tx: Transaction, person_id: PersonId) -> ConsentEvent:
    """What she chose last. Raises `LookupError` where she has no events or no key."""
    hers = events(tx, person_id)
    if not hers:
        raise LookupError("the person has no consent events")
    return hers[-1]


def is_open_to_team(tx: Transaction, person_id: PersonId) -> bool:
    """True where any of the security team may see her cases: what all of it reads may hold them.

    Raises as `latest`.
    """
    return access(latest(tx, person_id).choices).is_open_to_all


def recipients(tx: Transaction, person_id: PersonId) -> frozenset[Recipient]:
    """Who may be told that a case of hers exists: security, and whom she chose last."""
    return latest(tx, person_id).choices.recipients


def _event(tx: Transaction, row: Any) -> ConsentEvent:
    person_id = PersonId(row.person_id)
    said = tx.opened(table, row.event_id, row.sealed, _Said, person_id)
    return ConsentEvent(
        person_id=person_id,
        number=row.number,
        at=row.at,
        kind=ConsentKind(row.kind),
        text_version=row.text_version,
        text_sha256=Sha256(row.text_sha256),
        language=row.language,
        expires_at=row.expires_at,
        active_from=said.active_from,
        choices=said.choices,
        text=said.text,
    )
