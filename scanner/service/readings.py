"""What an operator's monitoring may know: of sources and the machine, never of people.

Left out on purpose, for their changes would show who is enrolled: mails, cases, erasures, what a
page held, the service's own memory (it grows with the people who are looked for).
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from scanner.crawl.blind import is_blind
from scanner.crawl.pace import BREAKER_FAILS
from scanner.model.alarm import AlarmKind
from scanner.model.ids import SourceId
from scanner.pipeline.house import House
from scanner.places.sources import Source
from scanner.service.alarms import is_asleep, is_late
from scanner.store import alarms as standing
from scanner.store import canaries, crawl_counts, scans, source_states
from scanner.store.crawl_counts import SourceCount
from scanner.store.database import Transaction

VERSION: Final = "0.1.0"
"""As pyproject.toml has it: a checkout that runs without being installed has no other place."""

DISK_STEP: Final = 5
"""Percent. Evidence takes disk when somebody is found: closer than this it is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReading:
    counts: SourceCount
    last_good_at: datetime | None
    is_late: bool = False
    """Of a test page never, as the next one: it is asleep instead."""
    is_blind: bool = False
    proved_at: datetime | None = None
    """Of a test page: when its invented person was last found; None: never, or it is none."""
    is_asleep: bool | None = None
    """Of a test page: whether that person is not found there now; None of any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    at: datetime
    version: str
    sources: tuple[SourceReading, ...]
    resting_hosts: int
    scan_began_at: datetime | None
    reported_until: datetime | None
    disk_free_percent: int
    """Of the data folder's disk, in steps of `DISK_STEP`."""

    @property
    def late(self) -> tuple[SourceId, ...]:
        return tuple(one.counts.source_id for one in self.sources if one.is_late)

    @property
    def asleep(self) -> tuple[SourceId, ...]:
        return tuple(one.counts.source_id for one in self.sources if one.is_asleep)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """That nothing could be read."""

    why: str
    """A sentence for the operator."""


async def read(
    house: House, since: datetime, disk: Callable[[Path], int] | None = None
) -> Readings:
    """How it stands now. `since`: from when on a source that was not tried is late."""
    now = house.clock()
    every = house.watchlists.sources
    sources = [one for one in every if one.canary or not one.has_expired(now.date())]

    def work(tx: Transaction) -> Readings:
        states = {state.source_id: state for state in source_states.every(tx)}
        proofs, told = canaries.every(tx), standing.standing(tx, AlarmKind.ASLEEP)

        def reading(source: Source) -> SourceReading:
            key = source.source_id
            state, proof = states.get(key), proofs.get(key)
            seen = SourceReading(
                counts=crawl_counts.of_source(tx, key, now),
                last_good_at=state.last_good_at if state else None,
            )
            if source.canary:
                return replace(
                    seen,
                    proved_at=proof.proved_at if proof else None,
                    is_asleep=is_asleep(source, proof, state, now, since, is_told=key in told),
                )
            return replace(
                seen,
                is_late=is_late(source, state, now, since),
                is_blind=state is not None and is_blind(state, source.cadence(now), now),
            )

        return Readings(
            at=now,
            version=VERSION,
            sources=tuple(map(reading, sources)),
            resting_hosts=crawl_counts.resting_hosts(tx, BREAKER_FAILS, now),
            scan_began_at=scans.last_scan_began(tx),
            reported_until=scans.reported_until(tx),
            disk_free_percent=(disk or disk_free_percent)(house.config.data.folder),
        )

    return await house.store.aread(work)


def disk_free_percent(folder: Path) -> int:
    usage = shutil.disk_usage(folder)
    return usage.free * 100 // usage.total // DISK_STEP * DISK_STEP
