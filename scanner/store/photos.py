"""Perceptual hashes of her photos, under her key. The pictures are kept nowhere.

Each change bumps the generation: every page is read once for it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select

from scanner.model.ids import PersonId
from scanner.store.database import Transaction, bump_generation
from scanner.store.names import new_id
from scanner.store.schema import photo as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    digest: str = field(repr=False)
    """pHash, 16 hex digits."""
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPhoto:
    photo_id: str
    photo: Photo


def add(tx: Transaction, person_id: PersonId, photo: Photo) -> None:
    photo_id = new_id()
    tx.connection.execute(
        table.insert().values(
            photo_id=photo_id,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            sealed=tx.sealed(table, photo_id, photo, person_id),
        )
    )
    bump_generation(tx)


def of_person(tx: Transaction, person_id: PersonId) -> tuple[KeptPhoto, ...]:
    """Hers, the oldest first."""
    kept = (
        KeptPhoto(
            photo_id=row.photo_id,
            photo=tx.opened(table, row.photo_id, row.sealed, Photo, person_id),
        )
        for row in tx.connection.execute(_HERS, {"her": person_id}).all()
    )
    return tuple(sorted(kept, key=lambda one: (one.photo.added_at, one.photo_id)))


_HERS: Final = select(table).where(table.c.person_id == bindparam("her"))


def drop(tx: Transaction, person_id: PersonId, photo_id: str) -> bool:
    """Delete a photo's hash of hers. False where she has no such photo."""
    hers = (table.c.photo_id == photo_id) & (table.c.person_id == person_id)
    is_dropped = tx.connection.execute(delete(table).where(hers)).rowcount == 1
    if is_dropped:
        bump_generation(tx)
    return is_dropped
