"""One case of hers on a page of its own: opened by her, as far as she wants; and her word on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from aiohttp import web

from scanner.enrol.set_aside import set_aside
from scanner.findings import disclosure
from scanner.model.action import Action
from scanner.model.consent import ConsentEvent
from scanner.model.finding import Finding, FindingEvent, Verdict
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.people import consent
from scanner.pipeline.claim import claim
from scanner.portal.visit import CONFIG, STORE, go, her_id, now, page
from scanner.report.as_html import pieces
from scanner.store import consents, findings, registered, staff
from scanner.store.audit import Entry
from scanner.store.database import Transaction
from scanner.store.registered import RegisteredCase

LOOKS: Final = frozenset(
    {
        Action.CASE_LOOK,
        Action.CONTACT_OPEN,
        Action.REGISTERED_REVEAL,
        Action.REPORT_REVEAL,
        Action.REPORT_WRITE,
        Action.TIP_OPEN,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody saw something of hers, once or more often on one day."""

    at: datetime
    """The first time that day."""
    actor: str
    called: Personal
    """Of one of the staff the name."""
    action: str
    about: str
    """The case; '' where it is about none."""
    reason: Personal
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What she may see of one finding."""

    finding: Finding
    opens_at: datetime
    is_open: bool
    """False while the security team reviews it: then nothing of it is shown but how grave it is."""
    events: tuple[FindingEvent, ...]
    """What the looks at it brought."""
    looks: tuple[Look, ...]
    """Who read it, and why."""
    deeds: tuple[Entry, ...]
    """What was done about it, by whom."""
    registered: RegisteredCase | None


async def show(request: web.Request) -> web.Response:
    person_id, reference = her_id(request), request.match_info["reference"]
    case, is_watched = await request.app[STORE].aread(
        lambda tx: _case(tx, person_id, reference, now(request), zone_of(request))
    )
    if case is None:
        # As long and in the same time whether it is nobody's or somebody else's.
        raise web.HTTPNotFound
    return page(
        request,
        "case.html",
        case=case,
        is_watched=is_watched,
        verdicts=Verdict,
        pieces=pieces,
        zone=request.app[CONFIG].organisation.timezone,
    )


async def not_me(request: web.Request) -> web.Response:
    """She says that a finding is about somebody else."""
    reference = await _reference(request)
    done = await set_aside(request.app[STORE], her_id(request), reference, now(request))
    return go(f"/case/{reference}" if done else "/me")


async def is_me(request: web.Request) -> web.Response:
    """She says that a finding is about her."""
    app, reference = request.app, await _reference(request)
    done = await claim(app[STORE], app[CONFIG], her_id(request), reference, now(request))
    return go(f"/case/{reference}" if done else "/me")


def zone_of(request: web.Request) -> ZoneInfo:
    return ZoneInfo(request.app[CONFIG].organisation.timezone)


def shown_case(
    tx: Transaction, finding: Finding, entries: tuple[Entry, ...], at: datetime, zone: tzinfo
) -> Case:
    """A finding of hers as she may see it at that time; `entries`: the audit log about her."""
    reference = finding.case_reference
    hers = [entry for entry in entries if entry.matter.object_id == reference]
    return Case(
        finding=finding,
        opens_at=disclosure.opens_at(finding),
        is_open=disclosure.is_open(finding, at),
        events=findings.events(tx, finding.finding_id),
        looks=looks(hers, zone),
        deeds=tuple(entry for entry in hers if not is_look(entry)),
        registered=registered.find(tx, reference),
    )


def looks(entries: Iterable[Entry], zone: tzinfo) -> tuple[Look, ...]:
    """Of the log about her who saw what; the same on the same day of `zone` as one."""
    alike: dict[tuple[object, ...], list[Entry]] = {}
    for one in filter(is_look, entries):
        said = (one.actor, one.action, one.matter.object_id, one.matter.reason.reveal())
        alike.setdefault((one.at.astimezone(zone).date(), *said), []).append(one)
    return tuple(_look(found) for found in alike.values())


def _look(alike: list[Entry]) -> Look:
    first = alike[0]
    return Look(
        at=first.at,
        actor=first.actor,
        called=first.called,
        action=first.action,
        about=first.matter.object_id,
        reason=first.matter.reason,
        count=len(alike),
    )


def is_look(entry: Entry) -> bool:
    """True where somebody saw a case or a tip of hers, her name, the words about her, or how to
    reach her."""
    return entry.action in LOOKS


def _case(
    tx: Transaction, person_id: PersonId, reference: str, at: datetime, zone: tzinfo
) -> tuple[Case | None, bool]:
    finding = findings.hers(tx, person_id, reference)
    if finding is None:
        return None, False
    events: tuple[ConsentEvent, ...] = consents.events(tx, person_id)
    case = shown_case(tx, finding, staff.log_about(tx, person_id), at, zone)
    return case, consent.valid(events, at)


async def _reference(request: web.Request) -> str:
    return str((await request.post()).get("case", ""))
