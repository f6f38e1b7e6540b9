"""The crawl: every due page of the chosen sources once, one request at a time on each host.

It hands each outcome to a `Handle`, which finishes the page in its own transaction. What is asked
for, in which order and when depends on sources and hosts alone, never on people or findings.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from scanner import urls
from scanner.config.settings import CrawlSettings
from scanner.crawl import pace, revisit, robots
from scanner.crawl.gate import Gate
from scanner.crawl.lanes import Lanes, Rhythm, StoppedError
from scanner.crawl.pace import Wishes
from scanner.crawl.robots import DISALLOW_ALL, Rules
from scanner.log import event, logger
from scanner.model import capture
from scanner.model.frontier import DuePage
from scanner.model.handed import is_handed
from scanner.model.ids import Address, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import Ask, Door, Key, Redirect, Request, Wanted
from scanner.places.sources import Source, SourceKind
from scanner.store import frontier, hosts, query_days
from scanner.store.database import Store, Transaction
from scanner.store.frontier import LeaseLostError
from scanner.store.names import new_id

Handle = Callable[[DuePage, Page | Missed], Awaitable[None]]
"""Takes an outcome and finishes the page with `frontier.finish`. The host's next request waits for
it: it must take no longer because somebody is on the page."""

RECHECK_SECONDS: Final = 5.0
"""So often the crawl looks for hosts that its pages have brought up."""

ASKING: Final = 0.05
"""The share of the time in which it asks which hosts have pages due, at most: among a million due
pages that takes two seconds, and in a scan of so many thousands of hosts come to their end."""

CLAIMED: Final = 8
"""Pages of a host that one transaction leases."""

LEASE: Final = CLAIMED * timedelta(hours=2)
"""Longer than their visits: each six hops, each hop with the longest wait for its host."""

Kept = Callable[[DuePage, Source], Awaitable[Page | Missed]]
"""Reads a page that is kept on this machine: in an archive, or a file that was handed in. Nobody is
asked for it."""

Show = Callable[[Page, Source, Ask], Awaitable[Page]]
"""Gives a page as a browser shows it, where that is needed: the page alone decides. What its
scripts ask for is asked in the hosts' turns, as pages are."""

SHOWN_SECONDS: Final = 600.0
"""For all that one page's scripts ask for: at a pace of five seconds most applications have their
scripts and data within two minutes."""

_log = logger("crawl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What one scan visits."""

    horizon: datetime
    """When it began: what is due by then belongs to it."""
    sources: Mapping[SourceId, Source]
    generation: Callable[[Transaction], str]
    """Which people, lexicons and matcher see a page that is claimed in a transaction."""
    kept: Kept | None = None
    """None where no source is an archive."""
    show: Show | None = None
    """None where pages are read as they come."""
    keys: Mapping[SourceId, Key | None] = field(default_factory=dict)
    """Of the search sources that ask for one; None where it cannot be read."""
    others: Mapping[SourceId, Source] = field(default_factory=dict)
    """Sources that are read in other scans: they share the budgets of their hosts with these."""


class Crawler:
    """Works through one scan, or one round of it. For a process that holds `Store.scan_lock`."""

    def __init__(
        self,
        store: Store,
        door: Door,
        settings: CrawlSettings,
        scan: Scan,
        handle: Handle,
        rhythm: Rhythm,
        lanes: Lanes | None = None,
    ) -> None:
        """`lanes`: those of crawlers beside this one, so that together they keep each host's pace.
        No other may read this one's sources."""
        self._store: Final = store
        self._door: Final = door
        self._settings: Final = settings
        self._scan: Final = scan
        self._handle: Final = handle
        self._clock: Final = rhythm.clock
        self._stop: Final = rhythm.stop
        self._stopwatch: Final = rhythm.stopwatch
        self._ends_at: Final = rhythm.stopwatch() + 60 * settings.scan_minutes
        self._lanes: Final = lanes or Lanes(
            store, door, rhythm, budget=settings.pages_per_host_and_day
        )
        self._gate: Final = Gate(store, self._lanes, rhythm.clock)
        self._owner: Final = new_id()
        self._outlook = revisit.NOTHING_KNOWN
        self._visits: Final[Counter[SourceId]] = Counter()
        self._left: Final[set[str]] = set()
        self._asks_at = time.monotonic()
        """When it asks again which hosts have pages due, while others are visited."""
        self._is_hot: Final = any(source.is_hot for source in scan.sources.values())

    async def run(self) -> None:
        """Visit all that is due. Ends when nothing is, or soon after `stop` is set or the scan's
        time is up; what is left is due in the next scan."""
        await self._store.awrite(self._begin)
        working: dict[str, asyncio.Task[None]] = {}
        try:
            while await self._set_to_work(working):
                await asyncio.wait(
                    working.values(),
                    timeout=RECHECK_SECONDS,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                for group in [group for group, task in working.items() if task.done()]:
                    working.pop(group).result()
        finally:
            for task in working.values():
                task.cancel()
            await asyncio.gather(*working.values(), return_exceptions=True)
        await self._store.awrite(self._end)

    def _begin(self, tx: Transaction) -> None:
        horizon = self._scan.horizon
        frontier.release(tx, self._scan.sources)
        hosts.bring_forward(tx, horizon, calm=pace.LONGEST_CALM, failing=pace.NEVER)
        sharing = {**self._scan.others, **self._scan.sources}
        self._outlook = revisit.outlook(
            frontier.tallies(tx, sharing, on_hosts_of=self._scan.sources),
            sharing,
            horizon,
            budget=self._settings.pages_per_host_and_day,
            floor_seconds=self._settings.delay_seconds,
        )
        for source in self._scan.sources.values():
            cadence = source.cadence(horizon, is_listed=False)
            frontier.bring_forward(
                tx,
                source.source_id,
                horizon,
                longest=cadence,
                longest_if_gone=revisit.wait_for_gone(cadence),
                crowded=self._outlook.longest(source, cadence),
            )
            frontier.seed(tx, source.source_id, source.addresses, horizon)
        frontier.look_again(tx, self._scan.sources, horizon)

    def _end(self, tx: Transaction) -> None:
        frontier.release(tx, self._scan.sources)
        full = self._scan.sources.keys() - set(self._open_sources())
        frontier.give_up(tx, full, self._scan.horizon, MissReason.BUDGET)

    async def _set_to_work(self, working: dict[str, asyncio.Task[None]]) -> bool:
        """Start a worker for each host group that has none and pages due; False if none works."""
        seconds = self._asks_at - time.monotonic()
        if working and seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), seconds)
        if not self._stop.is_set():
            began = time.monotonic()
            for group in await self._store.aread(self._groups_due):
                if group not in working and group not in self._left:
                    working[group] = asyncio.create_task(self._work(group))
            self._asks_at = began + (time.monotonic() - began) / ASKING
        return bool(working)

    def _groups_due(self, tx: Transaction) -> tuple[str, ...]:
        return frontier.groups_due(tx, self._open_sources(), self._scan.horizon, self._clock())

    def _open_sources(self) -> tuple[SourceId, ...]:
        """Sources that may be read further in this scan."""
        return tuple(name for name in self._scan.sources if self._pages_left(name) > 0)

    async def _work(self, group: str) -> None:
        """Visit what is due on a host group, page after page."""
        claimed: deque[DuePage] = deque()
        try:
            while not self._stop.is_set():
                # Other pages of a hot source are refused one by one, as they come up.
                reason = await self._lanes.given_up(group, is_unbudgeted=self._is_hot)
                if reason is not None:
                    await self._leave(group, reason)
                    return
                if not await self._lanes.turn(group, within=self._seconds_left()):
                    self._out_of_time(group)
                    return
                if not claimed:
                    claimed.extend(await self._store.awrite(lambda tx: self._claim(tx, group)))
                if not claimed:
                    return
                await self._visit(claimed[0])
                claimed.popleft()
        except StoppedError:
            return
        finally:
            self._visits.subtract(due.source_id for due in claimed)

    def _seconds_left(self) -> float:
        """Of the scan's time. A clock that leaps does not change it."""
        return self._ends_at - self._stopwatch()

    def _out_of_time(self, group: str) -> None:
        """One slow host must not hold up the report and the mails of all others."""
        self._left.add(group)
        event(_log, "host.left", host=group, reason=MissReason.NOT_REACHED)

    async def _leave(self, group: str, reason: MissReason) -> None:
        self._left.add(group)
        event(_log, "host.left", host=group, reason=reason)
        sources, horizon = tuple(self._scan.sources), self._scan.horizon
        await self._store.awrite(
            lambda tx: frontier.give_up(tx, sources, horizon, reason, host_group=group)
        )

    def _claim(self, tx: Transaction, group: str) -> tuple[DuePage, ...]:
        sources = self._open_sources()
        if not sources:
            return ()
        now = self._clock()
        claimed = frontier.claim(
            tx,
            group,
            sources=sources,
            generation=self._scan.generation(tx),
            owner=self._owner,
            now=now,
            lease_until=now + LEASE,
            horizon=self._scan.horizon,
            limit=min(CLAIMED, *map(self._pages_left, sources)),
        )
        self._visits.update(due.source_id for due in claimed)
        return claimed

    def _pages_left(self, source_id: SourceId) -> int:
        """How many pages of a source this scan may still claim."""
        return self._scan.sources[source_id].max_pages - self._visits[source_id]

    async def _visit(self, due: DuePage) -> None:
        source = self._scan.sources[due.source_id]
        if source.canary:
            # Each visit has to prove anew that who stands there is found.
            due = replace(due, etag="", last_modified="", may_skip=False)
        hops = [due.address]
        outcome = await self._fetch(due, source, hops)
        cadence = source.cadence(due.horizon, is_listed=due.is_seed)
        if_same, if_changed = revisit.revisits(due, source, cadence, self._outlook)
        due = replace(
            due,
            next_due=revisit.next_due(due, outcome, cadence),
            if_same=if_same,
            if_changed=if_changed,
            hosts=self._lanes.states(urls.host_group(hop) for hop in hops),
        )
        missed = outcome if isinstance(outcome, Missed) else None
        event(
            _log,
            "page.visited",
            source=due.source_id,
            address=due.address,
            reason=missed.reason if missed else frontier.READ,
            status=outcome.status,
            note=missed.note if missed else "",
        )
        try:
            await self._handle(due, outcome)
        except LeaseLostError:
            event(_log, "lease.lost", source=due.source_id, address=due.address)

    async def _fetch(self, due: DuePage, source: Source, hops: list[Address]) -> Page | Missed:
        """The page at the end of its redirects; each hop is added to `hops`."""
        if capture.is_kept(due.address) or is_handed(due.address):
            assert self._scan.kept is not None, "only scans with archives know such pages"
            return await self._scan.kept(due, source)
        if source.kind is SourceKind.SEARCH and due.is_seed:
            return await self._question(due, source)
        if source.needs_browser:
            # What its scripts write may have changed though the page that holds them has not.
            due = _plain(due)
        outcome = await self._followed(due, source, hops, Wanted.PAGE)
        if isinstance(outcome, Page) and self._scan.show is not None:
            return await self._scan.show(outcome, source, self._asker(due, source, hops))
        return outcome

    def _asker(self, due: DuePage, source: Source, hops: list[Address]) -> Ask:
        """Asks for what the scripts of a page want; adds the hosts that it came to, to `hops`."""
        ends_at = self._stopwatch() + min(SHOWN_SECONDS, self._seconds_left())

        async def ask(address: Address) -> Page | Missed:
            chain = [address]
            left = ends_at - self._stopwatch()
            try:
                if await self._lanes.turn(urls.host_group(address), within=left):
                    return await self._followed(_plain(due), source, chain, Wanted.PART)
            except StoppedError:
                pass
            finally:
                hops.extend(chain)
            return self._missed(due, MissReason.NOT_REACHED, "a part of the page")

        return ask

    async def _followed(
        self, due: DuePage, source: Source, hops: list[Address], wanted: Wanted
    ) -> Page | Missed:
        """What stands at the end of the redirects of `hops`' last; each hop is added."""
        while len(hops) <= self._settings.max_redirects + 1:
            outcome = await self._ask(due, source, hops[-1], wanted)
            if not isinstance(outcome, Redirect):
                return replace(outcome, asked=due.address)
            if outcome.target in hops:
                break
            hops.append(outcome.target)
        return self._missed(due, MissReason.REDIRECTS, "a loop or too many")

    async def _ask(
        self, due: DuePage, source: Source, address: Address, wanted: Wanted
    ) -> Page | Redirect | Missed:
        refusal = self._door.refusal(address)
        if refusal is not None:
            return self._missed(due, MissReason.ADDRESS, refusal.value)
        wishes = Wishes(
            floor_seconds=max(source.delay_seconds, self._settings.delay_seconds),
            is_unbudgeted=source.is_hot and due.is_seed,
        )
        rules = await self._gate.rules(due.source_id, address, wishes)
        if isinstance(rules, Missed):
            return self._missed(due, rules.reason, rules.note)
        # The decision to set robots.txt aside is one about the source, not about where it links to.
        is_set_aside = bool(source.robots_override_reason) and not due.is_once
        if not is_set_aside and not robots.allows(rules, urls.target(address)):
            return await self._closed(due, address, rules)
        request = Request(
            source_id=due.source_id,
            address=address,
            etag=due.etag,
            last_modified=due.last_modified,
            wanted=wanted,
            may_be_picture=due.is_once or source.is_hot,
        )
        return await self._lanes.ask(request, replace(wishes, crawl_delay=rules.crawl_delay))

    async def _question(self, due: DuePage, source: Source) -> Page | Missed:
        """What a search interface answers. It is made for programs: its contract says what they
        may, no robots.txt. Where it sends us elsewhere nothing follows, for the key might."""
        refusal = self._door.refusal(due.address)
        if refusal is not None:
            return self._missed(due, MissReason.ADDRESS, refusal.value)
        key = self._scan.keys.get(due.source_id)
        if due.source_id in self._scan.keys and key is None:
            return self._missed(due, MissReason.PROVIDER_DOWN, "its key cannot be read")
        day, most = self._clock().date(), source.queries_a_day
        if not await self._store.awrite(lambda tx: query_days.spend(tx, due.source_id, day, most)):
            return self._missed(due, MissReason.BUDGET, "its questions of the day are asked")
        request = Request(source_id=due.source_id, address=due.address, key=key)
        wishes = Wishes(floor_seconds=max(source.delay_seconds, self._settings.delay_seconds))
        answer = await self._lanes.ask(request, wishes)
        if isinstance(answer, Redirect):
            return self._missed(due, MissReason.REDIRECTS, "a search interface")
        if isinstance(answer, Missed) and answer.reason is MissReason.GONE:
            # The interface is elsewhere; that says nothing of what it has shown.
            return replace(answer, reason=MissReason.PROVIDER_DOWN, shown=None)
        return answer

    async def _closed(self, due: DuePage, address: Address, rules: Rules) -> Missed:
        """The miss where robots.txt does not let us in, or could not be had."""
        if rules is not DISALLOW_ALL:
            return self._missed(due, MissReason.ROBOTS, "robots.txt forbids it")
        trouble = await self._lanes.trouble(urls.host_group(address))
        reason = trouble or MissReason.ROBOTS
        return self._missed(due, reason, "robots.txt could not be had")

    def _missed(self, due: DuePage, reason: MissReason, note: str) -> Missed:
        return Missed(
            source_id=due.source_id, asked=due.address, at=self._clock(), reason=reason, note=note
        )


def _plain(due: DuePage) -> DuePage:
    """Asked for whether it changed or not."""
    return replace(due, etag="", last_modified="")
