"""What a second reader said of a case. Sealed under her key; how the asking went, in the open."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, insert, or_, select, update

from scanner.model.assessment import Level
from scanner.model.finding import Finding
from scanner.model.ids import FindingId
from scanner.model.second_reading import ReadingState, SecondReading
from scanner.store import findings
from scanner.store.database import Transaction
from scanner.store.schema import finding as case
from scanner.store.schema import second_reading as table

MOST_TRIES: Final = 2
"""A process that is killed while it waits has asked already: once more, and never again."""


def open_cases(tx: Transaction) -> Iterator[Finding]:
    """Cases from level low up of which nobody was asked, or nobody heard the answer yet."""
    unheard = or_(table.c.state.is_(None), table.c.state == ReadingState.ASKED)
    query = (
        select(case.c.finding_id)
        .outerjoin(table, table.c.finding_id == case.c.finding_id)
        .where(case.c.level >= Level.LOW, unheard)
        .order_by(case.c.finding_id)
    )
    for finding_id in tx.connection.scalars(query).all():
        yield from findings.of_ids(tx, (FindingId(finding_id),))


def of_case(tx: Transaction, finding: Finding) -> SecondReading | None:
    row = tx.connection.execute(
        select(table).where(table.c.finding_id == finding.finding_id)
    ).one_or_none()
    if row is None:
        return None
    return tx.opened(table, finding.finding_id, row.sealed, SecondReading, finding.person_id)


def claim(
    tx: Transaction, finding: Finding, model: str, now: datetime, patience: timedelta
) -> SecondReading | None:
    """Note that a case is being asked about, before anything leaves; None where it must not be.

    What was claimed less than `patience` ago may still be answered.
    """
    before = of_case(tx, finding)
    if before is not None:
        if timedelta(0) <= now - before.asked_at < patience:
            return None
        if before.tries >= MOST_TRIES:
            _keep(tx, finding, _ended(before, ReadingState.LOST))
            return None
    tries = 1 if before is None else before.tries + 1
    reading = SecondReading(state=ReadingState.ASKED, asked_at=now, tries=tries, model=model)
    _keep(tx, finding, reading)
    return reading


def keep(tx: Transaction, finding: Finding, claimed: SecondReading, reading: SecondReading) -> bool:
    """Keep what came of asking; False where the claim is gone: with her, or to another process."""
    if of_case(tx, finding) != claimed:
        return False
    _keep(tx, finding, reading)
    return True


def counts(tx: Transaction) -> dict[ReadingState, int]:
    """How the asking went, of the cases that are kept."""
    query = select(table.c.state, func.count()).group_by(table.c.state)
    return {ReadingState(state): count for state, count in tx.connection.execute(query).all()}


def _ended(reading: SecondReading, state: ReadingState) -> SecondReading:
    return SecondReading(
        state=state, asked_at=reading.asked_at, tries=reading.tries, model=reading.model
    )


def _keep(tx: Transaction, finding: Finding, reading: SecondReading) -> None:
    sealed = tx.sealed(table, finding.finding_id, reading, finding.person_id)
    this = table.c.finding_id == finding.finding_id
    values = {"state": reading.state, "sealed": sealed}
    if tx.connection.execute(update(table).where(this).values(values)).rowcount:
        return
    tx.connection.execute(
        insert(table).values(
            finding_id=finding.finding_id,
            tenant_id=tx.tenant_id,
            person_id=finding.person_id,
            **values,
        )
    )
