"""What a look at a page brought, stored: evidence, findings, their mails, and that it is done."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import groupby
from typing import Final

from scanner.alert.flood import Flood
from scanner.alert.tell import tell_seen
from scanner.assess.policy import POLICY
from scanner.findings import decide, pile_on
from scanner.model.assessment import Level
from scanner.model.exposure import Exposure, View
from scanner.model.finding import Finding, Sighting
from scanner.model.frontier import DuePage
from scanner.model.ids import ClusterId, FindingId, PersonId
from scanner.model.page import NOT_WHOLE, MissReason, Page
from scanner.pipeline.backlog import Told, Visit
from scanner.pipeline.house import House
from scanner.pipeline.standing import Standing
from scanner.places.sources import SUPPLIED
from scanner.store import clusters, consents, evidence_files, findings, frontier, scans, turns
from scanner.store.database import Transaction
from scanner.store.evidence_files import Prepared
from scanner.store.names import new_id

NOBODY: Final = View(exposures=(), is_cut=True)

_Step = Callable[[Finding], Finding]
"""What a look makes of a finding that the page had before."""


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
    is_passing: bool = False
    """True of a search's answer: what it does not show today stands where it stood."""


class Keeping:
    """Stores looks post by post: a lane that has to write waits for one post, not for all."""

    def __init__(self, house: House, standing: Standing, flood: Flood) -> None:
        self._house: Final = house
        self._standing: Final = standing
        self._flood: Final = flood

    async def keep(self, look: Look) -> None:
        """Store a look, post by post. Only then the page counts as looked at."""
        write = self._house.store.awrite
        if look.evidence is not None:
            await self._keep_evidence(look, look.evidence)
        for _, post in groupby(sorted(look.view.exposures, key=_post), key=_post):
            await write(partial(self._keep_post, look, tuple(post)))
        for known in await self._standing.on(look.due.address):
            if step := _step(look, known):
                await write(partial(self._renew, known, step, look.due))
        await write(lambda tx: frontier.settle(tx, look.due, look.reason))

    async def keep_calm(self, visits: Sequence[Visit]) -> None:
        """Store that pages were looked at which name nobody, and on which nothing stood before."""
        done = [(visit.due, visit.reason) for visit in visits]
        if done:
            await self._house.store.awrite(lambda tx: frontier.settle_all(tx, done))

    async def keep_told(self, told: Told) -> None:
        """Store what a page's answer says of its findings, though its bytes did not come."""
        write, address = self._house.store.awrite, told.due.address
        step: _Step = (
            partial(decide.look, address=address, present=frozenset(), at=told.at)
            if told.reason is MissReason.GONE
            else partial(decide.unchanged, address=address, at=told.at)
        )
        for known in await self._standing.on(address):
            await write(partial(self._renew, known, step, told.due))
        await write(lambda tx: frontier.settle(tx, told.due, told.reason))

    async def _keep_evidence(self, look: Look, evidence: Prepared) -> None:
        now = self._house.clock()
        people = {one.person_id for one in look.view.exposures if _is_possible(one)}
        if not await self._house.store.awrite(
            lambda tx: evidence_files.save(tx, evidence, people, now)
        ):
            (self._house.evidence_folder / evidence.file.name).unlink(missing_ok=True)

    def _keep_post(self, look: Look, post: tuple[Exposure, ...], tx: Transaction) -> None:
        now, due = self._house.clock(), look.due
        since = scans.unreported_since(tx) or now
        exposed = [
            one for one in post if _is_possible(one) and consents.is_valid(tx, one.person_id, now)
        ]
        for one in _each_once(exposed):
            cluster_id = clusters.place(
                tx,
                one.person_id,
                (due.address, one.key),
                one.sketch,
                at=look.page.fetched_at,
                new_id=ClusterId(new_id()),
            )
            old = findings.of_key(tx, one.person_id, cluster_id)
            new = decide.see(
                old,
                _sighting(look, one, cluster_id),
                since=since,
                finding_id=FindingId(new_id()),
                case_reference=findings.new_reference(tx),
            )
            if old is None:
                hers = findings.shown_to_staff(tx, one.person_id)
                new = pile_on.with_others(new, hers, alert=POLICY.alert)
            self._save(tx, old, new, due)

    def _renew(self, known: Finding, step: _Step, due: DuePage, tx: Transaction) -> None:
        """Take a step from the finding as it stands now, not as it stood when it was read."""
        old = findings.of_key(tx, known.person_id, known.cluster_id)
        if old is not None:
            self._save(tx, old, step(old), due)

    def _save(self, tx: Transaction, old: Finding | None, new: Finding, due: DuePage) -> None:
        now, config = self._house.clock(), self._house.config
        if new != old and findings.save(tx, new, now=now):
            self._standing.note(new)
            # What stood there when the source was first gone through is in the report, and alerts
            # only where it is grave: a new source is an inventory, not an event. A tip is one.
            is_grave = new.assessment.severity.level >= Level.HIGH
            is_event = due.source_id == SUPPLIED or not turns.is_inventory(
                tx, due.source_id, due.horizon
            )
            if is_grave or is_event:
                tell_seen(tx, old, new, config, now, address=due.address, flood=self._flood)


def _step(look: Look, known: Finding) -> _Step | None:
    """What a look says of a finding that its page had before; None where it says nothing."""
    address, at = look.due.address, look.page.fetched_at
    if known.finding_id in look.view.again:
        return partial(decide.unchanged, address=address, at=at)
    if not look.view.is_cut or known.person_id not in look.watched:
        return None
    if look.reason in NOT_WHOLE or look.is_passing:
        return None
    hers = (one.key for one in look.view.exposures if one.person_id == known.person_id)
    return partial(decide.look, address=address, present=frozenset(hers), at=at)


def _sighting(look: Look, exposure: Exposure, cluster_id: ClusterId) -> Sighting:
    return Sighting(
        person_id=exposure.person_id,
        cluster_id=cluster_id,
        source_id=look.due.source_id,
        address=look.due.address,
        post_key=exposure.key,
        seen_at=look.page.fetched_at,
        assessment=exposure.assessment,
        excerpt=exposure.excerpt,
        evidence_sha256=look.page.digest,
        signs=exposure.signs,
    )


def _is_possible(exposure: Exposure) -> bool:
    """True where it may be her."""
    return exposure.assessment.identity.probability >= POLICY.possible


def _each_once(post: Iterable[Exposure]) -> Iterator[Exposure]:
    """Everybody in a post once, at the worst: a page may show it twice, as for narrow screens."""
    for _, same in groupby(sorted(post, key=_person), key=_person):
        every = list(same)
        gravest = max(every, key=_gravity)
        worst = reduce(decide.worst, (one.assessment for one in every))
        yield replace(gravest, assessment=worst)


def _gravity(exposure: Exposure) -> tuple[float, ...]:
    return decide.gravity(exposure.assessment)


def _person(exposure: Exposure) -> PersonId:
    return exposure.person_id


def _post(exposure: Exposure) -> str:
    return exposure.key
