"""Search providers are asked for somebody by name: only where she allowed that provider herself.

Her name and town go out, no other word of her. Whether she still allows it is read in the
transaction that notes the question for her, right before it leaves; and the question stands nowhere
else: its address is in no row, log or evidence. What it finds is read once as other results are,
and looked through for everybody.
"""

import logging
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from scanner import log, urls
from scanner.config.clock import Clock
from scanner.crawl.lanes import Lanes, Rhythm, StoppedError
from scanner.crawl.pace import Wishes
from scanner.model.action import Action
from scanner.model.consent import Profile
from scanner.model.document import Document
from scanner.model.ids import Address, PersonId, SourceId
from scanner.model.page import Page
from scanner.outbound.door import Key, Request
from scanner.people import consent
from scanner.pipeline.house import House
from scanner.pipeline.leads import leads
from scanner.pipeline.reading import PageReader
from scanner.places.providers import Provider
from scanner.places.queries import Question
from scanner.places.sources import Source
from scanner.sources.search.providers import beginnings, provider_of
from scanner.store import audit, candidates, consents, frontier, people, query_days
from scanner.store.database import Transaction

_logger: Final = log.logger("pipeline")
_chance: Final = random.SystemRandom()


def words_of(profile: Profile) -> str:
    """What a provider is asked: her name as one phrase, and her town; '' where she gave none."""
    name, town = (
        " ".join(each.replace('"', " ").split())
        for each in (
            f"{profile.given.reveal()} {profile.surname.reveal()}",
            profile.town.reveal(),
        )
    )
    return f'"{name}" {town}' if name and town else ""


class NameQueries:
    """The questions of one round."""

    def __init__(self, house: House, lanes: Lanes, reader: PageReader, rhythm: Rhythm) -> None:
        self._house: Final = house
        self._lanes: Final = lanes
        self._reader: Final = reader
        self._clock: Final[Clock] = rhythm.clock
        self._stopwatch: Final = rhythm.stopwatch
        self._ends_at: Final = rhythm.stopwatch() + 60 * house.config.crawl.scan_minutes

    async def ask(
        self,
        names: frozenset[SourceId],
        keys: Mapping[SourceId, Key | None],
        horizon: datetime,
    ) -> frozenset[SourceId]:
        """Ask by those sources of a round that somebody allowed; gives those that led to a page.

        After their ordinary questions, from what those leave of the day's: what is asked for all
        must not depend on who allowed what.
        """
        led: set[SourceId] = set()
        try:
            for provider in self._house.watchlists.providers:
                if provider.source not in names or (
                    provider.source in keys and keys[provider.source] is None
                ):
                    continue
                source = self._house.watchlists.source(provider.source)
                assert source is not None, "only listed sources are read"
                if await self._ask(provider, source, keys.get(provider.source), horizon):
                    led.add(provider.source)
        except StoppedError:
            pass
        return frozenset(led)

    async def _ask(
        self, provider: Provider, source: Source, key: Key | None, horizon: datetime
    ) -> bool:
        """Whether there is a page to be read. Ends at the first question that is not answered."""
        allowing = await self._house.store.aread(partial(self._allowing, provider=provider))
        has_led = False
        # In no order that anybody outside could learn something from.
        for person_id in _chance.sample(allowing, len(allowing)):
            if not await self._has_turn(source):
                break
            claim = partial(self._claim, provider=provider, source=source, person_id=person_id)
            address = await self._house.store.awrite(claim)
            if address is None:
                continue
            document = await self._answer(source, key, address)
            if document is None:
                log.event(_logger, "name_query.missed", logging.WARNING, source=source.source_id)
                break
            found = leads(self._house.watchlists, source, document, depth=0)
            if found:
                keep = partial(_keep, source_id=source.source_id, found=found, horizon=horizon)
                await self._house.store.awrite(keep)
                has_led = True
        return has_led

    async def _has_turn(self, source: Source) -> bool:
        """Wait for the provider's pace first: so what she allows is read as late as can be."""
        endpoint = next(iter(source.addresses), Address(provider_of(source).endpoint))
        group = urls.host_group(endpoint)
        if await self._lanes.given_up(group) is not None:
            return False
        return await self._lanes.turn(group, within=self._ends_at - self._stopwatch())

    def _allowing(self, tx: Transaction, *, provider: Provider) -> tuple[PersonId, ...]:
        everybody = sorted(people.ids(tx))
        return tuple(one for one in everybody if self._allows(tx, provider, one))

    def _allows(self, tx: Transaction, provider: Provider, person_id: PersonId) -> bool:
        if not consents.is_valid(tx, person_id, self._clock()):
            return False
        said = consent.chosen(consents.events(tx, person_id))
        restored = audit.latest_of(tx, Action.INSTALLATION_RESTORE)
        if restored is not None and said.at <= restored.at:
            # An old yes came back with the backup: she may have taken it back since.
            return False
        return provider.provider_id in said.choices.providers and not said.choices.is_protected

    def _claim(
        self, tx: Transaction, *, provider: Provider, source: Source, person_id: PersonId
    ) -> Address | None:
        """The address of a question that leaves now, noted for her; None where none does."""
        now = self._clock()
        if not people.hold(tx, person_id) or not self._allows(tx, provider, person_id):
            return None
        words = words_of(people.profile(tx, person_id))
        address = _address(source, words) if words else None
        told = f"{provider.name}: {words}"
        was_asked = audit.is_noted(
            tx,
            person_id,
            actor=audit.SEARCH,
            action=Action.QUERY_SEND,
            object_id=told,
            since=now - provider.interval,
        )
        if address is None or was_asked:
            return None
        if not query_days.spend(tx, source.source_id, now.date(), source.queries_a_day):
            return None
        audit.append(
            tx,
            at=now,
            actor=audit.SEARCH,
            action=Action.QUERY_SEND,
            person_id=person_id,
            object_id=told,
        )
        return address

    async def _answer(self, source: Source, key: Key | None, address: Address) -> Document | None:
        """What a provider finds; None where it did not answer, or with what cannot be read."""
        floor = max(source.delay_seconds, self._house.config.crawl.delay_seconds)
        request = Request(source_id=source.source_id, address=address, key=key)
        answer = await self._lanes.ask(request, Wishes(floor_seconds=floor))
        if not isinstance(answer, Page):
            return None
        # Whoever reads the answer's bytes must not be told by its address whom it is about.
        bare = Address(address.partition("?")[0])
        document = await self._reader.document(replace(answer, asked=bare, final=bare))
        return document if isinstance(document, Document) else None


def _address(source: Source, words: str) -> Address | None:
    question = Question(text=words, language="", sources=())
    return next(iter(beginnings(source, (question,))), None)


def _keep(
    tx: Transaction, *, source_id: SourceId, found: tuple[Address, ...], horizon: datetime
) -> None:
    """Their hosts are proposed to nobody: staff would read there whom somebody looked for."""
    admitted = candidates.without_refused(tx, found)
    frontier.read_once(tx, source_id, admitted, depth=1, horizon=horizon)
