"""Erasures under way and done: a withdrawal as steps that may be repeated, in one order.

What is left when it is done: a random id and two times. Registered cases are not touched here.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, delete, func, select, update

from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.store import clusters
from scanner.store.database import Transaction
from scanner.store.names import new_id
from scanner.store.registered import RegisteredCase
from scanner.store.schema import erasure as table
from scanner.store.schema import (
    evidence,
    evidence_subject,
    finding,
    metadata,
    report_file,
    report_person,
)


class Step(StrEnum):
    """What is to be done next."""

    KEY = "key"
    FILES = "files"
    ROWS = "rows"
    LOG = "log"
    """The database's write-ahead log still holds pages of deleted rows."""
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What she is told when everything is gone."""

    erasure_id: str
    mail: Personal
    """Unknown where her key was lost, or she has left her work mailbox: nobody can be told."""
    language: str
    withdrawn_at: datetime
    findings: int
    """How many were erased."""
    registered: tuple[RegisteredCase, ...]
    """What the law forbids to destroy: locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    erasure_id: str
    person_id: PersonId
    step: Step
    receipt: Receipt | None
    """None where nobody can be told any more: the erasure is done, or repeated after a restore."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """A thing that may be about several people, and goes when one of them goes."""

    thing: Table
    link: Table
    id: str


_EVIDENCE: Final = _Shared(thing=evidence, link=evidence_subject, id="evidence_id")
_REPORTS: Final = _Shared(thing=report_file, link=report_person, id="report_id")


def begin(tx: Transaction, person_id: PersonId, receipt: Receipt | None, now: datetime) -> Erasure:
    """Start to erase a person, or start again where a restore brought her back."""
    known = tx.connection.execute(
        select(table).where(table.c.erased_person_id == person_id)
    ).one_or_none()
    if known is not None:
        again = update(table).where(table.c.erasure_id == known.erasure_id)
        tx.connection.execute(again.values(step=Step.KEY, done_at=None))
        return replace(_erasure(tx, known), step=Step.KEY)
    erasure_id = receipt.erasure_id if receipt is not None else new_id()
    sealed = None if receipt is None else tx.sealed(table, erasure_id, receipt)
    tx.connection.execute(
        table.insert().values(
            erasure_id=erasure_id,
            tenant_id=tx.tenant_id,
            erased_person_id=person_id,
            started_at=now,
            step=Step.KEY,
            sealed=sealed,
        )
    )
    return Erasure(erasure_id=erasure_id, person_id=person_id, step=Step.KEY, receipt=receipt)


def reach(tx: Transaction, erasure: Erasure, step: Step) -> Erasure:
    """Note that everything before `step` is done; another process may have finished already."""
    this = update(table).where(table.c.erasure_id == erasure.erasure_id, table.c.done_at.is_(None))
    tx.connection.execute(this.values(step=step))
    return replace(erasure, step=step)


def finish(tx: Transaction, erasure: Erasure, now: datetime) -> bool:
    """Everything is done: what is left is the tombstone. False where another process was first."""
    this = (table.c.erasure_id == erasure.erasure_id) & table.c.done_at.is_(None)
    done = update(table).where(this).values(step=Step.DONE, done_at=now, sealed=None)
    return tx.connection.execute(done).rowcount == 1


def pending(tx: Transaction) -> tuple[Erasure, ...]:
    """Erasures that are not done, oldest first."""
    query = select(table).where(table.c.done_at.is_(None)).order_by(table.c.started_at)
    return tuple(_erasure(tx, row) for row in tx.connection.execute(query).all())


def count_findings(tx: Transaction, person_id: PersonId) -> int:
    hers = select(func.count()).where(finding.c.person_id == person_id)
    return tx.connection.scalar(hers) or 0


def evidence_names(tx: Transaction, person_id: PersonId) -> tuple[str, ...]:
    """The names of evidence files in the evidence folder that show her."""
    of_hers = evidence.c.evidence_id.in_(_ids_with(_EVIDENCE, person_id))
    return tuple(tx.connection.scalars(select(evidence.c.file).where(of_hers)))


def report_paths(tx: Transaction, person_id: PersonId) -> tuple[Path, ...]:
    """The report files that she stands in."""
    of_hers = report_file.c.report_id.in_(_ids_with(_REPORTS, person_id))
    return tuple(map(Path, tx.connection.scalars(select(report_file.c.path).where(of_hers))))


def delete_rows(tx: Transaction, person_id: PersonId) -> None:
    """Delete every row of hers in every table that names people, and what she shares.

    A page or report that shows somebody else too goes as a whole: it still shows her.
    """
    for shared in (_EVIDENCE, _REPORTS):
        ids = tx.connection.scalars(_ids_with(shared, person_id)).all()
        for rows in (shared.link, shared.thing):
            tx.connection.execute(delete(rows).where(rows.c[shared.id].in_(ids)))
    for rows in reversed(metadata.sorted_tables):
        if "person_id" in rows.c:
            tx.connection.execute(delete(rows).where(rows.c.person_id == person_id))
    clusters.sweep(tx)


def _ids_with(shared: _Shared, person_id: PersonId) -> Any:
    of_hers: ColumnElement[bool] = shared.link.c.person_id == person_id
    return select(shared.link.c[shared.id]).where(of_hers)


def _erasure(tx: Transaction, row: Any) -> Erasure:
    return Erasure(
        erasure_id=row.erasure_id,
        person_id=PersonId(row.erased_person_id),
        step=Step(row.step),
        receipt=None if row.sealed is None else _receipt(tx, row),
    )


def _receipt(tx: Transaction, row: Any) -> Receipt:
    return tx.opened(table, row.erasure_id, row.sealed, Receipt)
