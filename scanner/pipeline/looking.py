"""What a visit means: findings and their mails, and that the page was looked at."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import groupby
from types import TracebackType
from typing import Final, Self

from scanner import log
from scanner.alert.flood import Flood
from scanner.alert.tell import tell_seen
from scanner.assess.policy import POLICY
from scanner.evidence import keep
from scanner.findings import decide
from scanner.model.exposure import Exposure, View
from scanner.model.finding import Finding, Sighting
from scanner.model.frontier import DuePage
from scanner.model.ids import Address, ClusterId, FindingId, PersonId
from scanner.model.page import MissReason, Page
from scanner.pipeline.backlog import Backlog, Came, Told, Visit
from scanner.pipeline.exposures import Sight, people_of
from scanner.pipeline.house import House
from scanner.pipeline.reading import PostReader
from scanner.pipeline.watch import NICENESS, Lookout, Watches
from scanner.sandbox import Sandbox, SandboxFailed, SandboxTimeout
from scanner.store import clusters, consents, evidence_files, findings, frontier
from scanner.store.database import Transaction
from scanner.store.evidence_files import Prepared
from scanner.store.names import new_id

_logger: Final = log.logger("pipeline")

NOBODY: Final = View(exposures=(), is_cut=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that looking at a page brought, ready to be stored."""

    due: DuePage
    page: Page
    reason: MissReason | None
    """What the visit counts as: None is a page that was read."""
    watched: frozenset[PersonId]
    """Who was looked for. Of anybody else the look says nothing."""
    view: View = NOBODY
    evidence: Prepared | None = None


class Looking:
    """Looks at what came, beside the crawl and never in its way.

    Whoever writes a page feels in our next request what happened since the last one. So whatever
    depends on who is named runs here, in processes of its own.
    """

    def __init__(self, house: House) -> None:
        crawl = house.config.crawl
        self._house: Final = house
        self._watches: Final = Watches(house)
        self._backlog: Final = Backlog(house.store.data)
        self._cutting: Final = Sandbox(
            crawl.parse_workers, crawl.parse_memory_bytes, niceness=NICENESS
        )
        self._posts: Final = PostReader(self._cutting, crawl)
        self._lookouts: Final = [Lookout(crawl) for _ in range(crawl.parse_workers)]
        self._flood: Final = Flood(new_id())
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._tasks = [asyncio.create_task(self._work(lookout)) for lookout in self._lookouts]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._cutting.close()
        for lookout in self._lookouts:
            lookout.close()
        self._backlog.close()

    async def take(self, visit: Visit) -> None:
        """Look at a visit some time later. Raises what ended the work, if anything has."""
        for task in self._tasks:
            if task.done():
                task.result()
        await self._backlog.put(visit)

    async def finish(self) -> None:
        """Look at all that waits. Nothing is taken any more."""
        await self._backlog.complete()
        await asyncio.gather(*self._tasks)

    async def _work(self, lookout: Lookout) -> None:
        while (visit := await self._backlog.take()) is not None:
            match visit:
                case Came():
                    await self._look(lookout, visit)
                case Told():
                    await self._keep_told(visit)

    async def _look(self, lookout: Lookout, came: Came) -> None:
        try:
            look = await self._looked(lookout, came)
        except (SandboxTimeout, SandboxFailed) as error:
            due, kind = came.due, type(error).__name__
            log.event(
                _logger, "page.not_looked_at", logging.WARNING, source=due.source_id, error=kind
            )
            unreadable = MissReason.UNREADABLE
            await self._house.store.awrite(lambda tx: frontier.settle(tx, due, unreadable))
            return
        await self._keep(look)

    async def _looked(self, lookout: Lookout, came: Came) -> Look:
        due, page, document = came.due, came.page, came.document
        watch = await self._watches.current()
        look = Look(due=due, page=page, reason=came.reason, watched=watch.people)
        mentions = await lookout.find(watch, document)
        if not mentions:
            return look
        source = self._house.watchlists.source(due.source_id)
        assert source is not None, "only pages of known sources are claimed"
        evidence = await self._evidence(page, people_of(mentions))
        sight = Sight(
            document=document,
            cut=await self._posts.cut(page),
            mentions=mentions,
            address=due.address,
            source=source,
            now=self._house.clock(),
            known=await self._of_page(due),
        )
        return replace(look, view=await lookout.judge(watch, sight), evidence=evidence)

    async def _evidence(self, page: Page, people: frozenset[PersonId]) -> Prepared | None:
        """The page's bytes, kept before anything judges them; None where they are kept already."""
        store = self._house.store
        if await store.aread(lambda tx: evidence_files.is_kept(tx, page, people)):
            return None
        return await asyncio.to_thread(
            keep.prepare, self._house.evidence_folder, store.keys.tenant_id, page
        )

    async def _keep(self, look: Look) -> None:
        """Store the look, post by post: a lane that has to write waits for one post, not for all.

        Only then the page counts as looked at.
        """
        write = self._house.store.awrite
        if look.evidence is not None:
            await self._keep_evidence(look, look.evidence)
        for _, post in groupby(sorted(look.view.exposures, key=_post), key=_post):
            await write(partial(self._keep_post, look, tuple(post)))
        for old in await self._of_page(look.due):
            if old.finding_id in look.view.again:
                await write(partial(self._keep_again, look, old))
            elif look.view.is_cut and old.person_id in look.watched:
                await write(partial(self._keep_absence, look, old))
        await write(lambda tx: frontier.settle(tx, look.due, look.reason))

    async def _keep_evidence(self, look: Look, evidence: Prepared) -> None:
        now = self._house.clock()
        people = {one.person_id for one in look.view.exposures if _is_possible(one)}
        if not await self._house.store.awrite(
            lambda tx: evidence_files.save(tx, evidence, people, now)
        ):
            (self._house.evidence_folder / evidence.file.name).unlink(missing_ok=True)

    def _keep_post(self, look: Look, post: tuple[Exposure, ...], tx: Transaction) -> None:
        now, due = self._house.clock(), look.due
        sighted = [
            one for one in post if _is_possible(one) and consents.is_valid(tx, one.person_id, now)
        ]
        if not sighted:
            return
        cluster_id = clusters.place(
            tx,
            [one.person_id for one in sighted],
            (due.address, sighted[0].key),
            sighted[0].sketch,
            at=look.page.fetched_at,
            new_id=ClusterId(new_id()),
        )
        for one in _each_once(sighted):
            old = findings.of_key(tx, one.person_id, cluster_id)
            if old and due.last_outcome == frontier.CAME and _shows(old, look.page):
                continue  # Stored by a scan that was killed before it had stored the whole page.
            sighting = Sighting(
                person_id=one.person_id,
                cluster_id=cluster_id,
                source_id=due.source_id,
                address=due.address,
                post_key=one.key,
                seen_at=look.page.fetched_at,
                assessment=one.assessment,
                excerpt=one.excerpt,
                evidence_sha256=look.page.digest,
            )
            new = decide.see(
                old,
                sighting,
                finding_id=FindingId(new_id()),
                case_reference=findings.new_reference(tx),
            )
            self._save(tx, old, new, due.address)

    def _keep_again(self, look: Look, known: Finding, tx: Transaction) -> None:
        """A finding whose words stand on this page as they did before."""
        old = findings.of_key(tx, known.person_id, known.cluster_id)
        if old is not None:
            address, at = look.due.address, look.page.fetched_at
            self._save(tx, old, decide.unchanged(old, address, at=at), address)

    def _keep_absence(self, look: Look, known: Finding, tx: Transaction) -> None:
        """A finding whose post was on this page may not be there any more."""
        old = findings.of_key(tx, known.person_id, known.cluster_id)
        if old is not None:
            keys = {one.key for one in look.view.exposures if one.person_id == old.person_id}
            at, present = look.page.fetched_at, frozenset(keys)
            address = look.due.address
            self._save(tx, old, decide.look(old, address, present=present, at=at), address)

    async def _keep_told(self, told: Told) -> None:
        write = self._house.store.awrite
        for old in await self._of_page(told.due):
            await write(partial(self._keep_answer, told, old))
        await write(lambda tx: frontier.settle(tx, told.due, told.reason))

    def _keep_answer(self, told: Told, known: Finding, tx: Transaction) -> None:
        old = findings.of_key(tx, known.person_id, known.cluster_id)
        if old is None:
            return
        if told.reason is MissReason.GONE:
            new = decide.look(old, told.due.address, present=frozenset(), at=told.at)
        else:
            new = decide.unchanged(old, told.due.address, at=told.at)
        self._save(tx, old, new, told.due.address)

    async def _of_page(self, due: DuePage) -> tuple[Finding, ...]:
        return await self._house.store.aread(lambda tx: findings.of_page(tx, due.address))

    def _save(self, tx: Transaction, old: Finding | None, new: Finding, address: Address) -> None:
        now, config = self._house.clock(), self._house.config
        if new != old and findings.save(tx, new, now=now):
            tell_seen(tx, old, new, config, now, address=address, flood=self._flood)


def _is_possible(exposure: Exposure) -> bool:
    """True where it may be her."""
    return exposure.assessment.identity.probability >= POLICY.possible


def _shows(finding: Finding, page: Page) -> bool:
    """True where the finding was seen in these bytes."""
    return page.digest in finding.evidence_sha256


def _each_once(post: Iterable[Exposure]) -> Iterator[Exposure]:
    """Everybody in a post once, at the worst: a page may show it twice, as for narrow screens."""
    for _, same in groupby(sorted(post, key=_person), key=_person):
        first, *others = same
        worst = reduce(decide.worst, (one.assessment for one in others), first.assessment)
        yield replace(first, assessment=worst)


def _person(exposure: Exposure) -> PersonId:
    return exposure.person_id


def _post(exposure: Exposure) -> str:
    return exposure.key
