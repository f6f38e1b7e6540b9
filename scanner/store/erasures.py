"""Erasures under way and done: a withdrawal as steps that may be repeated, in one order.

What is left when it is done: a random id and two times. Registered cases are not touched here.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from scanner.model.ids import EvidenceId, PersonId
from scanner.model.personal import Personal
from scanner.store import evidence_files
from scanner.store.database import Transaction
from scanner.store.names import new_id
from scanner.store.registered import RegisteredCase
from scanner.store.schema import erasure as table
from scanner.store.schema import (
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
    evidence: tuple[EvidenceId, ...] = ()
    """What shows her: noted here, for without her key nothing leads to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    receipt: Receipt | None
    evidence: tuple[EvidenceId, ...]


def begin(tx: Transaction, person_id: PersonId, receipt: Receipt | None, now: datetime) -> Erasure:
    """Start to erase a person, or start again where a restore brought her back.

    Her key must not be destroyed before: where it is gone, evidence goes for want of its own key.
    """
    known = tx.connection.execute(
        select(table).where(table.c.erased_person_id == person_id)
    ).one_or_none()
    if known is not None:
        again = update(table).where(table.c.erasure_id == known.erasure_id)
        tx.connection.execute(again.values(step=Step.KEY, done_at=None))
        return replace(_erasure(tx, known), step=Step.KEY)
    erasure_id = receipt.erasure_id if receipt is not None else new_id()
    shown = tuple(file.evidence_id for file in evidence_files.of_person(tx, person_id))
    plan = _Plan(receipt=receipt, evidence=shown)
    tx.connection.execute(
        table.insert().values(
            erasure_id=erasure_id,
            tenant_id=tx.tenant_id,
            erased_person_id=person_id,
            started_at=now,
            step=Step.KEY,
            sealed=tx.sealed(table, erasure_id, plan),
        )
    )
    return Erasure(
        erasure_id=erasure_id,
        person_id=person_id,
        step=Step.KEY,
        receipt=receipt,
        evidence=shown,
    )


def note_step(tx: Transaction, erasure: Erasure, step: Step) -> Erasure:
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


def report_paths(tx: Transaction, person_id: PersonId) -> tuple[Path, ...]:
    """The report files that she stands in."""
    paths = select(report_file.c.path).where(report_file.c.report_id.in_(_reports_of(person_id)))
    return tuple(map(Path, tx.connection.scalars(paths)))


def delete_rows(
    tx: Transaction, person_id: PersonId, evidence: Collection[EvidenceId] = ()
) -> None:
    """Delete every row of hers in every table that names people, and what she shares.

    A page or report that shows somebody else too goes as a whole: it still shows her.
    """
    evidence_files.forget(tx, evidence)
    forget_reports(tx, person_id)
    for rows in reversed(metadata.sorted_tables):
        if "person_id" in rows.c:
            tx.connection.execute(delete(rows).where(rows.c.person_id == person_id))


def forget_reports(tx: Transaction, person_id: PersonId) -> None:
    """Delete the rows of the report files that she stands in. Remove the files before."""
    reports = tx.connection.scalars(_reports_of(person_id)).all()
    for rows in (report_person, report_file):
        tx.connection.execute(delete(rows).where(rows.c.report_id.in_(reports)))


def _reports_of(person_id: PersonId) -> Select[tuple[str]]:
    return select(report_person.c.report_id).where(report_person.c.person_id == person_id)


def _erasure(tx: Transaction, row: Any) -> Erasure:
    plan = _Plan(receipt=None, evidence=())
    if row.sealed is not None:
        plan = tx.opened(table, row.erasure_id, row.sealed, _Plan)
    return Erasure(
        erasure_id=row.erasure_id,
        person_id=PersonId(row.erased_person_id),
        step=Step(row.step),
        receipt=plan.receipt,
        evidence=plan.evidence,
    )
