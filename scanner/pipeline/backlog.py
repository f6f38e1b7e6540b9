"""Visits that wait to be looked at: the crawl never waits for who stands on a page."""

import asyncio
import contextlib
import pickle
import random
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from scanner.errors import disk_full
from scanner.files import DISK_FULL
from scanner.model.document import Document
from scanner.model.frontier import DuePage
from scanner.model.page import MissReason, Page
from scanner.vault.sealing import new_key, open_sealed, seal

MEMORY_BYTES: Final = 64 * 1024 * 1024
"""Of visits held in memory; what comes beyond it waits in a file."""

_CONTEXT: Final = b"varn/backlog/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A page that came."""

    due: DuePage
    page: Page
    document: Document
    """Without its links, which are followed by now."""
    reason: MissReason | None = None
    """`GONE` where the site says so of what it shows."""

    @property
    def size(self) -> int:
        """Bytes, roughly."""
        return len(self.page.body) + 4 * len(self.document.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a site told of a page without sending it."""

    due: DuePage
    reason: MissReason
    """One of `LOOKED_AT`."""
    at: datetime
    size: int = field(default=0, init=False)


Visit = Came | Told


@dataclass(frozen=True, slots=True)
class Alone:
    """A visit to be looked at by itself: somebody may stand on the page."""

    visit: Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spilled:
    """A visit that waits in the file."""

    start: int
    length: int


_Hosts = dict[str, list[Visit | _Spilled]]


class Backlog:
    """The host that has taken the least time comes first: heavy pages hold up no other host.

    Which page of a host comes next is left to chance: where there is no time for all of them,
    nobody can see to it that it is always the same ones that are left.

    The file has no name and a key that is nowhere else: it is gone with the process.
    """

    def __init__(
        self,
        folder: Path,
        memory_bytes: int = MEMORY_BYTES,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._memory_bytes: Final = memory_bytes
        self._chance: Final = chance
        self._key: Final = new_key()
        self._file: Final = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `close`
        self._end = 0
        self._spilled = 0
        self._held = 0
        self._new: Final[_Hosts] = {}
        self._alone: Final[_Hosts] = {}
        self._seconds: Final[defaultdict[str, float]] = defaultdict(float)
        self._is_complete = False
        self._is_dropped = False
        self._news: Final = asyncio.Condition()

    async def put(self, visit: Visit) -> None:
        """Let a visit wait. Raises `StopError` where the disk takes no more."""
        await self._put(visit, self._new)

    async def put_alone(self, visit: Visit) -> None:
        """Let a visit wait that is to be looked at alone. Raises as `put` does."""
        await self._put(visit, self._alone)

    async def _put(self, visit: Visit, hosts: _Hosts) -> None:
        if self._is_dropped:
            return
        kept: Visit | _Spilled = visit
        if self._held + visit.size > self._memory_bytes:
            kept = self._spill(visit)
        else:
            self._held += visit.size
        async with self._news:
            hosts.setdefault(visit.due.host_group, []).append(kept)
            self._news.notify()

    async def take(self, most: int) -> tuple[Visit, ...] | Alone | None:
        """The next visits, `most` of them at most, or one to be looked at alone, when there is one;
        None when `complete` was called and none is left, or after `drop`."""
        async with self._news:
            await self._news.wait_for(lambda: self._new or self._alone or self._is_complete)
            if not self._new and not self._alone:
                return None
            # What may name somebody does not wait for the crawl's end: in a scan that is busy all
            # the while there are always new pages.
            if self._first(self._new | self._alone) in self._alone:
                return Alone(self._next(self._alone))
            visits: list[Visit] = []
            while self._new and len(visits) < most:
                visits.append(self._next(self._new))
            return tuple(visits)

    def _first(self, waiting: Mapping[str, object]) -> str:
        return min(waiting, key=self._seconds.__getitem__)

    def _next(self, hosts: _Hosts) -> Visit:
        host = self._first(hosts)
        waiting = hosts.pop(host)
        kept = waiting.pop(int(self._chance() * len(waiting)))
        if waiting:
            hosts[host] = waiting
        if isinstance(kept, _Spilled):
            return self._restored(kept)
        self._held -= kept.size
        return kept

    async def complete(self) -> None:
        """Say that nothing more will be put."""
        async with self._news:
            self._is_complete = True
            self._news.notify_all()

    async def drop(self) -> None:
        """Give out nothing more: what waits, and what is put back, is left to the next scan."""
        self._is_dropped = True
        self._new.clear()
        self._alone.clear()
        await self.complete()

    def took(self, visit: Visit, seconds: float) -> None:
        """Say how long the look at a visit took."""
        self._seconds[visit.due.host_group] += seconds

    def close(self) -> None:
        """Forget whatever waits."""
        with contextlib.suppress(OSError):  # Where the disk is full, the rest cannot be written.
            self._file.close()

    def _spill(self, visit: Visit) -> _Spilled:
        sealed = seal(self._key, _CONTEXT, pickle.dumps(visit, pickle.HIGHEST_PROTOCOL))
        try:
            self._file.seek(self._end)
            self._file.write(sealed)
            self._file.flush()
        except OSError as error:
            if error.errno in DISK_FULL:
                raise disk_full("the data folder") from error
            raise
        spilled = _Spilled(start=self._end, length=len(sealed))
        self._end += len(sealed)
        self._spilled += 1
        return spilled

    def _restored(self, spilled: _Spilled) -> Visit:
        self._file.seek(spilled.start)
        sealed = self._file.read(spilled.length)
        self._spilled -= 1
        if not self._spilled:
            self._file.truncate(0)
            self._end = 0
        visit: Visit = pickle.loads(open_sealed(self._key, _CONTEXT, sealed))  # noqa: S301 - ours
        return visit
