"""Her own page: what was found, what is looked for, who may be told; and "this is not me"."""

from dataclasses import dataclass

from aiohttp import web

from scanner.enrol.set_aside import set_aside
from scanner.model.consent import ConsentEvent, Profile, Recipient
from scanner.model.finding import Finding
from scanner.model.ids import PersonId
from scanner.portal.visit import CONFIG, STORE, VISIT, go, now, page
from scanner.store import audit, consents, findings, people
from scanner.store.audit import Entry
from scanner.store.database import Transaction
from scanner.store.people import KeptDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What stands on her page."""

    profile: Profile
    consent: ConsentEvent
    kept: tuple[KeptDetail, ...]
    findings: tuple[Finding, ...]
    looks: tuple[Entry, ...]
    """Who read her name and the words about her, and why."""


async def show(request: web.Request) -> web.Response:
    person_id = her_id(request)
    own = await request.app[STORE].aread(lambda tx: _own(tx, person_id))
    return page(
        request,
        "own.html",
        own=own,
        recipients=[one for one in Recipient if one in own.consent.choices.recipients],
        is_expired=own.consent.expires_at <= now(request),
        zone=request.app[CONFIG].organisation.timezone,
    )


async def not_me(request: web.Request) -> web.Response:
    """She says that a finding is about somebody else."""
    reference = str((await request.post()).get("case", ""))
    await set_aside(request.app[STORE], her_id(request), reference, now(request))
    return go("/me")


def her_id(request: web.Request) -> PersonId:
    """Who she is. The policy let nobody else through."""
    person_id = request[VISIT].person_id
    assert person_id is not None
    return person_id


def _own(tx: Transaction, person_id: PersonId) -> Own:
    return Own(
        profile=people.profile(tx, person_id),
        consent=consents.latest(tx, person_id),
        kept=people.details(tx, person_id),
        findings=findings.for_person(tx, person_id),
        looks=tuple(e for e in audit.about(tx, person_id) if e.action.endswith(".reveal")),
    )
