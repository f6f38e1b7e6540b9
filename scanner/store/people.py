"""People who opted in: their profile and details, sealed under their own keys.

Every function that changes who or what is watched bumps the generation, so that each page is read
for it once.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import bindparam, delete, func, select, update

from scanner.model.consent import Profile
from scanner.model.ids import PersonId, PersonLabel
from scanner.model.person import (
    DetailKind,
    PersonContext,
    PersonState,
    Setting,
    WatchedDetail,
    WatchedPerson,
)
from scanner.model.personal import UNKNOWN, Personal
from scanner.people import consent
from scanner.store import consents, photos
from scanner.store.database import Transaction, bump_generation
from scanner.store.keys import ErasedPerson
from scanner.store.names import READABLE, new_id, readable
from scanner.store.schema import detail, installation
from scanner.store.schema import person as table

LABEL_LENGTH: Final = 6
REFERENCE_LENGTH: Final = 20
"""97 bits: nobody guesses one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDetail:
    """A detail of hers as it is kept: she can drop it, nobody can read it."""

    detail_id: str
    detail: WatchedDetail


def lock(tx: Transaction) -> None:
    """Until this transaction ends, nobody else adds people or sweeps keys that have no person.

    A key is committed before its person's row: without the lock a sweep in between would take it.
    SQLite has one writer and needs none.
    """
    tx.connection.execute(select(installation.c.tenant_id).with_for_update())


def add(tx: Transaction, person_id: PersonId, profile: Profile) -> str:
    """Keep a new person, who must have a key and no row; returns her reference.

    The reference withdraws without a log-in. It is kept only as a hash: nobody can show it again.
    """
    reference = new_reference()
    tx.connection.execute(
        table.insert().values(
            person_id=person_id,
            tenant_id=tx.tenant_id,
            label=_new_label(tx),
            state=PersonState.ACTIVE,
            reference_sha256=_reference_hash(reference),
            sealed=tx.sealed(table, person_id, profile, person_id),
        )
    )
    bump_generation(tx)
    return reference


def change(tx: Transaction, person_id: PersonId, profile: Profile) -> None:
    """Keep another profile for her."""
    row = update(table).where(table.c.person_id == person_id)
    tx.connection.execute(row.values(sealed=tx.sealed(table, person_id, profile, person_id)))
    bump_generation(tx)


def start_erasing(tx: Transaction, person_id: PersonId) -> bool:
    """From now on nothing of hers matches. False where she is not, or no longer, active."""
    active = (table.c.person_id == person_id) & (table.c.state == PersonState.ACTIVE)
    done = tx.connection.execute(update(table).where(active).values(state=PersonState.ERASING))
    bump_generation(tx)
    return done.rowcount == 1


def is_active(tx: Transaction, person_id: PersonId) -> bool:
    query = select(table.c.state).where(table.c.person_id == person_id)
    return tx.connection.scalar(query) == PersonState.ACTIVE


def active_ids(tx: Transaction) -> frozenset[PersonId]:
    """Everybody who is active."""
    query = select(table.c.person_id).where(table.c.state == PersonState.ACTIVE)
    return frozenset(map(PersonId, tx.connection.scalars(query)))


def hold(tx: Transaction, person_id: PersonId) -> bool:
    """As `is_active`, and until this transaction ends nobody else says anything in her name.

    Of two who press a button at the same moment the second sees what the first has done
    (PostgreSQL; SQLite has one writer). Held before anything else: the same order for everybody.
    """
    hers = select(table.c.state).where(table.c.person_id == person_id).with_for_update()
    return tx.connection.scalar(hers) == PersonState.ACTIVE


def ids(tx: Transaction) -> frozenset[PersonId]:
    """Everybody who has a row, in whatever state."""
    return frozenset(map(PersonId, tx.connection.scalars(select(table.c.person_id))))


def profile(tx: Transaction, person_id: PersonId) -> Profile:
    """What she wrote about herself. Raises `LookupError` where she has no row or no key."""
    sealed = tx.connection.scalar(_SEALED, {"her": person_id})
    if sealed is None:
        raise ErasedPerson
    return tx.opened(table, person_id, sealed, Profile, person_id)


_SEALED: Final = select(table.c.sealed).where(table.c.person_id == bindparam("her"))


def label(tx: Transaction, person_id: PersonId) -> PersonLabel:
    """What stands for her where her name must not. Raises `LookupError` where she has no row."""
    found = tx.connection.scalar(select(table.c.label).where(table.c.person_id == person_id))
    if found is None:
        raise ErasedPerson
    return PersonLabel(found)


def by_reference(tx: Transaction, reference: str) -> PersonId | None:
    """Whose reference this is; case, spaces and hyphens do not matter."""
    hers = table.c.reference_sha256 == _reference_hash(reference)
    found = tx.connection.scalar(select(table.c.person_id).where(hers))
    return None if found is None else PersonId(found)


def is_reference(typed: str) -> bool:
    """True where the text has the shape of a reference, whether or not it is somebody's."""
    letters = _letters(typed)
    return len(letters) == REFERENCE_LENGTH and set(letters) <= set(READABLE)


def keep_details(
    tx: Transaction,
    person_id: PersonId,
    new: tuple[WatchedDetail, ...],
    kept: frozenset[str] = frozenset(),
) -> None:
    """Let her details be those `kept`, by their ids, and the `new` ones."""
    dropped = (detail.c.person_id == person_id) & detail.c.detail_id.not_in(kept)
    tx.connection.execute(delete(detail).where(dropped))
    present = {entry.detail for entry in details(tx, person_id)}
    for watched_detail in dict.fromkeys(new):
        if watched_detail not in present:
            _insert_detail(tx, person_id, watched_detail)
    bump_generation(tx)


def details(tx: Transaction, person_id: PersonId) -> tuple[KeptDetail, ...]:
    """Her details. Raises `ErasedPerson` where she has details but no key."""
    return tuple(
        KeptDetail(
            detail_id=row.detail_id,
            detail=tx.opened(detail, row.detail_id, row.sealed, WatchedDetail, person_id),
        )
        for row in tx.connection.execute(_DETAILS, {"her": person_id}).all()
    )


_DETAILS: Final = (
    select(detail.c.detail_id, detail.c.sealed)
    .where(detail.c.person_id == bindparam("her"))
    .order_by(detail.c.detail_id)
)


def prove_detail(tx: Transaction, person_id: PersonId, digest: bytes) -> None:
    """Note that a detail of hers is known to be hers, where she lets it be watched."""
    for kept in details(tx, person_id):
        if kept.detail.digest == digest and not kept.detail.proved:
            row = update(detail).where(detail.c.detail_id == kept.detail_id)
            proved = replace(kept.detail, proved=True)
            sealed = tx.sealed(detail, kept.detail_id, proved, person_id)
            tx.connection.execute(row.values(sealed=sealed))
            bump_generation(tx)


def watched(
    tx: Transaction, now: datetime, *, employer: Personal = UNKNOWN
) -> tuple[WatchedPerson, ...]:
    """Everybody who may be looked for now, and nobody else; `employer` goes into each context."""
    return tuple(_watched(tx, now, employer))


def _watched(tx: Transaction, now: datetime, employer: Personal) -> Iterator[WatchedPerson]:
    active = active_ids(tx)
    for person_id, hers in consents.everybody(tx):
        if person_id in active and consent.valid(hers, now):
            # Her row is not held: she may have gone since what she said was read.
            with suppress(ErasedPerson):
                yield _watched_person(tx, person_id, employer)


def new_reference() -> str:
    """A random reference, as ``7KQF-R2MW-…``: five groups of four."""
    return "-".join(readable(4) for _ in range(REFERENCE_LENGTH // 4))


def _watched_person(tx: Transaction, person_id: PersonId, employer: Personal) -> WatchedPerson:
    hers = profile(tx, person_id)
    return WatchedPerson(
        person_id,
        hers.given,
        hers.surname,
        hers.spellings,
        PersonContext(
            role=hers.role, unit=hers.unit, employer=employer, town=hers.town, born=hers.born
        ),
        (*(kept.detail for kept in details(tx, person_id)), *_photos(tx, person_id)),
    )


def _photos(tx: Transaction, person_id: PersonId) -> Iterator[WatchedDetail]:
    """Her photos as details. Of work, as most are that others have: whose they are nobody has
    shown."""
    for kept in photos.of_person(tx, person_id):
        digest = bytes.fromhex(kept.photo.digest)
        yield WatchedDetail(kind=DetailKind.PHOTO, setting=Setting.WORK, digest=digest)


def _insert_detail(tx: Transaction, person_id: PersonId, watched_detail: WatchedDetail) -> None:
    detail_id = new_id()
    sealed = tx.sealed(detail, detail_id, watched_detail, person_id)
    tx.connection.execute(
        detail.insert().values(
            detail_id=detail_id, tenant_id=tx.tenant_id, person_id=person_id, sealed=sealed
        )
    )


def _new_label(tx: Transaction) -> PersonLabel:
    while True:
        chosen = PersonLabel(f"P-{readable(LABEL_LENGTH)}")
        taken = select(func.count()).where(table.c.label == chosen)
        if not tx.connection.scalar(taken):
            return chosen


def _reference_hash(reference: str) -> str:
    return sha256(_letters(reference).encode()).hexdigest()


def _letters(reference: str) -> str:
    return "".join(sign for sign in reference.upper() if sign.isalnum())
