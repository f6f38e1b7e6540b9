"""Her photos: measured in a process of its own, and forgotten before the answer is given."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from scanner.enrol.optin import HERSELF
from scanner.model.action import Action
from scanner.model.ids import PersonId
from scanner.sandbox import Named, Sandbox, SandboxFailed, SandboxTimeout
from scanner.store import audit, photos
from scanner.store.database import Store, Transaction
from scanner.store.photos import Photo

MEASURE: Final[Named[str]] = Named("scanner.people.photo", "measure")
MOST_PHOTOS: Final = 5
SECONDS: Final = 20.0
MEMORY_BYTES: Final = 2 * 1024 * 1024 * 1024
"""Of address space: numpy takes most of one gigabyte before the first picture."""


class Fault(StrEnum):
    NOT_READ = "not_read"
    """No picture that can be read, too large or too small."""
    TOO_MANY = "too_many"


async def add(store: Store, person_id: PersonId, picture: bytes, now: datetime) -> Fault | None:
    """Keep a photo's perceptual hash and nothing else of it; what is wrong otherwise."""
    sandbox = Sandbox(1, MEMORY_BYTES)
    try:
        digest = await sandbox.run(MEASURE, picture, seconds=SECONDS)
    except (SandboxFailed, SandboxTimeout):
        return Fault.NOT_READ
    finally:
        sandbox.close()
    is_kept = await store.awrite(lambda tx: _add(tx, person_id, digest, now))
    return None if is_kept else Fault.TOO_MANY


async def drop(store: Store, person_id: PersonId, photo_id: str, now: datetime) -> None:
    """Forget one photo of hers; nothing where she has no such photo."""
    await store.awrite(lambda tx: _drop(tx, person_id, photo_id, now))


def _add(tx: Transaction, person_id: PersonId, digest: str, now: datetime) -> bool:
    kept = [one.photo.digest for one in photos.of_person(tx, person_id)]
    if digest in kept:
        return True
    if len(kept) >= MOST_PHOTOS:
        return False
    photos.add(tx, person_id, Photo(digest=digest, added_at=now))
    audit.append(tx, at=now, actor=HERSELF, action=Action.PHOTO_ADD, person_id=person_id)
    return True


def _drop(tx: Transaction, person_id: PersonId, photo_id: str, now: datetime) -> None:
    if photos.drop(tx, person_id, photo_id):
        audit.append(tx, at=now, actor=HERSELF, action=Action.PHOTO_DROP, person_id=person_id)
