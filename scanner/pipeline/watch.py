"""Who is looked for at this moment, and the worker that looks."""

import asyncio
import pickle
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, TypeVar

from scanner.config.settings import CrawlSettings
from scanner.errors import StopError
from scanner.model.document import Document
from scanner.model.exposure import View
from scanner.model.ids import PersonId
from scanner.model.mention import Mention
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.pipeline.canary import watched_canaries
from scanner.pipeline.house import House
from scanner.pipeline.sight import Brief, Part, Sight
from scanner.sandbox import Named, Sandbox, SandboxFailed, SandboxTimeout
from scanner.store import people
from scanner.store.database import Transaction, generation

T = TypeVar("T")

LEARN: Final[Named[None]] = Named("scanner.pipeline.exposures", "learn")
FIND: Final[Named[tuple[tuple[Mention, ...], bool]]] = Named("scanner.pipeline.exposures", "find")
UNNAMED: Final[Named[tuple[bool, ...]]] = Named("scanner.pipeline.exposures", "unnamed")
JUDGE: Final[Named[View]] = Named("scanner.pipeline.exposures", "judge")

LOOK_FACTOR: Final = 8
"""Looking may take so many times as long as reading: a page may name somebody in every line."""

ROUNDS: Final = 6
"""Rounds in which one page is judged: some two thousand posts that name her, or a hostile post or
two that take a whole round each. What is left then counts as not checked."""

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
    """Without the canaries, who are nobody."""
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
        # Before the people: whoever comes or goes in between makes this watch an old one.
        people_generation = generation(tx)
        employer = Personal(house.config.organisation.name)
        watched = people.watched(tx, house.clock(), employer=employer)
        keys = {kind: tx.keys.detail_key(kind) for kind in DetailKind}
        canaries = tuple(watched_canaries(house.watchlists.sources, employer, keys))
        brief = Brief(
            people=watched + canaries,
            detail_keys=keys,
            canaries=frozenset(one.person_id for one in canaries),
            seed=secrets.randbits(64),
            organisation=house.watchlists.organisation,
            lexicons=house.watchlists.lexicons,
        )
        return Watch(
            people_generation=people_generation,
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

    async def find(
        self, watch: Watch, document: Document, canary: PersonId | None = None
    ) -> tuple[tuple[Mention, ...], bool]:
        """The mentions on a page, none where it names nobody, and whether all of it was seen.

        Of people, or of a `canary` alone.
        """
        return await self._ask(watch, FIND, document, self._seconds / 2, canary)

    async def unnamed(self, watch: Watch, texts: tuple[str, ...]) -> tuple[bool, ...]:
        """Of each text whether it surely names nobody; of none where that takes too long."""
        try:
            return await self._ask(watch, UNNAMED, texts)
        except (SandboxTimeout, SandboxFailed):
            return (False,) * len(texts)

    async def judge(self, watch: Watch, sight: Sight) -> View:
        """Everybody on the page, as far as one comes in `ROUNDS`, the gravest first.

        A round that did not end is made again in smaller lots, then with one lot alone; a lot that
        is too slow even so is left, and the others are not lost for it. Raises as `Sandbox.run`
        does where no round ended.
        """
        part, views, failed = sight.part, list[View](), None
        for _ in range(ROUNDS):
            try:
                view = await self._ask(watch, JUDGE, replace(sight, part=part), self._seconds / 2)
            except (SandboxTimeout, SandboxFailed) as error:
                part, failed = _smaller(part), error
                continue
            views.append(view)
            part = replace(part, done=part.done.union(view.judged), is_one=False)
            if view.left <= part.skipped:
                break
        if not views:
            assert failed is not None, "a round ends or fails"
            raise failed
        return _together(views)

    def close(self) -> None:
        self._sandbox.close()

    async def _ask(self, watch: Watch, function: Named[T], *arguments: object) -> T:
        if self._briefed is not watch:
            await self._learn(watch)
        try:
            return await self._sandbox.run(function, *arguments, seconds=self._seconds)
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


def _smaller(part: Part) -> Part:
    """What to try after a round that did not end."""
    if part.at_once > 1:
        return replace(part, at_once=1)
    if not part.is_one:
        return replace(part, is_one=True)
    return replace(part, is_one=False, skipped=part.skipped + 1)


def _together(views: Sequence[View]) -> View:
    """What several rounds say; the last one knows what is left and whether the page was cut."""
    return replace(
        views[-1],
        exposures=tuple(chain.from_iterable(one.exposures for one in views)),
        again=tuple(dict.fromkeys(chain.from_iterable(one.again for one in views))),
        judged=tuple(chain.from_iterable(one.judged for one in views)),
    )
