"""The pages at people-search sites that people let be looked up, with the looks. All sealed."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import delete, select, update

from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.model.recheck import Look, Recheck
from scanner.people.recheck import with_look
from scanner.store import consents
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.names import new_id
from scanner.store.schema import recheck as table


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecheck:
    recheck_id: str
    person_id: PersonId = field(repr=False)
    recheck: Recheck


def of_person(tx: Transaction, person_id: PersonId) -> tuple[KeptRecheck, ...]:
    """Hers, by site. Raises `ErasedPerson` where she has some but no key."""
    query = select(table).where(table.c.person_id == person_id)
    found = (
        KeptRecheck(
            recheck_id=row.recheck_id,
            person_id=person_id,
            recheck=tx.opened(table, row.recheck_id, row.sealed, Recheck, person_id),
        )
        for row in tx.connection.execute(query).all()
    )
    return tuple(sorted(found, key=lambda kept: kept.recheck.site_id))


def every(tx: Transaction) -> Iterator[KeptRecheck]:
    """Everybody's, but of who is leaving."""
    named = tx.connection.scalars(select(table.c.person_id).distinct()).all()
    for person_id in map(PersonId, named):
        with suppress(ErasedPerson):
            yield from of_person(tx, person_id)


def may_allow(tx: Transaction, person_id: PersonId) -> bool:
    """Whether it is offered her: not with protected personal data. Raises as `consents.latest`."""
    return not consents.latest(tx, person_id).choices.is_protected


def allow(
    tx: Transaction, person_id: PersonId, site_id: str, address: Personal, now: datetime
) -> None:
    """Keep the one page of hers at a site; what was known of another one there goes."""
    forget(tx, person_id, site_id)
    recheck_id, made = new_id(), Recheck(site_id=site_id, address=address, allowed_at=now)
    tx.connection.execute(
        table.insert().values(
            recheck_id=recheck_id,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            sealed=tx.sealed(table, recheck_id, made, person_id),
        )
    )


def forget(tx: Transaction, person_id: PersonId, site_id: str) -> None:
    """Nothing is asked there for her any more, from the next request on."""
    old = [one.recheck_id for one in of_person(tx, person_id) if one.recheck.site_id == site_id]
    hers = table.c.person_id == person_id
    tx.connection.execute(delete(table).where(hers, table.c.recheck_id.in_(old)))


def forget_all(tx: Transaction) -> None:
    """Nobody's page is asked for until she allows it anew."""
    tx.connection.execute(delete(table))


def find(tx: Transaction, kept: KeptRecheck) -> KeptRecheck | None:
    """It as it is now; None where she has taken it back."""
    with suppress(ErasedPerson):
        for one in of_person(tx, kept.person_id):
            if one.recheck_id == kept.recheck_id:
                return one
    return None


def note(tx: Transaction, kept: KeptRecheck, look: Look) -> None:
    """Keep a look of hers; nothing where she has taken the address back."""
    now = find(tx, kept)
    if now is None:
        return
    seen = replace(now, recheck=with_look(now.recheck, look))
    sealed = tx.sealed(table, seen.recheck_id, seen.recheck, seen.person_id)
    this = update(table).where(table.c.recheck_id == seen.recheck_id)
    tx.connection.execute(this.values(sealed=sealed))
