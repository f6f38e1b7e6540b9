"""Which alarms are up: sources that cannot be seen, and sources that nobody looks at in time."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from scanner.alert.alarms import tell_alarms
from scanner.crawl.blind import is_blind
from scanner.model.alarm import Alarm, AlarmKind
from scanner.model.frontier import SourceState
from scanner.pipeline.house import House
from scanner.places.sources import Source
from scanner.store import source_states
from scanner.store.database import Transaction

CADENCES: Final = 2
"""So many of its cadences without a try, and a source is late …"""
GRACE: Final = timedelta(minutes=30)
"""… and so long besides: a scan of slow hosts takes its time."""

STEP: Final = timedelta(minutes=15)
"""Quiet hours are looked for so closely."""


async def watch(house: House, since: datetime) -> None:
    """Tell operators what has begun and what is over.

    `since`: when whoever scans began to. What was not tried before counts from then on: a machine
    that was off is no news to who has switched it on.
    """
    now = house.clock()
    sources = [one for one in house.watchlists.sources if not one.has_expired(now.date())]

    def work(tx: Transaction) -> None:
        up = tuple(alarms(sources, source_states.every(tx), now, since))
        names = {one.source_id: one.name for one in sources}
        tell_alarms(tx, up, names, house.config, now)

    await house.store.awrite(work)


def alarms(
    sources: Sequence[Source], states: Sequence[SourceState], now: datetime, since: datetime
) -> Iterator[Alarm]:
    """What is so now; of each source at most one alarm."""
    known = {state.source_id: state for state in states}
    for source in sources:
        state = known.get(source.source_id)
        if is_late(source, state, now, since):
            kind, last, reason = AlarmKind.LATE, state.tried_at if state else None, None
        elif state is not None and is_blind(state, source.cadence(now), now):
            kind, last, reason = AlarmKind.BLIND, state.last_good_at, state.reason
        else:
            continue
        yield Alarm(
            kind=kind, source_id=source.source_id, name=source.name, since=last, reason=reason
        )


def is_late(source: Source, state: SourceState | None, now: datetime, since: datetime) -> bool:
    """Whether a source was not tried for too long, awake all the while."""
    tried = max(since, state.tried_at) if state else since
    patience = CADENCES * source.cadence(tried) + GRACE
    if now - tried <= patience:
        return False
    steps = range(int(min(patience, timedelta(days=1)) / STEP) + 1)
    return not any(source.is_quiet(now - step * STEP) for step in steps)
