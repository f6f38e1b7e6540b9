"""Cases: the security team's work with them, and what HR may know of those it was told of."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, NoReturn

from aiohttp import web

from scanner.errors import UsageError
from scanner.model.assessment import Level
from scanner.model.finding import Change, Verdict
from scanner.model.ids import CaseReference
from scanner.pipeline import caseload
from scanner.pipeline import cases as deeds
from scanner.pipeline.caseload import OpenCase
from scanner.portal.policy import Field
from scanner.portal.visit import CONFIG, STORE, VISIT, go, member_of, need, now, page, text_of
from scanner.report.as_html import pieces
from scanner.store.contacts import Contact
from scanner.store.database import Transaction

LONGEST_REASON: Final = 300
LONGEST_NUMBER: Final = 64
LONGEST_RULE: Final = 128


async def show(request: web.Request) -> web.Response:
    """The list; with a reference, as typed, the case that it names."""
    if asked := request.query.get("reference", "").strip():
        return go(f"/cases/{_reference(asked)}")
    app, member, at = request.app, member_of(request), now(request)
    if Field.CASE in request[VISIT].fields:
        cases = await app[STORE].aread(lambda tx: caseload.cases(tx, app[CONFIG], member, at))
        return page(request, "staff/cases.html", cases=cases)
    need(request, Field.NOTICE)
    found = await app[STORE].aread(lambda tx: caseload.notices(tx, app[CONFIG], member, at))
    return page(request, "staff/notices.html", notices=found, zone=_zone(request))


async def show_one(request: web.Request) -> web.Response:
    reference = _reference(request.match_info["reference"])
    app, member, at = request.app, member_of(request), now(request)
    if Field.CASE in request[VISIT].fields:
        case = await app[STORE].awrite(
            lambda tx: caseload.case(tx, app[CONFIG], reference, member, at)
        )
        return _case_page(request, case)
    need(request, Field.NOTICE)
    notice = await app[STORE].aread(
        lambda tx: caseload.notice(tx, app[CONFIG], reference, member, at)
    )
    if notice is None:
        _no_case()
    return page(request, "staff/notice.html", notice=notice, zone=_zone(request))


async def reveal(request: web.Request) -> web.Response:
    """Name and words, this once: noted with the reason, which she reads on her own page."""
    need(request, Field.WORDS)
    form = await request.post()
    reference, reason = _reference(text_of(form, "case")), _words(form, "reason", LONGEST_REASON)
    app, member, at = request.app, member_of(request), now(request)
    if not reason:
        case = await app[STORE].awrite(
            lambda tx: caseload.case(tx, app[CONFIG], reference, member, at)
        )
        return _case_page(request, case, status=400, missing="reason")
    case = await app[STORE].awrite(
        lambda tx: caseload.case(tx, app[CONFIG], reference, member, at, reason)
    )
    return _case_page(request, case)


async def break_glass(request: web.Request) -> web.Response:
    """How to reach her safely, this once and only of what is grave; she sees who opened it."""
    need(request, Field.CONTACT)
    form = await request.post()
    reference, reason = _reference(text_of(form, "case")), _words(form, "reason", LONGEST_REASON)
    app, member, at = request.app, member_of(request), now(request)

    def work(tx: Transaction) -> tuple[OpenCase | None, Contact | None]:
        case = caseload.case(tx, app[CONFIG], reference, member, at)
        return case, caseload.reach(tx, reference, member, at, reason) if reason else None

    case, contact = await app[STORE].awrite(work)
    if not reason:
        return _case_page(request, case, status=400, missing="contact-reason")
    return _case_page(request, case, contact=contact, has_asked=True)


async def judge(request: web.Request) -> web.Response:
    form = await request.post()
    reference, verdict = _reference(text_of(form, "case")), text_of(form, "verdict")
    if verdict not in (Verdict.HER, Verdict.NOT_HER):
        _no_case()
    await _do(
        request,
        reference,
        partial(
            deeds.judge,
            reference=reference,
            verdict=Verdict(verdict),
            officer=member_of(request).staff_id,
            config=request.app[CONFIG],
            now=now(request),
        ),
    )
    return go(f"/cases/{reference}")


async def register(request: web.Request) -> web.Response:
    form = await request.post()
    reference = _reference(text_of(form, "case"))
    number = _words(form, "registry_number", LONGEST_NUMBER)
    rule = _words(form, "retention_reference", LONGEST_RULE)
    app, member, at = request.app, member_of(request), now(request)
    if not (number and rule):
        case = await app[STORE].awrite(
            lambda tx: caseload.case(tx, app[CONFIG], reference, member, at)
        )
        return _case_page(request, case, status=400, missing="registry_number")
    await _do(
        request,
        reference,
        partial(
            deeds.register,
            reference=reference,
            registry_number=number,
            retention_reference=rule,
            officer=member.staff_id,
            config=app[CONFIG],
            now=at,
        ),
    )
    return go(f"/cases/{reference}")


async def note(request: web.Request) -> web.Response:
    """The member's role has taken note of a case."""
    reference = _reference(text_of(await request.post(), "case"))
    member, at = member_of(request), now(request)
    is_noted = await request.app[STORE].awrite(
        lambda tx: caseload.take_note(tx, reference, member, at)
    )
    if not is_noted:
        _no_case()
    return go(f"/cases/{reference}")


async def _do(
    request: web.Request, reference: CaseReference, deed: Callable[[Transaction], object]
) -> None:
    """Do something with a case that the member may see, in the transaction that looked."""
    member, at = member_of(request), now(request)

    def work(tx: Transaction) -> bool:
        if caseload.find(tx, reference, member, at) is None:
            return False
        deed(tx)
        return True

    try:
        is_done = await request.app[STORE].awrite(work)
    except UsageError:
        # Her opt-in ended between the look and the deed.
        is_done = False
    if not is_done:
        _no_case()


def _case_page(
    request: web.Request,
    case: OpenCase | None,
    *,
    status: int = 200,
    missing: str = "",
    contact: Contact | None = None,
    has_asked: bool = False,
) -> web.Response:
    """`missing`: the field that lacks something; `has_asked`: for how to reach her, `contact`."""
    need(request, Field.CASE)
    if case is None:
        _no_case()
    return page(
        request,
        "staff/case.html",
        status,
        shown=case,
        case=case.case,
        missing=missing,
        contact=contact,
        has_asked=has_asked,
        pieces=pieces,
        levels=Level,
        changes=Change,
        verdicts=Verdict,
        zone=_zone(request),
    )


def _no_case() -> NoReturn:
    """One answer for a case that is not there and for one that is not this member's to see."""
    raise web.HTTPNotFound


def _reference(typed: str) -> CaseReference:
    tidy = typed.strip().upper()
    if not re.fullmatch(r"V-[0-9A-Z]{6}", tidy):
        _no_case()
    return CaseReference(tidy)


def _words(form: Mapping[str, object], name: str, most: int) -> str:
    return " ".join(text_of(form, name).split())[:most]


def _zone(request: web.Request) -> str:
    return request.app[CONFIG].organisation.timezone
