"""Who is looked for at this moment: the enrolled people and the matcher made of them."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime

from scanner.match.matcher import Matcher
from scanner.model.ids import PersonId
from scanner.model.person import WatchedPerson
from scanner.model.personal import Personal
from scanner.pipeline.house import House
from scanner.store import people
from scanner.store.database import Transaction, generation


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Valid for one generation of people; a later one needs a new watch."""

    people_generation: int
    people: dict[PersonId, WatchedPerson]
    matcher: Matcher


def load(tx: Transaction, now: datetime, *, employer: str, seed: int) -> Watch:
    """The people whose opt-in is valid now."""
    watched = people.watched(tx, now, employer=Personal(employer))
    return Watch(
        people_generation=generation(tx),
        people={person.person_id: person for person in watched},
        matcher=Matcher(watched, seed=seed, keyed_hash=tx.keys.detail_hash),
    )


class WatchKeeper:
    """Keeps the watch of the moment: a withdrawal or an opt-in counts from the next page on."""

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
        return load(
            tx,
            self._house.clock(),
            employer=self._house.config.organisation.name,
            # Random, so that nobody can craft texts that collide in the index.
            seed=secrets.randbits(64),
        )
