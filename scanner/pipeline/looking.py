"""What a visit means: who stands on the page, beside the crawl and never in its way."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from types import TracebackType
from typing import Final, Self

from scanner import log
from scanner.alert.flood import Flood
from scanner.evidence import keep
from scanner.model.document import Document
from scanner.model.ids import PersonId
from scanner.model.page import MissReason, Page, is_mail
from scanner.model.picture import is_pdf, is_picture
from scanner.pipeline import canary
from scanner.pipeline.backlog import Alone, Backlog, Came, Told, Visit
from scanner.pipeline.gravest import STRETCH
from scanner.pipeline.house import House
from scanner.pipeline.keeping import Keeping, Look
from scanner.pipeline.reading import PostReader
from scanner.pipeline.sight import Sight, people_of
from scanner.pipeline.standing import Standing
from scanner.pipeline.watch import NICENESS, Lookout, Watch, Watches
from scanner.places.canary import person_id_of
from scanner.places.sources import Source, SourceKind
from scanner.sandbox import Sandbox, SandboxFailed, SandboxTimeout
from scanner.store import canaries, evidence_files, frontier, judgements, pictures
from scanner.store.evidence_files import Prepared
from scanner.store.names import new_id

TOGETHER: Final = 16
"""Pages that are searched at once. Alone a page of 7,000 characters takes 4.9 ms, beside 7 others
2.1, beside 15 or more 1.3."""

_logger: Final = log.logger("pipeline")


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
        self._standing: Final = Standing(house.store)
        self._keeping: Final = Keeping(house, self._standing, Flood(new_id()))
        self._tasks: list[asyncio.Task[None]] = []
        self._waiting = 0

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
        self._must_work()
        self._waiting += 1
        await self._backlog.put(visit)

    def is_idle(self) -> bool:
        """Whether everything that was taken has been looked at. Raises as `take` does."""
        self._must_work()
        return self._waiting == 0

    def _must_work(self) -> None:
        for task in self._tasks:
            if task.done():
                task.result()

    async def finish(self, seconds: float) -> None:
        """Look at all that waits, as far as one comes in `seconds`. Nothing is taken any more.

        What is left counts as not reached until the next scan has fetched it again.
        """
        await self._backlog.complete()
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        if late:
            log.event(_logger, "looking.out_of_time", logging.WARNING)
            await self._backlog.drop()
        await asyncio.gather(*self._tasks)

    async def _work(self, lookout: Lookout) -> None:
        while (taken := await self._backlog.take(TOGETHER)) is not None:
            began = time.monotonic()
            if isinstance(taken, Alone):
                visits: tuple[Visit, ...] = (taken.visit,)
                await self._look(lookout, taken.visit)
                self._waiting -= 1
            else:
                visits = taken
                await self._sift(lookout, visits)
            for visit in visits:
                self._backlog.took(visit, (time.monotonic() - began) / len(visits))

    async def _sift(self, lookout: Lookout, visits: Sequence[Visit]) -> None:
        """Settle visits of pages that name nobody, and on which nothing stood; put the others back.

        They wait for their host's turn again: one that takes long must not hold up others.
        """
        new = [one for one in visits if not await self._standing.on(one.due.address)]
        short = [one for one in new if isinstance(one, Came) and self._is_brief(one)]
        unnamed: Sequence[bool] = ()
        if short:
            watch = await self._watches.current()
            unnamed = await lookout.unnamed(watch, tuple(one.document.text for one in short))
        calm = [one for one in new if isinstance(one, Told)] + [*compress(short, unnamed)]
        await self._keeping.keep_calm(calm)
        self._waiting -= len(calm)
        for visit in visits:
            if visit not in calm:
                await self._backlog.put_alone(visit)

    async def _look(self, lookout: Lookout, visit: Visit) -> None:
        if isinstance(visit, Told):
            await self._keeping.keep_told(visit)
            return
        try:
            look = await self._looked(lookout, visit)
        except (SandboxTimeout, SandboxFailed) as error:
            due, kind = visit.due, type(error).__name__
            # Nothing of where: the page took so long because it names somebody.
            log.event(_logger, "page.not_looked_at", logging.WARNING, error=kind)
            unreadable = MissReason.UNREADABLE
            await self._house.store.awrite(lambda tx: frontier.settle(tx, due, unreadable))
            return
        await self._keeping.keep(look)

    async def _looked(self, lookout: Lookout, came: Came) -> Look:
        due, page, document = came.due, came.page, came.document
        watch = await self._watches.current()
        source = self._source(came)
        if source.canary:
            await self._prove(lookout, watch, source, came)
        look = Look(
            due=due,
            page=page,
            reason=came.reason,
            watched=watch.people,
            is_passing=source.kind is SourceKind.SEARCH and due.is_seed,
        )
        document = await self._with_looks(document)
        mentions, is_whole = await lookout.find(watch, document)
        if not is_whole:
            look = replace(look, reason=MissReason.UNREADABLE)
        if not mentions:
            return look
        people = people_of(mentions)
        evidence = await self._evidence(page, people)
        sight = Sight(
            document=document,
            cut=document if _is_one(page) else await self._cut(page, document),
            mentions=mentions,
            address=due.address,
            source=source,
            now=self._house.clock(),
            known=await self._standing.on(due.address),
            judgements=await self._house.store.aread(lambda tx: judgements.of_people(tx, people)),
        )
        view = await lookout.judge(watch, sight)
        if view.left:
            log.event(_logger, "page.not_judged_whole", logging.WARNING)
        # What nobody looked through or judged may be a threat: it is not checked, never clear.
        reason = MissReason.UNREADABLE if view.left else look.reason
        return replace(look, view=view, reason=reason, evidence=evidence)

    async def _prove(self, lookout: Lookout, watch: Watch, source: Source, came: Came) -> None:
        """Look for the canary as for anybody, and note that she was found, or was not.

        Of a page that did not come whole only the first: what it lacks may be the name.
        """
        whom, at = person_id_of(source.source_id), came.page.fetched_at
        try:
            mentions, _ = await lookout.find(watch, came.document, whom)
            sight = Sight(
                document=came.document,
                cut=await self._cut(came.page, came.document),
                mentions=mentions,
                address=came.due.address,
                source=source,
                now=self._house.clock(),
                known=(),
                canary=whom,
            )
            is_found = bool(mentions) and canary.is_found(await lookout.judge(watch, sight))
        except (SandboxTimeout, SandboxFailed):
            is_found = False
        if not is_found:
            log.event(_logger, "canary.not_found", logging.WARNING, source=source.source_id)
        if is_found or came.reason is None:
            await self._house.store.awrite(
                lambda tx: canaries.note(tx, source.source_id, at, is_found=is_found)
            )

    def _source(self, visit: Visit) -> Source:
        source = self._house.watchlists.source(visit.due.source_id)
        assert source is not None, "only pages of known sources are claimed"
        return source

    def _is_brief(self, came: Came) -> bool:
        """True where some such pages may be searched together, and need not be looked at alone."""
        return _is_short(came.document) and not self._source(came).canary

    async def _cut(self, page: Page, document: Document) -> Document | None:
        cut = await self._posts.cut(page)
        if cut is None or not document.pictures:
            return cut and replace(cut, pictures=())
        return await self._with_looks(cut)

    async def _with_looks(self, document: Document) -> Document:
        if not document.pictures:
            return document
        return await self._house.store.aread(lambda tx: pictures.with_looks(tx, document))

    async def _evidence(self, page: Page, people: frozenset[PersonId]) -> Prepared | None:
        """The page's bytes, kept before anything judges them; None where they are kept already."""
        store = self._house.store
        if await store.aread(lambda tx: evidence_files.is_kept(tx, page, people)):
            return None
        return await asyncio.to_thread(
            keep.prepare, self._house.evidence_folder, store.keys.tenant_id, page
        )


def _is_short(document: Document) -> bool:
    """True for a page that is searched in one piece, and shows no picture to compare."""
    is_one = not document.posts and len(document.text) <= STRETCH
    return is_one and not document.pictures


def _is_one(page: Page) -> bool:
    """Whether the page itself is its only post. To cut it would lose the words in its pictures."""
    return is_picture(page.body) or is_pdf(page.body) or is_mail(page)
