"""When each source was last seen well, and how often it was not since."""

from functools import cache
from typing import Final

from sqlalchemy import Insert, Row, select

from scanner.model.frontier import DuePage, SourceState
from scanner.model.ids import SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.store.database import Transaction
from scanner.store.schema import source_state
from scanner.store.upsert import upsert

NOT_TRIED: Final = frozenset({MissReason.BUDGET, MissReason.NOT_REACHED})
"""Our own limits say nothing about whether the source can be seen."""


def note(tx: Transaction, due: DuePage, outcome: Page | Missed) -> None:
    """Count a visit; in the transaction that finishes it."""
    if isinstance(outcome, Page):
        reason, at = None, outcome.fetched_at
    else:
        reason, at = outcome.reason, outcome.at
    if reason in NOT_TRIED:
        return
    is_unread = due.last_outcome == MissReason.UNREADABLE
    is_good = reason is None or (reason is MissReason.NOT_MODIFIED and not is_unread)
    values = {
        "source_id": due.source_id,
        "tried_at": at,
        "last_good_at": at if is_good else None,
        "misses": 0 if is_good else 1,
        "reason": "" if is_good else reason,
        "first_in": due.horizon,
    }
    tx.connection.execute(_noting(tx.connection.dialect.name, is_good=is_good), values)


def every(tx: Transaction) -> tuple[SourceState, ...]:
    """Sources that were tried, by id."""
    rows = tx.connection.execute(select(source_state).order_by(source_state.c.source_id))
    return tuple(map(_state, rows))


@cache
def _noting(dialect: str, *, is_good: bool) -> Insert:
    statement = upsert(dialect)(source_state)
    given = statement.excluded
    changed = {"tried_at": given.tried_at, "misses": given.misses, "reason": given.reason}
    if is_good:
        changed["last_good_at"] = given.last_good_at
    else:
        changed["misses"] = source_state.c.misses + 1
    noting: Insert = statement.on_conflict_do_update(
        index_elements=[source_state.c.source_id], set_=changed
    )
    return noting


def _state(row: Row[tuple[object, ...]]) -> SourceState:
    return SourceState(
        source_id=SourceId(row.source_id),
        tried_at=row.tried_at,
        last_good_at=row.last_good_at,
        misses=row.misses,
        reason=MissReason(row.reason) if row.reason else None,
    )
