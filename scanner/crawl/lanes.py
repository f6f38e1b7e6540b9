"""Requests in their lanes: one at a time for each group of hosts, at its pace."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from scanner import urls
from scanner.config.clock import Clock
from scanner.crawl import pace
from scanner.crawl.pace import Wishes
from scanner.model.frontier import HostState
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import Door, Redirect, Request
from scanner.store import hosts
from scanner.store.database import Store

Sleep = Callable[[float], Awaitable[None]]
Chance = Callable[[], float]
"""A number in [0, 1), evenly."""
Stopwatch = Callable[[], float]
"""Seconds that only run forward."""


class StoppedError(Exception):
    """The crawl was asked to stop while a request waited for its turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What makes waiting and measuring real, or fast and repeatable."""

    clock: Clock
    stop: asyncio.Event
    """Set: start nothing new."""
    sleep: Sleep = asyncio.sleep
    chance: Chance = random.random
    stopwatch: Stopwatch = time.monotonic

    async def rest(self, seconds: float) -> None:
        """Sleep, but not longer than until `stop`: then `StoppedError` is raised."""
        if seconds > 0 and not self.stop.is_set():
            waits = {asyncio.ensure_future(w) for w in (self.sleep(seconds), self.stop.wait())}
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
        if self.stop.is_set():
            raise StoppedError


@dataclass(slots=True)
class _Lane:
    state: HostState
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Lanes:
    """The hosts in use and how they stand. What is promised to them is stored before it is used."""

    def __init__(self, store: Store, door: Door, rhythm: Rhythm, *, budget: int) -> None:
        self._store: Final = store
        self._door: Final = door
        self._rhythm: Final = rhythm
        self._budget: Final = budget
        self._lanes: Final[dict[str, _Lane]] = {}

    async def ask(self, request: Request, wishes: Wishes) -> Page | Redirect | Missed:
        """One request when its host's turn has come; a miss if that is not in this scan."""
        lane = await self._lane(urls.host_group(request.address))
        async with lane.lock:
            reason = self._given_up(lane, is_unbudgeted=wishes.is_unbudgeted)
            if reason is not None:
                return self._missed(request, reason)
            await self._rhythm.rest(pace.wait_seconds(lane.state, self._rhythm.clock()))
            await self._promise(lane, wishes)
            started = self._rhythm.stopwatch()
            outcome = await self._door.fetch(request)
            lane.state = pace.after(
                lane.state,
                outcome if isinstance(outcome, Missed) else None,
                wishes=wishes,
                took_seconds=self._rhythm.stopwatch() - started,
                now=self._rhythm.clock(),
                chance=self._rhythm.chance(),
            )
            if isinstance(outcome, Missed) and pace.asks_for_rest(outcome):
                # More than was promised, and a kill before the page's finish must not forget it.
                await self._save(lane)
            return outcome

    async def given_up(self, host_group: str, *, is_unbudgeted: bool = False) -> MissReason | None:
        """Why this scan visits the group no more; None if it does, be it after a wait."""
        return self._given_up(await self._lane(host_group), is_unbudgeted=is_unbudgeted)

    async def trouble(self, host_group: str) -> MissReason | None:
        """What the group's last request failed of; None if it went well."""
        return (await self._lane(host_group)).state.reason

    async def turn(self, host_group: str, *, within: float) -> bool:
        """Wait until the group may be asked; False at once where that takes more seconds than
        `within`. Raises `StoppedError`."""
        lane = await self._lane(host_group)
        seconds = pace.wait_seconds(lane.state, self._rhythm.clock())
        if seconds > within:
            return False
        await self._rhythm.rest(seconds)
        return True

    def states(self, host_groups: Iterable[str]) -> tuple[HostState, ...]:
        """How groups stand now, of those that were asked."""
        return tuple(self._lanes[g].state for g in sorted(set(host_groups)) if g in self._lanes)

    def _given_up(self, lane: _Lane, *, is_unbudgeted: bool) -> MissReason | None:
        budget = None if is_unbudgeted else self._budget
        return pace.given_up(lane.state, self._rhythm.clock(), budget)

    async def _lane(self, host_group: str) -> _Lane:
        if host_group not in self._lanes:
            stored = await self._store.aread(lambda tx: hosts.find(tx, host_group))
            new = HostState(host_group=host_group, next_at=self._rhythm.clock())
            # Somebody else may have opened the lane meanwhile.
            self._lanes.setdefault(host_group, _Lane(stored or new))
        return self._lanes[host_group]

    async def _promise(self, lane: _Lane, wishes: Wishes) -> None:
        now = self._rhythm.clock()
        lane.state = pace.counted(lane.state, now, wishes)
        if lane.state.next_at > now:
            # A worker that is killed during the request must not be followed by one too soon.
            await self._save(lane)

    async def _save(self, lane: _Lane) -> None:
        state = lane.state
        await self._store.awrite(lambda tx: hosts.save(tx, state))

    def _missed(self, request: Request, reason: MissReason) -> Missed:
        return Missed(
            source_id=request.source_id,
            asked=request.address,
            at=self._rhythm.clock(),
            reason=reason,
            note="the host is left alone in this scan",
        )
