"""Looks up the one page at a people-search site that a caseworker pasted and allowed.

Such a request shows who is watched, so she alone can allow it, site by site. It is made at fixed
times, in an order that tells nothing; what came is read in a worker for the answer alone and thrown
away. The answer stands on her own page and nowhere else: nothing here logs.
"""

import asyncio
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from scanner.crawl.alone import Alone, Wanted
from scanner.crawl.lanes import Rhythm, StoppedError
from scanner.model.ids import Address, PersonId, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.model.person import WatchedPerson
from scanner.model.recheck import Look, Outcome, Recheck, Seen, Why
from scanner.outbound.door import Door
from scanner.outbound.proxies import proxies
from scanner.people import recheck as rules
from scanner.people.recheck import Night
from scanner.pipeline.house import House
from scanner.pipeline.watch import MEMORY_BYTES, NICENESS
from scanner.places.removal import RemovalSite, rechecked
from scanner.sandbox import Named, Sandbox, SandboxFailed, SandboxTimeout
from scanner.store import consents, people, rechecks
from scanner.store.database import Transaction
from scanner.store.rechecks import KeptRecheck

NAMED: Final[Named[Seen]] = Named("scanner.pipeline.naming", "named")
NAMED_SECONDS: Final = 20.0

_OUTCOMES: Final = {
    Seen.NAMED: (Outcome.STILL_THERE, None),
    Seen.PARTLY: (Outcome.UNCHECKED, Why.DOUBTFUL),
    Seen.NOT_NAMED: (Outcome.MISSING, None),
    Seen.LOG_IN: (Outcome.UNCHECKED, Why.LOG_IN),
    Seen.UNREADABLE: (Outcome.UNCHECKED, Why.UNREADABLE),
}

_WHY: Final = {
    MissReason.ROBOTS: Why.ROBOTS,
    MissReason.BLOCKED: Why.REFUSED,
    MissReason.CAPTCHA: Why.REFUSED,
    MissReason.REDIRECTS: Why.ELSEWHERE,
    MissReason.NOT_REACHED: Why.NOT_REACHED,
    MissReason.BUDGET: Why.NOT_REACHED,
    MissReason.TOO_LARGE: Why.UNREADABLE,
    MissReason.CONTENT_TYPE: Why.UNREADABLE,
    MissReason.UNREADABLE: Why.UNREADABLE,
}
"""All others mean that no answer came."""


async def recheck_due(house: House, stop: asyncio.Event | None = None) -> None:
    """Ask for every page whose night it is; nothing where another process does.

    The robots.txt of every site that may be asked is had first, whoever takes part.
    """
    now = house.clock()
    tonight = rules.night(now)
    sites = rechecked(house.watchlists.removal, house.watchlists.sources, now.date())
    if tonight is None or not sites:
        return
    with house.store.recheck_lock() as is_ours:
        if is_ours:
            await _Round(house, tonight, sites, stop or asyncio.Event()).go()


class _Round:
    """One night."""

    def __init__(
        self, house: House, tonight: Night, sites: Iterable[RemovalSite], stop: asyncio.Event
    ) -> None:
        self._house: Final = house
        self._tonight: Final = tonight
        self._sites: Final = {site.site_id: site for site in sites}
        self._rhythm: Final = Rhythm(clock=house.clock, stop=stop)

    async def go(self) -> None:
        house = self._house
        through = proxies(house.config.proxy, house.watchlists.sources)
        sandbox = Sandbox(1, MEMORY_BYTES, niceness=NICENESS)
        try:
            async with Door(
                house.config.crawl, house.config.lab, now=house.clock, proxies=through
            ) as door:
                alone = Alone(house.store, door, house.config.crawl, self._rhythm)
                await alone.put_clock_right()
                await self._look_at_all(alone, sandbox)
        except StoppedError:
            return
        finally:
            sandbox.close()

    async def _look_at_all(self, alone: Alone, sandbox: Sandbox) -> None:
        below = {one.site_id: one.profiles for one in self._sites.values() if one.profiles}
        # Each in its own lane: the rest that one site wants moves no other's time.
        for one in await asyncio.gather(
            *(alone.get_ready(_source(site_id), address) for site_id, address in below.items()),
            return_exceptions=True,
        ):
            if isinstance(one, BaseException):
                raise one
        try:
            for kept in await self._house.store.aread(self._due):
                await self._look(kept, alone, sandbox)
        finally:
            await alone.keep_pace(below.values())

    def _due(self, tx: Transaction) -> tuple[KeptRecheck, ...]:
        """In an order of this night's own, that whoever reads a site's log cannot work out."""
        salt = tx.blind("recheck", self._tonight.at.isoformat())
        now = self._house.clock()
        due = (one for one in rechecks.every(tx) if self._is_due(one, now))
        return tuple(sorted(due, key=lambda one: _shuffled(salt, one.recheck_id)))

    def _is_due(self, kept: KeptRecheck, now: datetime) -> bool:
        is_known = self._page_of(kept.recheck) is not None
        return is_known and rules.is_due(kept.recheck, self._tonight, now)

    def _page_of(self, recheck: Recheck) -> Address | None:
        """Its page, where the site may still be asked for such pages."""
        site = self._sites.get(recheck.site_id)
        return None if site is None else site.page_of(recheck.address.reveal())

    async def _look(self, kept: KeptRecheck, alone: Alone, sandbox: Sandbox) -> None:
        store, address = self._house.store, self._page_of(kept.recheck)
        assert address is not None, "only such are due"
        begun: list[Look] = []

        async def may() -> bool:
            """Noted, and read whether she still allows it, right before a request leaves."""
            if begun:
                return await store.awrite(lambda tx: self._allowed(tx, kept) is not None)
            begun.extend(await store.awrite(lambda tx: self._begin(tx, kept)))
            return bool(begun)

        site = self._sites[kept.recheck.site_id]
        wanted = Wanted(source_id=_source(site.site_id), address=address, holds=site.holds)
        came = await alone.page(wanted, may)
        if came is None:
            return
        outcome, why = await self._answer(kept.person_id, came, sandbox)
        await store.awrite(lambda tx: self._keep(tx, kept, begun, outcome, why))

    def _allowed(self, tx: Transaction, kept: KeptRecheck) -> KeptRecheck | None:
        if not consents.is_valid(tx, kept.person_id, self._house.clock()):
            return None
        return rechecks.find(tx, kept) if rechecks.may_allow(tx, kept.person_id) else None

    def _begin(self, tx: Transaction, kept: KeptRecheck) -> tuple[Look, ...]:
        now, hers = self._house.clock(), self._allowed(tx, kept)
        if hers is None or not self._is_due(hers, now):
            return ()
        look = rules.begun(hers.recheck, self._tonight, now)
        rechecks.note(tx, hers, look)
        return (look,)

    def _keep(
        self,
        tx: Transaction,
        kept: KeptRecheck,
        begun: list[Look],
        outcome: Outcome,
        why: Why | None,
    ) -> None:
        now = self._house.clock()
        hers = rechecks.find(tx, kept) if people.hold(tx, kept.person_id) else None
        if hers is None:
            return
        # Where robots.txt or the host's pace kept us from asking, nothing was noted before.
        look = begun[0] if begun else rules.unasked(hers.recheck, self._tonight, now)
        rechecks.note(tx, hers, replace(look, outcome=outcome, why=why))

    async def _answer(
        self, person_id: PersonId, came: Page | Missed, sandbox: Sandbox
    ) -> tuple[Outcome, Why | None]:
        if isinstance(came, Missed) and came.reason is not MissReason.GONE:
            return Outcome.UNCHECKED, _WHY.get(came.reason, Why.NO_ANSWER)
        page = came if isinstance(came, Page) else came.shown
        seen = Seen.NOT_NAMED if page is None else await self._seen(person_id, page, sandbox)
        if isinstance(came, Page):
            return _OUTCOMES[seen]
        if seen in (Seen.NAMED, Seen.PARTLY):
            return Outcome.UNCHECKED, Why.CONTRADICTS
        return Outcome.MISSING, None

    async def _seen(self, person_id: PersonId, page: Page, sandbox: Sandbox) -> Seen:
        try:
            her = await self._house.store.aread(lambda tx: _her(tx, person_id))
            seed = secrets.randbits(63)
            return await sandbox.run(NAMED, page, her, seed, seconds=NAMED_SECONDS)
        except (SandboxTimeout, SandboxFailed, LookupError):
            return Seen.UNREADABLE


def _her(tx: Transaction, person_id: PersonId) -> WatchedPerson:
    """Her name alone, under no id of hers."""
    hers = people.profile(tx, person_id)
    return WatchedPerson(PersonId("her"), hers.given, hers.surname, hers.spellings)


def _source(site_id: str) -> SourceId:
    """One for all pages of a site, never one for a person."""
    return SourceId(f"removal.{site_id}")


def _shuffled(salt: str, recheck_id: str) -> str:
    return hashlib.sha256(f"{salt} {recheck_id}".encode()).hexdigest()
