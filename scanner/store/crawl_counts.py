"""How the crawl stands, in counts that are the same whoever is enrolled."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from scanner.model.ids import SourceId
from scanner.model.page import MissReason
from scanner.store.database import Transaction
from scanner.store.frontier import CAME, READ, PageKind, PageState
from scanner.store.schema import host, page

ALIKE: Final = frozenset(
    {READ, CAME, MissReason.NOT_MODIFIED, MissReason.UNREADABLE, MissReason.PARTLY}
)
"""Outcomes that are one here. Whether a page that came has been looked at, and how far, depends on
who is named; who asks for unchanged pages again after an enrolment tells of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """The known pages of one source."""

    source_id: SourceId
    outcomes: tuple[tuple[str, int], ...]
    """How many pages the latest visit of came to what, by name; "came" is one of `ALIKE`, "new"
    was never visited."""
    waiting: int
    """Pages that are due."""
    oldest_due: datetime | None
    """When the one was due that has waited longest; None where none waits."""


def of_source(tx: Transaction, source_id: SourceId, now: datetime) -> SourceCount:
    """Pages outside every source are left out: what led to them may be somebody's."""
    own = (
        (page.c.source_id == source_id)
        & (page.c.kind != PageKind.ONCE)
        & page.c.state.in_((PageState.WAITING, PageState.LEASED))
    )
    visited = select(page.c.outcome, func.count()).where(own).group_by(page.c.outcome)
    outcomes: Counter[str] = Counter()
    for outcome, count in tx.connection.execute(visited):
        outcomes["came" if outcome in ALIKE else outcome or "new"] += count
    due = select(func.count(), func.min(page.c.due_at)).where(own, page.c.due_at <= now)
    waiting, oldest = tx.connection.execute(due).one()
    return SourceCount(
        source_id=source_id,
        outcomes=tuple(sorted(outcomes.items())),
        waiting=waiting,
        oldest_due=oldest,
    )


def resting_hosts(tx: Transaction, fails: int, now: datetime) -> int:
    """Hosts that failed so often in a row and are left alone for now."""
    resting = select(func.count()).where(host.c.fails >= fails, host.c.next_at > now)
    count: int = tx.connection.scalar(resting) or 0
    return count
