"""What a visit means: the page's row, its findings and their mails, in one transaction."""

import asyncio
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from itertools import groupby
from typing import Final

from scanner.alert.tell import tell
from scanner.assess.assess import assess
from scanner.assess.context import AssessContext
from scanner.assess.policy import POLICY
from scanner.evidence import keep
from scanner.findings import decide
from scanner.findings.sketch import sketch
from scanner.model.assessment import Assessment
from scanner.model.document import Document
from scanner.model.finding import Excerpt, Finding, Sighting
from scanner.model.frontier import DuePage
from scanner.model.ids import Address, ClusterId, FindingId, PersonId
from scanner.model.page import Missed, MissReason, Page
from scanner.pipeline.excerpt import excerpt
from scanner.pipeline.house import House
from scanner.pipeline.reading import Exposure, PageReader, Reading
from scanner.pipeline.watch import Watch, WatchKeeper
from scanner.places.sources import Source
from scanner.sources.kinds import follow
from scanner.store import clusters, consents, evidence_files, findings, frontier
from scanner.store.database import Transaction
from scanner.store.evidence_files import Prepared

REMEMBERED_LINKS: Final = 50_000
"""So many at most, some 10 MB: a site's menu stands on every page, and need not be looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An exposure and what is thought of it."""

    exposure: Exposure
    assessment: Assessment
    excerpt: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that one visit to a page brought, ready to be stored."""

    due: DuePage
    page: Page
    links: tuple[Address, ...]
    watched: frozenset[PersonId]
    """Who was looked for. Of anybody else the visit says nothing."""
    judged: tuple[Judged, ...]
    is_cut: bool
    """False where `judged` tells of the page as a whole: of no post is known that it is missing."""
    evidence: Prepared | None


class Visits:
    """Finishes visits; any number of them side by side."""

    def __init__(self, house: House, reader: PageReader, watch: WatchKeeper) -> None:
        self._house = house
        self._reader = reader
        self._watch = watch
        self._stored_links: set[Address] = set()

    async def finish(self, due: DuePage, outcome: Page | Missed) -> None:
        """Store what the visit brought: all of it, or nothing.

        Raises `LeaseLostError` where another worker has the page by now.
        """
        if isinstance(outcome, Page):
            await self._finish_page(due, outcome)
        else:
            await self._house.store.awrite(lambda tx: self._keep_miss(tx, due, outcome))

    async def _finish_page(self, due: DuePage, page: Page) -> None:
        document = await self._reader.document(page)
        if isinstance(document, MissReason):
            await self.finish(due, _unread(page, document))
            return
        watch = await self._watch.current()
        reading = await self._reader.people(page, document, watch.matcher)
        evidence = await self._evidence(page, reading.exposures)
        look = Look(
            due=due,
            page=page,
            links=self._new_links(due, document),
            watched=frozenset(watch.people),
            judged=await self._judged(due, reading, watch),
            is_cut=reading.is_cut,
            evidence=evidence,
        )
        is_named = await self._house.store.awrite(lambda tx: self._keep(tx, look))
        self._remember(look.links)
        if evidence is not None and not is_named:
            (self._house.evidence_folder / evidence.file.name).unlink(missing_ok=True)

    def _new_links(self, due: DuePage, document: Document) -> tuple[Address, ...]:
        """Links to follow, but for those that an earlier page of this scan has stored."""
        links = follow(self._source(due), document, due.depth)
        return tuple(link for link in links if link not in self._stored_links)

    def _remember(self, stored: tuple[Address, ...]) -> None:
        if len(self._stored_links) > REMEMBERED_LINKS:
            self._stored_links.clear()
        self._stored_links.update(stored)

    async def _evidence(self, page: Page, exposures: Sequence[Exposure]) -> Prepared | None:
        """The page's bytes, kept before anything judges them; None where they are kept already."""
        people = {exposure.person_id for exposure in exposures}
        store = self._house.store
        if not people or await store.aread(lambda tx: evidence_files.is_kept(tx, page, people)):
            return None
        return await asyncio.to_thread(
            keep.prepare, self._house.evidence_folder, store.keys.tenant_id, page
        )

    async def _judged(self, due: DuePage, reading: Reading, watch: Watch) -> tuple[Judged, ...]:
        if not reading.exposures:
            return ()
        known = await self._house.store.aread(lambda tx: findings.of_page(tx, due.address))
        return tuple(self._judge(due, reading, watch, known))

    def _judge(
        self, due: DuePage, reading: Reading, watch: Watch, known: tuple[Finding, ...]
    ) -> Iterator[Judged]:
        """`known`: the findings that the page had before this visit."""
        context = AssessContext(
            now=self._house.clock(),
            source=self._source(due),
            organisation=self._house.watchlists.organisation,
            lexicons=self._house.watchlists.lexicons,
        )
        for exposure in reading.exposures:
            hers = [finding for finding in known if finding.person_id == exposure.person_id]
            # What was said of another post is no clue: a verdict stands on its own finding alone.
            of_her = replace(context, copies=_copies(hers, due.address, exposure.key))
            person = watch.people[exposure.person_id]
            yield Judged(
                exposure=exposure,
                assessment=assess(reading.document, exposure.mentions, person, of_her),
                excerpt=excerpt(
                    reading.document,
                    exposure.post,
                    exposure.mentions,
                    self._house.watchlists.organisation,
                ),
            )

    def _source(self, due: DuePage) -> Source:
        source = self._house.watchlists.source(due.source_id)
        assert source is not None, "only pages of known sources are claimed"
        return source

    def _keep(self, tx: Transaction, look: Look) -> bool:
        """Store the visit; True where its evidence is named by a row now."""
        now = self._house.clock()
        frontier.finish(tx, look.due, look.page, links=look.links)
        sighted = [one for one in look.judged if _counts(tx, one, now)]
        people = {one.exposure.person_id for one in sighted}
        is_named = look.evidence is not None and evidence_files.save(tx, look.evidence, people, now)
        for key, post in groupby(sorted(sighted, key=_post), key=_post):
            self._keep_post(tx, look, key, tuple(post))
        if look.is_cut:
            self._keep_absences(tx, look)
        return is_named

    def _keep_post(self, tx: Transaction, look: Look, key: str, post: tuple[Judged, ...]) -> None:
        cluster_id = clusters.place(
            tx,
            [one.exposure.person_id for one in post],
            (look.due.address, key),
            sketch(post[0].exposure.words),
            at=look.page.fetched_at,
            new_id=ClusterId(secrets.token_hex(16)),
        )
        for one in _each_once(post):
            sighting = Sighting(
                person_id=one.exposure.person_id,
                cluster_id=cluster_id,
                source_id=look.due.source_id,
                address=look.due.address,
                post_key=key,
                seen_at=look.page.fetched_at,
                assessment=one.assessment,
                excerpt=one.excerpt,
                evidence_sha256=look.page.digest,
            )
            old = findings.of_key(tx, sighting.person_id, cluster_id)
            new = decide.see(
                old,
                sighting,
                finding_id=FindingId(secrets.token_hex(16)),
                case_reference=findings.new_reference(tx),
            )
            self._save(tx, old, new)

    def _keep_absences(self, tx: Transaction, look: Look) -> None:
        """Findings whose post was on this page and is not any more."""
        for old in findings.of_page(tx, look.due.address):
            if old.person_id not in look.watched:
                continue
            present = frozenset(
                one.exposure.key for one in look.judged if one.exposure.person_id == old.person_id
            )
            new = decide.look(old, look.due.address, present=present, at=look.page.fetched_at)
            self._save(tx, old, new)

    def _keep_miss(self, tx: Transaction, due: DuePage, missed: Missed) -> None:
        frontier.finish(tx, due, missed)
        for old in findings.of_page(tx, due.address):
            if missed.reason is MissReason.GONE:
                new = decide.look(old, due.address, present=frozenset(), at=missed.at)
            elif missed.reason is MissReason.NOT_MODIFIED:
                new = decide.unchanged(old, due.address, at=missed.at)
            else:
                # Not checked says nothing about what stands there.
                continue
            self._save(tx, old, new)

    def _save(self, tx: Transaction, old: Finding | None, new: Finding) -> None:
        now = self._house.clock()
        if new != old and findings.save(tx, new, now=now):
            tell(tx, old, new, self._house.config, now)


def _copies(hers: Iterable[Finding], address: Address, key: str) -> int:
    """On how many other addresses the post stands, as far as it is known."""
    places = [finding.places for finding in hers if _stands_at(finding, address, key)]
    return max((len(one) - 1 for one in places), default=0)


def _stands_at(finding: Finding, address: Address, key: str) -> bool:
    return any((place.address, place.post_key) == (address, key) for place in finding.places)


def _counts(tx: Transaction, judged: Judged, now: datetime) -> bool:
    """True where it may be her and her consent is valid in this transaction."""
    is_possible = judged.assessment.identity.probability >= POLICY.possible
    return is_possible and consents.is_valid(tx, judged.exposure.person_id, now)


def _each_once(post: tuple[Judged, ...]) -> Iterator[Judged]:
    """Everybody in a post once, at the worst: a page may show it twice, as for narrow screens."""
    for _, same in groupby(sorted(post, key=_person), key=_person):
        first, *others = same
        worst = reduce(decide.worst, (one.assessment for one in others), first.assessment)
        yield replace(first, assessment=worst)


def _person(judged: Judged) -> PersonId:
    return judged.exposure.person_id


def _post(judged: Judged) -> str:
    return judged.exposure.key


def _unread(page: Page, reason: MissReason) -> Missed:
    return Missed(
        source_id=page.source_id,
        asked=page.asked,
        at=page.fetched_at,
        reason=reason,
        status=page.status,
    )
