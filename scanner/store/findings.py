"""Findings: working material, sealed under the key of the person they are about."""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, delete, func, select, update

from scanner.model.assessment import Level
from scanner.model.finding import Finding, FindingEvent
from scanner.model.ids import (
    CaseReference,
    ClusterId,
    FindingId,
    PersonId,
)
from scanner.model.person import PersonState
from scanner.store import consents, judgements
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.names import new_id, readable
from scanner.store.schema import (
    acknowledgement,
    case_redirect,
    finding_event,
    person,
    registered_case,
)
from scanner.store.schema import finding as table

REFERENCE_LENGTH: Final = 6


def save(tx: Transaction, finding: Finding, *, now: datetime) -> bool:
    """Keep a finding, new or changed, with the event of its change.

    False, and nothing is kept, where she has no valid consent in this transaction.
    """
    if not consents.is_valid(tx, finding.person_id, now):
        return False
    before = _one(tx, select(table).where(table.c.finding_id == finding.finding_id))
    if before is None:
        tx.connection.execute(table.insert().values(tenant_id=tx.tenant_id, **_row(tx, finding)))
    elif before != finding:
        _update(tx, finding)
    if before is None or _news(before) != _news(finding):
        _keep_event(tx, finding)
    return True


def of_key(tx: Transaction, person_id: PersonId, cluster_id: ClusterId) -> Finding | None:
    """Her finding in a cluster."""
    query = select(table).where(table.c.person_id == person_id, table.c.cluster_id == cluster_id)
    return _one(tx, query)


def of_ids(tx: Transaction, ids: Collection[FindingId]) -> tuple[Finding, ...]:
    """These findings, as far as they are still there."""
    return _all(tx, select(table).where(table.c.finding_id.in_(ids)))


def for_person(tx: Transaction, person_id: PersonId) -> tuple[Finding, ...]:
    """All of her findings, gravest first: for her own page only."""
    return _all(tx, select(table).where(table.c.person_id == person_id))


def shown_to_staff(tx: Transaction, person_id: PersonId) -> Iterator[Finding]:
    """Hers from level low up, in no order, each read when it is asked for."""
    at_least = table.c.level >= Level.LOW
    query = select(table).where(table.c.person_id == person_id, at_least)
    yield from _opened(tx, tx.connection.execute(query))


def hers(tx: Transaction, person_id: PersonId, reference: str) -> Finding | None:
    """For her own page: her case with this reference, or the one that it was merged into."""
    moved = select(case_redirect.c.finding_id).where(case_redirect.c.case_reference == reference)
    query = select(table).where(
        (table.c.case_reference == reference) | table.c.finding_id.in_(moved),
        table.c.person_id == person_id,
    )
    return _one(tx, query)


def at_or_above(tx: Transaction, level: Level) -> tuple[Finding, ...]:
    """For staff: findings from `level` up, gravest first.

    Raises `ValueError` below `Level.LOW`: what is neutral or lawful criticism is hers alone.
    """
    if level < Level.LOW:
        raise ValueError("staff see no finding below level low")
    return _all(tx, select(table).where(table.c.level >= level, _of_active_people()))


def every(tx: Transaction) -> Iterator[Finding]:
    """Every finding, in no order: to know what stands where and what is over, not to be shown."""
    return _opened(tx, tx.connection.execute(select(table)))


def forget(tx: Transaction, ids: Collection[str]) -> None:
    """Delete findings whose time is over, with all that hangs on them but evidence."""
    for rows in (finding_event, acknowledgement, case_redirect, table):
        tx.connection.execute(delete(rows).where(rows.c.finding_id.in_(ids)))


def by_reference(tx: Transaction, reference: CaseReference) -> Finding | None:
    """For staff: the case with this reference, or the one that it was merged into."""
    moved = select(case_redirect.c.finding_id).where(case_redirect.c.case_reference == reference)
    query = select(table).where(
        (table.c.case_reference == reference) | table.c.finding_id.in_(moved),
        table.c.level >= Level.LOW,
        _of_active_people(),
    )
    return _one(tx, query)


def events(tx: Transaction, finding_id: FindingId) -> tuple[FindingEvent, ...]:
    """What the looks at a finding brought, in order."""
    rows = tx.connection.execute(
        select(finding_event)
        .where(finding_event.c.finding_id == finding_id)
        .order_by(finding_event.c.number)
    )
    return tuple(_open_event(tx, row) for row in rows.all())


def new_reference(tx: Transaction, choose: Callable[[str], str] = secrets.choice) -> CaseReference:
    """A case reference that names no case yet, and counts nothing."""
    while True:
        letters = readable(REFERENCE_LENGTH, choose)
        reference = CaseReference(f"V-{letters}")
        if not _is_taken(tx, reference):
            return reference


def move(tx: Transaction, finding: Finding, cluster_id: ClusterId) -> None:
    """Put a finding into the cluster that its own was merged into."""
    _update(tx, replace(finding, cluster_id=cluster_id))


def replace_by(tx: Transaction, other: Finding, united: Finding) -> None:
    """Let `united` stand for both; the reference of `other` leads to it from now on."""
    of_other = finding_event.c.finding_id == other.finding_id
    tx.connection.execute(delete(finding_event).where(of_other))
    tx.connection.execute(
        delete(acknowledgement).where(acknowledgement.c.finding_id == other.finding_id)
    )
    tx.connection.execute(
        update(case_redirect)
        .where(case_redirect.c.finding_id == other.finding_id)
        .values(finding_id=united.finding_id)
    )
    judgements.unite(tx, united.person_id, other=other.finding_id, united=united.finding_id)
    tx.connection.execute(delete(table).where(table.c.finding_id == other.finding_id))
    tx.connection.execute(
        case_redirect.insert().values(
            case_reference=other.case_reference,
            tenant_id=tx.tenant_id,
            person_id=other.person_id,
            finding_id=united.finding_id,
        )
    )
    _update(tx, united)


def _row(tx: Transaction, finding: Finding) -> dict[str, object]:
    return {
        "finding_id": finding.finding_id,
        "person_id": finding.person_id,
        "cluster_id": finding.cluster_id,
        "case_reference": finding.case_reference,
        "level": finding.assessment.severity.level,
        "sealed": tx.sealed(table, finding.finding_id, finding, finding.person_id),
    }


def _update(tx: Transaction, finding: Finding) -> None:
    tx.connection.execute(
        update(table).where(table.c.finding_id == finding.finding_id).values(_row(tx, finding))
    )


def _news(finding: Finding) -> tuple[object, ...]:
    return finding.change, finding.changed_at, finding.detail_version


def _keep_event(tx: Transaction, finding: Finding) -> None:
    event_id = new_id()
    last = select(func.max(finding_event.c.number)).where(
        finding_event.c.finding_id == finding.finding_id
    )
    event = FindingEvent(
        at=finding.changed_at, change=finding.change, level=finding.assessment.severity.level
    )
    tx.connection.execute(
        finding_event.insert().values(
            event_id=event_id,
            tenant_id=tx.tenant_id,
            person_id=finding.person_id,
            finding_id=finding.finding_id,
            number=(tx.connection.scalar(last) or 0) + 1,
            sealed=tx.sealed(finding_event, event_id, event, finding.person_id),
        )
    )


def _open_event(tx: Transaction, row: Any) -> FindingEvent:
    person_id = PersonId(row.person_id)
    return tx.opened(finding_event, row.event_id, row.sealed, FindingEvent, person_id)


def _is_taken(tx: Transaction, reference: CaseReference) -> bool:
    columns = (
        table.c.case_reference,
        case_redirect.c.case_reference,
        registered_case.c.case_reference,
    )
    return any(
        tx.connection.scalar(select(func.count()).where(column == reference)) for column in columns
    )


def _of_active_people() -> ColumnElement[bool]:
    # Who withdrew is shown to nobody, from the moment that she did.
    active = select(person.c.person_id).where(person.c.state == PersonState.ACTIVE)
    return table.c.person_id.in_(active)


def _one(tx: Transaction, query: Select[Any]) -> Finding | None:
    return next(_opened(tx, tx.connection.execute(query).all()), None)


def _all(tx: Transaction, query: Select[Any]) -> tuple[Finding, ...]:
    return tuple(sorted(_opened(tx, tx.connection.execute(query).all()), key=_gravest_first))


def _opened(tx: Transaction, rows: Iterable[Any]) -> Iterator[Finding]:
    for row in rows:
        try:
            yield tx.opened(table, row.finding_id, row.sealed, Finding, PersonId(row.person_id))
        except ErasedPerson:
            # Her erasure is under way: the row is as good as gone.
            continue


def _gravest_first(finding: Finding) -> tuple[float | str, ...]:
    severity = finding.assessment.severity
    return -severity.level, -severity.score, finding.first_seen.isoformat(), finding.finding_id
