"""One page by itself, apart from every source: by robots.txt, at its host's pace, no link followed.

Nothing of it is logged, and nothing is kept but how the host stands: it was not found by the crawl.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from scanner import urls
from scanner.config.settings import CrawlSettings
from scanner.crawl import pace, robots
from scanner.crawl.gate import Gate
from scanner.crawl.lanes import Lanes, Rhythm
from scanner.crawl.pace import Wishes
from scanner.model.ids import Address, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import Door, Redirect, Request
from scanner.store import hosts
from scanner.store.database import Store, Transaction

MayAsk = Callable[[], Awaitable[bool]]
"""Asked right before each request leaves, when its host's turn has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to ask for, and in whose name."""

    source_id: SourceId
    address: Address
    holds: Callable[[Address], bool]
    """Where a redirect may lead."""


class Alone:
    """Asks for single pages, one after the other. Raises `StoppedError` where it is stopped."""

    def __init__(self, store: Store, door: Door, settings: CrawlSettings, rhythm: Rhythm) -> None:
        self._store: Final = store
        self._door: Final = door
        self._settings: Final = settings
        self._rhythm: Final = rhythm
        self._lanes: Final = Lanes(store, door, rhythm, budget=0)
        self._gate: Final = Gate(store, self._lanes, rhythm.clock)
        # How many pages a host was asked for on a day would tell how many people allowed it.
        self._wishes: Final = Wishes(floor_seconds=settings.delay_seconds, is_unbudgeted=True)

    async def put_clock_right(self) -> None:
        """End the rests that no host asked for: the clock ran ahead."""
        now = self._rhythm.clock()
        await self._store.awrite(
            lambda tx: hosts.bring_forward(tx, now, calm=pace.LONGEST_CALM, failing=pace.NEVER)
        )

    async def get_ready(self, source_id: SourceId, address: Address) -> None:
        """Have the robots.txt of a site at hand, whether or not a page is asked for."""
        if self._door.refusal(address) is None:
            await self._gate.rules(source_id, address, self._wishes)

    async def page(self, wanted: Wanted, may: MayAsk) -> Page | Missed | None:
        """What stands there; None where it may not be asked for any more."""
        address, seen = wanted.address, {wanted.address}
        for _ in range(self._settings.max_redirects + 1):
            outcome = await self._ask(wanted.source_id, address, may)
            if not isinstance(outcome, Redirect):
                return outcome
            if outcome.target in seen or not wanted.holds(outcome.target):
                break
            address = outcome.target
            seen.add(address)
        return self._missed(wanted.source_id, wanted.address, MissReason.REDIRECTS)

    async def keep_pace(self, addresses: Iterable[Address]) -> None:
        """Store how the hosts stand, for whoever asks them next."""
        states = self._lanes.states(map(urls.host_group, addresses))

        def save(tx: Transaction) -> None:
            for state in states:
                hosts.save(tx, state)

        await self._store.awrite(save)

    async def _ask(
        self, source_id: SourceId, address: Address, may: MayAsk
    ) -> Page | Redirect | Missed | None:
        if self._door.refusal(address) is not None:
            return self._missed(source_id, address, MissReason.ADDRESS)
        rules = await self._gate.rules(source_id, address, self._wishes)
        if isinstance(rules, Missed):
            return rules
        if rules is robots.DISALLOW_ALL:
            # It could not be had: later in the night it may be.
            return self._missed(source_id, address, MissReason.NOT_REACHED)
        if not robots.allows(rules, urls.target(address)):
            return self._missed(source_id, address, MissReason.ROBOTS)
        group = urls.host_group(address)
        if await self._lanes.given_up(group, is_unbudgeted=True) is not None:
            return self._missed(source_id, address, MissReason.NOT_REACHED)
        if not await self._lanes.turn(group, within=pace.PATIENCE.total_seconds()):
            return self._missed(source_id, address, MissReason.NOT_REACHED)
        if not await may():
            return None
        wishes = replace(self._wishes, crawl_delay=rules.crawl_delay)
        return await self._lanes.ask(Request(source_id=source_id, address=address), wishes)

    def _missed(self, source_id: SourceId, address: Address, reason: MissReason) -> Missed:
        at = self._rhythm.clock()
        return Missed(source_id=source_id, asked=address, at=at, reason=reason)
