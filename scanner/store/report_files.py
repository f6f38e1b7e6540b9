"""Report files: each known by the people in it, so that it can be removed with any of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, delete, select

from scanner.model.ids import PersonId
from scanner.store.database import Transaction
from scanner.store.schema import report_file as table
from scanner.store.schema import report_person


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    report_id: str
    path: Path
    made_at: datetime


def register(tx: Transaction, report: ReportFile, people: Iterable[PersonId]) -> None:
    """Know a file, and everybody a finding of whom stands in it, before the file is written."""
    tx.connection.execute(
        table.insert().values(
            report_id=report.report_id,
            tenant_id=tx.tenant_id,
            path=str(report.path),
            made_at=report.made_at,
        )
    )
    for person_id in sorted(set(people)):
        tx.connection.execute(
            report_person.insert().values(
                report_id=report.report_id, person_id=person_id, tenant_id=tx.tenant_id
            )
        )


def made_before(tx: Transaction, at: datetime) -> tuple[ReportFile, ...]:
    """Every file older than `at`."""
    return _files(tx, select(table).where(table.c.made_at < at))


def at_path(tx: Transaction, path: Path) -> tuple[ReportFile, ...]:
    """The file with this path, after the earlier ones that it replaces."""
    return _files(tx, select(table).where(table.c.path == str(path)))


def of_person(tx: Transaction, person_id: PersonId) -> tuple[ReportFile, ...]:
    """The files that a person stands in, the oldest first."""
    hers = select(report_person.c.report_id).where(report_person.c.person_id == person_id)
    return _files(tx, select(table).where(table.c.report_id.in_(hers)))


def everybody(tx: Transaction) -> tuple[PersonId, ...]:
    """Who stands in any file."""
    known = select(report_person.c.person_id).distinct().order_by(report_person.c.person_id)
    return tuple(map(PersonId, tx.connection.scalars(known)))


def paths(tx: Transaction) -> frozenset[Path]:
    """Where every known file is."""
    return frozenset(map(Path, tx.connection.scalars(select(table.c.path))))


def forget(tx: Transaction, report_id: str) -> None:
    """Forget a file, after it was removed. May be repeated."""
    for rows in (report_person, table):
        tx.connection.execute(delete(rows).where(rows.c.report_id == report_id))


def _files(tx: Transaction, query: Select[Any]) -> tuple[ReportFile, ...]:
    rows = tx.connection.execute(query.order_by(table.c.made_at, table.c.report_id)).all()
    return tuple(
        ReportFile(report_id=row.report_id, path=Path(row.path), made_at=row.made_at)
        for row in rows
    )
