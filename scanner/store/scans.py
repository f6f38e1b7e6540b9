"""Scans: when each began and ended."""

from datetime import datetime, timedelta

from sqlalchemy import func, insert, select, update

from scanner.model.ids import ScanId
from scanner.store.database import Transaction
from scanner.store.schema import scan


def begin(tx: Transaction, scan_id: ScanId, now: datetime) -> None:
    tx.connection.execute(insert(scan).values(scan_id=scan_id, started_at=now))


def end(tx: Transaction, scan_id: ScanId, now: datetime) -> None:
    ended = update(scan).where(scan.c.scan_id == scan_id).values(ended_at=now)
    tx.connection.execute(ended)


def unreported_since(tx: Transaction) -> datetime | None:
    """What happened from then on no report has told: after the end of the latest scan that ended,
    else from the start of the first. None before any.

    A scan that was killed counts with the next one, so that what it found is new there too.
    """
    ended, began = tx.connection.execute(
        select(func.max(scan.c.ended_at), func.min(scan.c.started_at))
    ).one()
    since: datetime | None = began if ended is None else ended + timedelta(microseconds=1)
    return since


def newest(tx: Transaction) -> datetime | None:
    """The latest time that a scan has noted; None before the first."""
    times = tx.connection.execute(select(func.max(scan.c.started_at), func.max(scan.c.ended_at)))
    return max((at for at in times.one() if at is not None), default=None)


def set_back(tx: Transaction, now: datetime) -> None:
    """Let no scan have been later than `now`: the clock has been set back since."""
    before = now - timedelta(microseconds=1)
    for column in (scan.c.started_at, scan.c.ended_at):
        tx.connection.execute(update(scan).where(column > now).values({column.name: before}))


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
