"""Hosts that share a pace, and how they stand."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Insert, Row, and_, or_, select, update

from scanner.model.frontier import HostState
from scanner.model.page import MissReason
from scanner.store.database import Transaction
from scanner.store.schema import host
from scanner.store.upsert import upsert


def find(tx: Transaction, host_group: str) -> HostState | None:
    row = tx.connection.execute(select(host).where(host.c.host_group == host_group)).first()
    return None if row is None else _host_state(row)


def save(tx: Transaction, state: HostState) -> None:
    """Store how a host stands, unless something later is stored already."""
    values = {
        "host_group": state.host_group,
        "next_at": state.next_at,
        "latency_us": round(state.latency_seconds * 1_000_000),
        "fails": state.fails,
        "reason": state.reason or "",
        "budget_day": state.budget_day,
        "budget_used": state.budget_used,
    }
    tx.connection.execute(_saving(tx.connection.dialect.name), values)


def bring_forward(tx: Transaction, now: datetime, *, calm: timedelta, failing: timedelta) -> None:
    """End the rest of hosts that would last longer: nobody asked for it, the clock ran ahead.

    `calm`: the longest rest of those that answered well, `failing`: of the others.
    """
    too_long = or_(
        and_(host.c.fails == 0, host.c.next_at > now + calm),
        and_(host.c.fails > 0, host.c.next_at > now + failing),
    )
    tx.connection.execute(update(host).where(too_long).values(next_at=now))


@cache
def _saving(dialect: str) -> Insert:
    statement = upsert(dialect)(host)
    given = statement.excluded
    saving: Insert = statement.on_conflict_do_update(
        index_elements=[host.c.host_group],
        set_={column.name: given[column.name] for column in host.c if not column.primary_key},
        where=host.c.next_at <= given.next_at,
    )
    return saving


def _host_state(row: Row[Any]) -> HostState:
    return HostState(
        host_group=row.host_group,
        next_at=row.next_at,
        latency_seconds=row.latency_us / 1_000_000,
        fails=row.fails,
        reason=MissReason(row.reason) if row.reason else None,
        budget_day=row.budget_day,
        budget_used=row.budget_used,
    )
