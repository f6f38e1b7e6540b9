"""Scans: when each began and ended."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, insert, select, update

from scanner.model.ids import ScanId
from scanner.store.database import Transaction
from scanner.store.schema import report_period, scan

KEPT: Final = 20_000
"""So many scans are remembered: two months of one each five minutes. Not by their age, for a clock
that leaps must not make them old."""


def begin(tx: Transaction, scan_id: ScanId, now: datetime) -> None:
    tx.connection.execute(insert(scan).values(scan_id=scan_id, started_at=now))
    oldest = select(scan.c.started_at).order_by(scan.c.started_at.desc()).offset(KEPT).limit(1)
    tx.connection.execute(delete(scan).where(scan.c.started_at <= oldest.scalar_subquery()))


def end(tx: Transaction, scan_id: ScanId, now: datetime) -> None:
    ended = update(scan).where(scan.c.scan_id == scan_id).values(ended_at=now)
    tx.connection.execute(ended)


def note_report(tx: Transaction, since: datetime, until: datetime) -> None:
    """Note that a report has told of that time."""
    tx.connection.execute(delete(report_period))
    tx.connection.execute(insert(report_period).values(since=since, until=until))


def reported_until(tx: Transaction) -> datetime | None:
    """Until when the last report tells; None before the first."""
    until: datetime | None = tx.connection.scalar(select(func.max(report_period.c.until)))
    return until


def unreported_since(tx: Transaction) -> datetime | None:
    """What happened from then on no report has told: since the last one was written, else from the
    start of the first scan. None before any.

    What a scan found that was killed, or whose report could not be written, is new in the next.
    """
    return reported_until(tx) or tx.connection.scalar(select(func.min(scan.c.started_at)))


def news_since(tx: Transaction) -> datetime | None:
    """From when on something is new to who reads the last report now; None before any scan."""
    since: datetime | None = tx.connection.scalar(select(func.max(report_period.c.since)))
    return since or tx.connection.scalar(select(func.min(scan.c.started_at)))


def newest(tx: Transaction) -> datetime | None:
    """The latest time that a scan has noted; None before the first."""
    times = tx.connection.execute(select(func.max(scan.c.started_at), func.max(scan.c.ended_at)))
    return max((at for at in times.one() if at is not None), default=None)


def set_back(tx: Transaction, now: datetime) -> None:
    """Let no scan have been later than `now`: the clock has been set back since."""
    before = now - timedelta(microseconds=1)
    for column in (scan.c.started_at, scan.c.ended_at, report_period.c.until):
        late = update(column.table).where(column > now)
        tx.connection.execute(late.values({column.name: before}))


def last_scan_began(tx: Transaction) -> datetime | None:
    """When the latest scan began; None before the first."""
    began: datetime | None = tx.connection.scalar(select(func.max(scan.c.started_at)))
    return began


def last_began_by(tx: Transaction, until: datetime) -> datetime | None:
    """When the latest scan began of those that had begun by then; None where none had."""
    began: datetime | None = tx.connection.scalar(
        select(func.max(scan.c.started_at)).where(scan.c.started_at <= until)
    )
    return began
