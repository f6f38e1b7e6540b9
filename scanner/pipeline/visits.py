"""What a visit brings, stored at once; looking at it comes later."""

from dataclasses import replace
from typing import Final

from scanner import urls
from scanner.extract.imprint import imprint
from scanner.extract.lasting import marks, shown_sha256
from scanner.extract.missing import says_missing
from scanner.model import capture
from scanner.model.document import Document
from scanner.model.frontier import DuePage, Trail
from scanner.model.ids import Address
from scanner.model.page import LOOKED_AT, Missed, MissReason, Page
from scanner.model.picture import is_picture
from scanner.pipeline import archives
from scanner.pipeline.backlog import Came, Told
from scanner.pipeline.house import House
from scanner.pipeline.leads import leads
from scanner.pipeline.looking import Looking
from scanner.pipeline.reading import PageReader
from scanner.places.sources import Source, SourceKind
from scanner.sources import once
from scanner.sources.bounds import landed
from scanner.sources.kinds import follow, is_shut
from scanner.store import candidates, frontier, pictures, traps
from scanner.store.database import Transaction

REMEMBERED_LINKS: Final = 50_000
"""So many at most, some 10 MB: a site's menu stands on every page, and need not be looked up."""


class Visits:
    """Finishes visits, any number of them side by side: the same work whoever is on the page."""

    def __init__(self, house: House, reader: PageReader, looking: Looking) -> None:
        self._house: Final = house
        self._reader: Final = reader
        self._looking: Final = looking
        self._stored_links: Final[set[Address]] = set()
        self._known_hosts: Final = frozenset(
            urls.host_group(address)
            for source in house.watchlists.sources
            for address in source.prefixes
        )

    async def finish(self, due: DuePage, outcome: Page | Missed) -> None:
        """Store that the visit was, and hand on what has to be looked at.

        Raises `LeaseLostError` where another worker has the page by now.
        """
        if isinstance(outcome, Page):
            await self._finish_page(due, outcome)
        elif outcome.shown is not None:
            await self._finish_gone(due, outcome, outcome.shown)
        else:
            await self._finish_miss(due, outcome)

    async def _finish_page(self, due: DuePage, page: Page) -> None:
        if capture.is_file(due.address):
            await self._finish_list(due, page)
            return
        if not page.lacks and due.is_shown_again(shown_sha256(page)):
            # Its links were stored when it was read.
            await self._finish_same(due, page)
            return
        document = await self._reader.document(page)
        if isinstance(document, MissReason):
            await self._finish_miss(due, _unread(page, document))
            return
        source = self._source(due)
        if is_shut(source, document):
            await self._finish_miss(due, _unread(page, MissReason.BLOCKED))
            return
        if (front := landed(source, due, page)) is not None:
            await self._finish_miss(due, _unread(page, MissReason.SOFT_404), (front,))
            return
        if is_picture(page.body):
            await self._finish_picture(due, source, page, document)
            return
        if says_missing(document):
            await self._finish_in_part(due, page, document, MissReason.SOFT_404)
            return
        if document.unread_pages:
            await self._finish_in_part(due, page, document, MissReason.PARTLY)
            return
        await self._finish_whole(due, source, page, document)

    async def _finish_whole(
        self, due: DuePage, source: Source, page: Page, document: Document
    ) -> None:
        """A page that was read to its end, but for what it `lacks`."""
        followed = () if due.is_once else follow(source, document, due.depth)
        links = tuple(link for link in followed if link not in self._stored_links)
        trail = None if due.is_once else self._trail(source, due, document, followed)
        if not document.text.strip():
            # Without a word on it a page is no news of what stood there.
            missed = _unread(page, page.lacks or MissReason.UNREADABLE)
            await self._finish_miss(due, missed, links, trail if links else None)
            self._remember(links)
            return
        outcome = _unread(page, page.lacks) if page.lacks else page
        found = self._once(source, due, document)
        shown = self._shown(source, due, document)
        if not source.is_hot:
            document = replace(document, pictures=())
        known_by = marks(page, document)

        def store(tx: Transaction) -> None:
            frontier.finish(
                tx,
                due,
                outcome,
                links=links,
                once=self._admitted(tx, due, found),
                shown=candidates.without_refused(tx, shown) if shown else (),
                trail=trail,
                marks=known_by,
                is_pending=True,
            )

        await self._house.store.awrite(store)
        self._remember(links)
        if not page.lacks and due.says_the_same(known_by.text_sha256):
            await self._looking.take(_as_it_was(due, page))
            return
        document = replace(document, links=())
        await self._looking.take(Came(due=due, page=page, document=document, reason=page.lacks))

    async def _finish_picture(
        self, due: DuePage, source: Source, page: Page, document: Document
    ) -> None:
        """A picture. One that a page of a hot source shows is compared where it is shown, among the
        words around it; any other where it is."""
        is_shown = source.is_hot
        is_pending = bool(document.text) or not is_shown
        missed = _unread(page, MissReason.PICTURE) if document.unread_pages else None

        def store(tx: Transaction) -> None:
            if is_shown:
                pictures.keep(tx, due.address, document.pictures, page.fetched_at)
            frontier.finish(tx, due, missed or page, is_pending=is_pending)

        await self._house.store.awrite(store)
        if is_pending:
            alone = replace(document, pictures=() if is_shown else document.pictures)
            reason = missed.reason if missed else None
            await self._looking.take(Came(due=due, page=page, document=alone, reason=reason))

    async def _finish_list(self, due: DuePage, page: Page) -> None:
        """An archive, whose pages come after it; nothing stands on the list itself."""
        names = archives.listed(page)
        outcome = page if archives.is_whole(page) else _unread(page, MissReason.PARTLY)
        await self._house.store.awrite(lambda tx: frontier.finish(tx, due, outcome, links=names))

    async def _finish_same(self, due: DuePage, page: Page) -> None:
        """The very bytes that were looked at, by the same people and words."""
        await self._house.store.awrite(
            lambda tx: frontier.finish(tx, due, page, marks=due.marks, is_pending=True)
        )
        await self._looking.take(_as_it_was(due, page))

    async def _finish_gone(self, due: DuePage, gone: Missed, shown: Page) -> None:
        """A page that is said to be gone counts so, but is looked at: it may stand there still."""
        page = replace(shown, asked=gone.asked)
        document = await self._reader.document(page)
        if document is MissReason.CONTENT_TYPE:
            await self._finish_miss(due, gone)
        elif isinstance(document, MissReason):
            await self._finish_miss(due, _unread(page, document))
        else:
            await self._house.store.awrite(
                lambda tx: frontier.finish(tx, due, gone, is_pending=True)
            )
            document = replace(document, links=())
            await self._looking.take(
                Came(due=due, page=page, document=document, reason=gone.reason)
            )

    async def _finish_in_part(
        self, due: DuePage, page: Page, document: Document, reason: MissReason
    ) -> None:
        """A page that is not all that should be there. It is looked at all the same: whoever
        writes a threat must not keep it unread by an error page's words or a picture."""
        missed = _unread(page, reason)
        await self._house.store.awrite(lambda tx: frontier.finish(tx, due, missed, is_pending=True))
        document = replace(document, links=())
        await self._looking.take(Came(due=due, page=page, document=document, reason=missed.reason))

    async def _finish_miss(
        self,
        due: DuePage,
        missed: Missed,
        links: tuple[Address, ...] = (),
        trail: Trail | None = None,
    ) -> None:
        is_pending = missed.reason in LOOKED_AT and not frontier.is_still_unread(due, missed)
        await self._house.store.awrite(
            lambda tx: frontier.finish(
                tx, due, missed, links=links, trail=trail, is_pending=is_pending
            )
        )
        # Every other reason says nothing about what stands there.
        if is_pending:
            await self._looking.take(Told(due=due, reason=missed.reason, at=missed.at))

    def _source(self, due: DuePage) -> Source:
        source = self._house.watchlists.source(due.source_id)
        assert source is not None, "only pages of known sources are claimed"
        return source

    def _trail(
        self, source: Source, due: DuePage, document: Document, links: tuple[Address, ...]
    ) -> Trail:
        return Trail(
            # Where every other kind goes is its format's to say; a site leads wherever it likes.
            looks_back=source.kind is not SourceKind.SITE or self._looks_back(due, links),
            imprint=imprint(document) if traps.is_weighed(due) else None,
        )

    def _looks_back(self, due: DuePage, links: tuple[Address, ...]) -> bool:
        own = urls.shapes(due.address)
        return any(
            link in self._stored_links and link != due.address and urls.shapes(link) == own
            for link in links
        )

    def _once(self, source: Source, due: DuePage, document: Document) -> tuple[Address, ...]:
        """Pages outside the source that are to be read once, but for those of listed sources."""
        if due.is_once:
            return ()
        return leads(self._house.watchlists, source, document, due.depth)

    def _shown(self, source: Source, due: DuePage, document: Document) -> tuple[Address, ...]:
        if due.is_once:
            return ()
        return once.pictures(source, document, self._house.watchlists.people_search)

    def _admitted(
        self, tx: Transaction, due: DuePage, found: tuple[Address, ...]
    ) -> tuple[Address, ...]:
        """Those of `found` that may be read; new hosts go to the list of candidates."""
        if not found:
            return ()
        return candidates.note(
            tx,
            found,
            known=self._known_hosts,
            source_id=due.source_id,
            led_by=due.address,
            at=due.horizon,
        )

    def _remember(self, stored: tuple[Address, ...]) -> None:
        if len(self._stored_links) > REMEMBERED_LINKS:
            self._stored_links.clear()
        self._stored_links.update(stored)


def _as_it_was(due: DuePage, page: Page) -> Told:
    """What came says nothing new: as if its site had said so."""
    return Told(due=due, reason=MissReason.NOT_MODIFIED, at=page.fetched_at)


def _unread(page: Page, reason: MissReason) -> Missed:
    return Missed(
        source_id=page.source_id,
        asked=page.asked,
        at=page.fetched_at,
        reason=reason,
        status=page.status,
    )
