"""Who is looked for at this moment, and the worker that looks."""

import asyncio
import pickle
import secrets
from dataclasses import dataclass, field
from typing import Final, TypeVar

from scanner.config.settings import CrawlSettings
from scanner.errors import StopError
from scanner.model.document import Document
from scanner.model.exposure import View
from scanner.model.ids import PersonId
from scanner.model.mention import Mention
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.pipeline.house import House
from scanner.pipeline.sight import Brief, Sight
from scanner.sandbox import Named, Sandbox, SandboxFailed, SandboxTimeout
from scanner.store import people
from scanner.store.database import Transaction, generation

T = TypeVar("T")

LEARN: Final[Named[None]] = Named("scanner.pipeline.exposures", "learn")
FIND: Final[Named[tuple[Mention, ...]]] = Named("scanner.pipeline.exposures", "find")
JUDGE: Final[Named[View]] = Named("scanner.pipeline.exposures", "judge")

LOOK_FACTOR: Final = 8
"""Looking may take so many times as long as reading: a page may name somebody in every line."""

BRIEF_SECONDS: Final = 120.0
"""Longest time to index a watchlist: of 30,000 people it takes two."""

NICENESS: Final = 10
"""Niceness of whatever works on pages with a hit only: the crawl goes before it."""

MEMORY_BYTES: Final = 4 * 1024**3
"""Most address space of a worker that looks: with 30,000 people it takes 0.2 GiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Valid for one generation of people; a later one needs a new watch."""

    people_generation: int
    people: frozenset[PersonId]
    brief: bytes = field(repr=False)
    """A `Brief`, pickled once: of 30,000 people that takes longer than a lane should wait."""


class Watches:
    """The watch of the moment: a withdrawal or an opt-in counts from the next page on."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._watch: Watch | None = None
        self._loading = asyncio.Lock()

    async def current(self) -> Watch:
        """The watch for the people enrolled now."""
        now = await self._house.store.aread(generation)
        async with self._loading:
            if self._watch is None or self._watch.people_generation < now:
                self._watch = await self._house.store.aread(self._load)
            return self._watch

    def _load(self, tx: Transaction) -> Watch:
        house = self._house
        employer = Personal(house.config.organisation.name)
        watched = people.watched(tx, house.clock(), employer=employer)
        brief = Brief(
            people=watched,
            detail_keys={kind: tx.keys.detail_key(kind) for kind in DetailKind},
            seed=secrets.randbits(64),
            organisation=house.watchlists.organisation,
            lexicons=house.watchlists.lexicons,
        )
        return Watch(
            people_generation=generation(tx),
            people=frozenset(person.person_id for person in watched),
            brief=pickle.dumps(brief, pickle.HIGHEST_PROTOCOL),
        )


class Lookout:
    """One worker that looks for people. Raises as `Sandbox.run` does.

    After half of its time it answers with what it has found so far: a page that names somebody in
    every line must not be a place where nobody is found.
    """

    def __init__(self, settings: CrawlSettings) -> None:
        self._sandbox: Final = Sandbox(1, MEMORY_BYTES, niceness=NICENESS)
        self._seconds: Final = LOOK_FACTOR * settings.parse_seconds
        self._briefed: Watch | None = None

    async def find(self, watch: Watch, document: Document) -> tuple[Mention, ...]:
        """The mentions on a page; none where it names nobody."""
        return await self._ask(watch, FIND, document)

    async def judge(self, watch: Watch, sight: Sight) -> View:
        """Everybody on the page."""
        return await self._ask(watch, JUDGE, sight)

    def close(self) -> None:
        self._sandbox.close()

    async def _ask(self, watch: Watch, function: Named[T], argument: object) -> T:
        if self._briefed is not watch:
            await self._learn(watch)
        try:
            return await self._sandbox.run(
                function, argument, self._seconds / 2, seconds=self._seconds
            )
        except BaseException:
            # The next call may meet another process, which has heard of nobody.
            self._briefed = None
            raise

    async def _learn(self, watch: Watch) -> None:
        try:
            await self._sandbox.run(LEARN, watch.brief, seconds=BRIEF_SECONDS)
        except (SandboxFailed, SandboxTimeout):
            raise StopError(
                "The worker that looks for people could not be started: this machine is too busy, "
                "or short of memory. What was fetched is looked at by the next run."
            ) from None
        self._briefed = watch
