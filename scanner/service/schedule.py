"""Which sources are due: worked out from the store and the clock, so that it survives restarts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from scanner.model.frontier import Turn
from scanner.model.ids import SourceId
from scanner.places.sources import Source
from scanner.store import frontier, turns
from scanner.store.database import Transaction


def due(
    tx: Transaction, sources: Iterable[Source], now: datetime, left_after: timedelta
) -> frozenset[SourceId]:
    """The sources to take up now.

    However many visits were missed, a source is due once. What its last turn left over, by
    `max_pages`, a stop, a kill or a failing host, is due `left_after` that turn began: often enough
    for a large site, and no loop where every visit fails.
    """
    known = turns.every(tx)
    return frozenset(
        source.source_id
        for source in sources
        if not source.has_expired(now.date())
        and not source.is_quiet(now)
        and _is_due(tx, source, known.get(source.source_id), now, left_after)
    )


def _is_due(
    tx: Transaction, source: Source, turn: Turn | None, now: datetime, left_after: timedelta
) -> bool:
    # A turn that has not been yet was noted by a wrong clock: none is waited for.
    if turn is None or turn.began_at > now:
        return True
    waited = now - turn.began_at
    if waited >= source.cadence(turn.began_at):
        return True
    has_left = turn.open_since is not None or frontier.has_left(tx, source.source_id, now)
    return waited >= left_after and has_left


def is_report_due(
    reported_until: datetime | None,
    scanned_at: datetime | None,
    now: datetime,
    every: timedelta,
    *,
    is_scanning: bool,
) -> bool:
    """Whether a report is to be written, given until when the last one tells and when a scan last
    noted anything.

    A round under way would stand in it as so much that is not reached, so it waits for the end of
    the scan, but not for ever.
    """
    if scanned_at is None:
        return False
    if reported_until is None:
        return not is_scanning
    if scanned_at < reported_until:
        return False
    waited = now - reported_until
    return waited >= (2 * every if is_scanning else every)
