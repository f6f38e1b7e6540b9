"""Which alarms are up: sources that cannot be seen, or that nobody looks at in time, and test pages
on which nobody is found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from scanner.alert.alarms import tell_alarms
from scanner.crawl.blind import is_blind
from scanner.model.alarm import Alarm, AlarmKind
from scanner.model.canary import CanaryState
from scanner.model.frontier import SourceState
from scanner.model.ids import SourceId
from scanner.model.page import MissReason
from scanner.pipeline.house import House
from scanner.places.sources import Source
from scanner.store import alarms as standing
from scanner.store import canaries, source_states
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
    every = house.watchlists.sources
    watched = [one for one in every if not one.has_expired(now.date()) and not one.canary]
    tests = [one for one in every if one.canary]

    def work(tx: Transaction) -> None:
        states, told = source_states.every(tx), standing.standing(tx, AlarmKind.ASLEEP)
        up = (
            *alarms(watched, states, now, since),
            *asleep(tests, canaries.every(tx), states, now, since, told),
        )
        names = {
            AlarmKind.BLIND: _names(watched),
            AlarmKind.LATE: _names(watched),
            AlarmKind.ASLEEP: _names(tests),
        }
        tell_alarms(tx, up, names, house.config, now)

    await house.store.awrite(work)


def _names(sources: Iterable[Source]) -> dict[SourceId, str]:
    return {one.source_id: one.name for one in sources}


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


def asleep(
    tests: Iterable[Source],
    proofs: Mapping[SourceId, CanaryState],
    states: Iterable[SourceState],
    now: datetime,
    since: datetime,
    told: frozenset[SourceId] = frozenset(),
) -> Iterator[Alarm]:
    """The test pages on which nobody is found now. Of them no other alarm is told.

    What operators were `told` of ends with a proof alone: that whoever scans began anew is none.
    """
    known = {state.source_id: state for state in states}
    for source in tests:
        proof, state = proofs.get(source.source_id), known.get(source.source_id)
        is_told = source.source_id in told
        if is_asleep(source, proof, state, now, since, is_told=is_told):
            yield Alarm(
                kind=AlarmKind.ASLEEP,
                source_id=source.source_id,
                name=source.name,
                since=proof.proved_at if proof else None,
                reason=_unread(source, state, now),
            )


def is_asleep(
    source: Source,
    proof: CanaryState | None,
    state: SourceState | None,
    now: datetime,
    since: datetime,
    *,
    is_told: bool = False,
) -> bool:
    """Whether the latest look at a test page found nobody, or there was no proof for too long.

    Where the latest visit was in vain, or `is_told` already, it counts that nobody was awake.
    """
    if proof is not None and not proof.is_found:
        return True
    proved = proof.proved_at if proof else None
    if is_told or (state is not None and state.reason is not None):
        return proved is None or _is_overdue(source, proved, now, proved)
    return _is_overdue(source, proved, now, since)


def _unread(source: Source, state: SourceState | None, now: datetime) -> MissReason | None:
    """Why a test page did not come the last time, as far as it is known; None where it did."""
    if source.has_expired(now.date()):
        return MissReason.EXPIRED
    return state.reason if state else None


def is_late(source: Source, state: SourceState | None, now: datetime, since: datetime) -> bool:
    """Whether a source was not tried for too long, awake all the while."""
    return _is_overdue(source, state.tried_at if state else None, now, since)


def _is_overdue(source: Source, done: datetime | None, now: datetime, since: datetime) -> bool:
    """Whether what was last `done` with a source should have been again, quiet hours apart."""
    last = max(since, done) if done else since
    patience = CADENCES * source.cadence(last) + GRACE
    if now - last <= patience:
        return False
    steps = range(int(min(patience, timedelta(days=1)) / STEP) + 1)
    return not any(source.is_quiet(now - step * STEP) for step in steps)
