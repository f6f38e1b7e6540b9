"""When a scan last took up each source, and whether it came to its end.

From this alone a service that starts works out what is due.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, exists, func, select, update

from scanner.model.frontier import Turn
from scanner.model.ids import SourceId
from scanner.store.database import Transaction
from scanner.store.schema import source_turn
from scanner.store.upsert import upsert


def begin(tx: Transaction, sources: Iterable[SourceId], at: datetime) -> None:
    """Note that a scan takes `sources` up. They stay open until `close`, however the scan ends."""
    rows = [{"source_id": name, "began_at": at, "open_since": at} for name in sources]
    if not rows:
        return
    statement = upsert(tx.connection.dialect.name)(source_turn)
    given = statement.excluded
    beginning = statement.on_conflict_do_update(
        index_elements=[source_turn.c.source_id],
        set_={
            "began_at": given.began_at,
            "open_since": func.coalesce(source_turn.c.open_since, given.open_since),
        },
    )
    tx.connection.execute(beginning, rows)


def close(tx: Transaction, sources: Iterable[SourceId]) -> None:
    """Note that all that was visited of `sources` has been looked at, or is made up for."""
    closing = update(source_turn).where(source_turn.c.source_id.in_(tuple(sources)))
    tx.connection.execute(closing.values(open_since=None))


def note_whole(tx: Transaction, sources: Iterable[SourceId], horizon: datetime) -> None:
    """Note that the round which began at `horizon` has gone through all that it wanted."""
    of = and_(source_turn.c.source_id.in_(tuple(sources)), source_turn.c.first_whole.is_(None))
    tx.connection.execute(update(source_turn).where(of).values(first_whole=horizon))


def doubt_whole(tx: Transaction, source_id: SourceId, since: datetime) -> None:
    """Take back that a round which began at `since` or later was the first: what came in it was not
    looked at, for a kill cut it off, and comes again."""
    of = and_(source_turn.c.source_id == source_id, source_turn.c.first_whole >= since)
    tx.connection.execute(update(source_turn).where(of).values(first_whole=None))


def is_inventory(tx: Transaction, source_id: SourceId, horizon: datetime) -> bool:
    """Whether a visit in the round that began at `horizon` belongs to the first time that the
    source is gone through, be it in several rounds that were cut off."""
    is_later = exists().where(
        source_turn.c.source_id == source_id, source_turn.c.first_whole < horizon
    )
    return not tx.connection.scalar(select(is_later))


def every(tx: Transaction) -> dict[SourceId, Turn]:
    """The turns of all sources that were ever taken up."""
    return {
        SourceId(row.source_id): Turn(
            source_id=SourceId(row.source_id), began_at=row.began_at, open_since=row.open_since
        )
        for row in tx.connection.execute(select(source_turn))
    }
