"""May we ask for this address? The site's robots.txt, asked for before the first page."""

from typing import Final

from scanner import urls
from scanner.config.clock import Clock
from scanner.crawl import robots
from scanner.crawl.lanes import Lanes
from scanner.crawl.pace import Wishes
from scanner.crawl.robots import Rules
from scanner.model.frontier import RobotsCopy
from scanner.model.ids import Address, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import Redirect, Request, Wanted
from scanner.store import robots_copies
from scanner.store.database import Store

MAX_REDIRECTS: Final = 5
"""RFC 9309 §2.3.1.2."""


class Gate:
    """Robots rules by origin, kept in the store for a day."""

    def __init__(self, store: Store, lanes: Lanes, clock: Clock) -> None:
        self._store: Final = store
        self._lanes: Final = lanes
        self._clock: Final = clock
        self._known: Final[dict[str, tuple[RobotsCopy, Rules]]] = {}

    async def rules(self, source_id: SourceId, address: Address, wishes: Wishes) -> Rules | Missed:
        """What the site of `address` allows; fetched anew where the last copy is too old.

        A miss where our own proxy kept us from asking: that says nothing of the site.
        """
        origin = urls.origin(address)
        if origin not in self._known:
            stored = await self._store.aread(lambda tx: robots_copies.find(tx, origin))
            if stored is not None:
                self._remember(stored)
        known = self._known.get(origin)
        if known is not None and robots.is_fresh(known[0], self._clock()):
            return known[1]
        outcome = await self._fetch(source_id, Address(f"{origin}/robots.txt"), wishes)
        if isinstance(outcome, Missed) and outcome.reason is MissReason.PROXY:
            return outcome
        copy = robots.renewed(origin, known and known[0], outcome, self._clock())
        await self._store.awrite(lambda tx: robots_copies.save(tx, copy))
        return self._remember(copy)

    def _remember(self, copy: RobotsCopy) -> Rules:
        rules = robots.rules_of(copy, self._clock())
        self._known[copy.origin] = copy, rules
        return rules

    async def _fetch(self, source_id: SourceId, asked: Address, wishes: Wishes) -> Page | Missed:
        address = asked
        for _ in range(MAX_REDIRECTS + 1):
            request = Request(source_id=source_id, address=address, wanted=Wanted.ROBOTS)
            outcome = await self._lanes.ask(request, wishes)
            if not isinstance(outcome, Redirect):
                return outcome
            address = outcome.target
        now = self._clock()
        return Missed(source_id=source_id, asked=asked, at=now, reason=MissReason.REDIRECTS)
