"""What was said of her findings, kept for the next time: sealed under her key, gone with her.

A finding is forgotten some weeks after its page is; a namesake stays.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Final

from sqlalchemy import delete, select

from scanner.model.ids import FindingId, PersonId
from scanner.model.judgement import Judgement, KeptJudgement
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.names import new_id
from scanner.store.schema import judgement as table

MOST: Final = 100
"""Judgements of one person; the oldest go first. All of them are held against each page that names
her."""


def keep(
    tx: Transaction, person_id: PersonId, finding_id: FindingId, said: Judgement | None
) -> None:
    """Let this be the last word on a finding of hers; None: let there be none."""
    _forget(tx, [finding_id])
    if said is None:
        return
    kept = of_person(tx, person_id)
    _forget(tx, [one.finding_id for one in kept[: len(kept) - MOST + 1]])
    judgement_id = new_id()
    tx.connection.execute(
        table.insert().values(
            judgement_id=judgement_id,
            tenant_id=tx.tenant_id,
            person_id=person_id,
            finding_id=finding_id,
            sealed=tx.sealed(table, judgement_id, said, person_id),
        )
    )


def of_person(tx: Transaction, person_id: PersonId) -> tuple[KeptJudgement, ...]:
    """Hers, oldest first. Raises `ErasedPerson` where she has some but no key."""
    rows = tx.connection.execute(select(table).where(table.c.person_id == person_id)).all()
    kept = (
        KeptJudgement(
            person_id=person_id,
            finding_id=FindingId(row.finding_id),
            judgement=tx.opened(table, row.judgement_id, row.sealed, Judgement, person_id),
        )
        for row in rows
    )
    return tuple(sorted(kept, key=lambda one: (one.judgement.at, one.finding_id)))


def of_people(tx: Transaction, people: Collection[PersonId]) -> tuple[KeptJudgement, ...]:
    """Everything of these people but of who is leaving."""
    return tuple(_of_people(tx, people))


def unite(tx: Transaction, person_id: PersonId, *, other: FindingId, united: FindingId) -> None:
    """Let what was said of two findings stand for one: somebody else only where both say so."""
    kept = {one.finding_id: one.judgement for one in of_person(tx, person_id)}
    said = [kept[one] for one in (united, other) if one in kept]
    _forget(tx, [other])
    keep(tx, person_id, united, max(said, key=lambda one: one.is_her, default=None))


def _of_people(tx: Transaction, people: Collection[PersonId]) -> Iterator[KeptJudgement]:
    for person_id in sorted(people):
        with suppress(ErasedPerson):
            yield from of_person(tx, person_id)


def _forget(tx: Transaction, ids: Collection[FindingId]) -> None:
    tx.connection.execute(delete(table).where(table.c.finding_id.in_(ids)))
