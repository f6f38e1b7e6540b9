"""Her own page: what was found, what is looked for, who may be told, how awake the watch is."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import Final

from aiohttp import web

from scanner.config.settings import Config
from scanner.enrol import pause, stop, withdraw
from scanner.errors import UsageError
from scanner.model.action import Action
from scanner.model.assessment import Level
from scanner.model.consent import ConsentEvent, Depth, Profile, Recipient
from scanner.model.finding import Finding
from scanner.model.ids import PersonId
from scanner.model.notice import Notice
from scanner.model.personal import Personal
from scanner.people import consent
from scanner.people.consent import ConsentState
from scanner.people.officers import access
from scanner.places import watchlists
from scanner.places.sources import Source
from scanner.portal.caseworker.case import Case, Look, looks, shown_case, zone_of
from scanner.portal.visit import CONFIG, STORE, go, her_id, now, page
from scanner.report.as_html import pieces
from scanner.report.data import SourceCoverage
from scanner.report.gather import coverage
from scanner.store import (
    consents,
    findings,
    frontier,
    leavers,
    mailboxes,
    notices,
    people,
    scans,
    staff,
)
from scanner.store.audit import Entry
from scanner.store.database import Transaction
from scanner.store.people import KeptDetail

WIDENED: Final = frozenset({Action.CONSENT_CHANGE, Action.SPELLING_CONFIRM, Action.CONTACT_PROVE})
"""After each of these more of hers may be looked for than before."""

TRIES_WITHIN: Final = timedelta(days=90)
SHOWN_TRIES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How awake the watch is, for everybody alike."""

    awake_at: datetime | None
    """When it was last at work; None before the first time."""
    coverage: tuple[SourceCoverage, ...]

    @property
    def gaps(self) -> tuple[SourceCoverage, ...]:
        return tuple(source for source in self.coverage if not source.is_whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """How often somebody, she or another, has tried one way in of late."""

    count: int
    latest: tuple[datetime, ...]
    """The last `SHOWN_TRIES`, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What stands on her page."""

    profile: Profile
    consent: ConsentEvent
    state: ConsentState
    erased_at: datetime | None
    """After when everything goes unless she says otherwise; None where nothing does."""
    kept: tuple[KeptDetail, ...]
    excluded: tuple[Personal, ...]
    """Whom of the security team she lets see nothing, by name."""
    admitted: tuple[Personal, ...]
    """Where not all of the security team may see her cases: who may, by name."""
    unsettled: tuple[Personal, ...]
    """Who joined the security team since she excluded anybody, by name: she is asked of them."""
    lacks_officer: bool
    """True where nobody of the security team may see her cases any more."""
    said_at: datetime
    """When she last said yes to the text."""
    cases: tuple[Case, ...]
    """What calls for something to be done, gravest first."""
    mentions: tuple[Case, ...]
    """Neutral mentions and lawful criticism: hers alone."""
    looks: tuple[Look, ...]
    """Who read her name and the words about her, and why."""
    links_asked: Tries
    """Links to her work mailbox."""
    wrong_factors: Tries
    refused_forms: Tries
    """Whole forms that somebody who reads her mailbox sent to opt in."""
    queries: tuple[Entry, ...]
    watch: Watch
    has_inventory: bool
    """True once every page on the list was come to since she is looked for as she is now, without a
    break."""
    notices: tuple[Notice, ...]
    """What everybody was told since she takes part."""
    is_asked: bool
    """True while she is asked what becomes of the watch when her employment ends."""

    @property
    def shows_summary(self) -> bool:
        return self.profile.depth is not Depth.EXISTS

    @property
    def shows_words(self) -> bool:
        return self.profile.depth is Depth.WORDS

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        return tuple(one for one in Recipient if one in self.consent.choices.recipients)


async def show(request: web.Request) -> web.Response:
    person_id, config = her_id(request), request.app[CONFIG]
    own = await request.app[STORE].aread(
        lambda tx: _own(tx, person_id, _sources(config), now(request), zone_of(request))
    )
    return page(
        request,
        "own.html",
        own=own,
        state=own.state.value,
        pieces=pieces,
        has_ended_links="links" in request.query,
        zone=config.organisation.timezone,
    )


async def show_text(request: web.Request) -> web.Response:
    """What she said yes to last, word by word."""
    person_id, config = her_id(request), request.app[CONFIG]
    last = await request.app[STORE].aread(lambda tx: consents.latest(tx, person_id))
    return page(request, "text.html", consent=last, zone=config.organisation.timezone)


async def rest(request: web.Request) -> web.Response:
    """She wants nobody to look for her for a while."""
    await pause.pause(request.app[STORE], her_id(request), now(request))
    return go("/me")


async def go_on(request: web.Request) -> web.Response:
    """She wants to be looked for again."""
    await pause.go_on(request.app[STORE], her_id(request), now(request))
    return go("/me")


async def end_links(request: web.Request) -> web.Response:
    """No link to stop that was mailed to her until now does anything any more."""
    await stop.end_links_of(request.app[STORE], her_id(request))
    return go("/me?links=ended")


def _sources(config: Config) -> tuple[Source, ...]:
    """None where the watchlists have a mistake: nothing is read then either."""
    try:
        return watchlists.read_sources(config)
    except UsageError:
        return ()


def _own(
    tx: Transaction, person_id: PersonId, sources: tuple[Source, ...], at: datetime, zone: tzinfo
) -> Own:
    events, entries = consents.events(tx, person_id), staff.log_about(tx, person_id)
    named = tuple(source.source_id for source in sources)
    found, leaver = findings.for_person(tx, person_id), leavers.find(tx, person_id)
    choices = events[-1].choices
    shown = partial(shown_case, tx, entries=entries, at=at, zone=zone)
    return Own(
        profile=people.profile(tx, person_id),
        consent=events[-1],
        state=consent.state(events, at),
        erased_at=withdraw.erased_at(events, at),
        kept=people.details(tx, person_id),
        excluded=tuple(staff.called(tx, one) for one in sorted(choices.excluded)),
        admitted=tuple(staff.called(tx, one) for one in sorted(access(choices).by_name)),
        unsettled=tuple(one.name for one in mailboxes.unsettled(tx, person_id)),
        lacks_officer=mailboxes.lacks_officer(tx, choices),
        said_at=consent.chosen(events).at,
        cases=tuple(shown(one) for one in found if not _is_hers_alone(one)),
        mentions=tuple(shown(one) for one in found if _is_hers_alone(one)),
        looks=looks(entries, zone),
        links_asked=_tries(entries, Action.LINK_ASK, at),
        wrong_factors=_tries(entries, Action.FACTOR_REFUSE, at),
        refused_forms=_tries(entries, Action.FORM_REFUSE, at),
        queries=tuple(entry for entry in entries if entry.action == Action.QUERY_SEND),
        watch=_watch(tx, sources, at),
        has_inventory=frontier.is_gone_through(tx, named, _looked_for_since(events, entries)),
        notices=notices.since(tx, events[0].at),
        is_asked=leaver is not None and leaver.kept_at is None,
    )


def _looked_for_since(events: tuple[ConsentEvent, ...], entries: tuple[Entry, ...]) -> datetime:
    """Since when she is looked for as she is now: what was read before was not read for all of it.

    It is not asked what exactly she changed: what may not have been checked is not called checked.
    """
    widened = (entry.at for entry in entries if entry.action in WIDENED)
    return max([consent.began(events), *widened])


def _tries(entries: tuple[Entry, ...], action: Action, at: datetime) -> Tries:
    times = [one.at for one in entries if one.action == action and one.at > at - TRIES_WITHIN]
    return Tries(count=len(times), latest=tuple(times[: -SHOWN_TRIES - 1 : -1]))


def _is_hers_alone(finding: Finding) -> bool:
    return finding.assessment.severity.level is Level.INFO


def _watch(tx: Transaction, sources: tuple[Source, ...], at: datetime) -> Watch:
    return Watch(
        awake_at=scans.newest(tx),
        coverage=coverage(tx, sources, at),
    )
