"""Registered cases of people who have left: locked, for the law forbids to destroy them."""

from aiohttp import web

from scanner.model.ids import CaseReference
from scanner.pipeline import registry
from scanner.portal.policy import Field
from scanner.portal.staff.cases import LONGEST_REASON
from scanner.portal.visit import CONFIG, STORE, member_of, need, now, page, text_of
from scanner.report.as_html import pieces


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def reveal(request: web.Request) -> web.Response:
    """What a case holds, this once: noted with the reason."""
    need(request, Field.WORDS)
    form = await request.post()
    reference, reason = CaseReference(text_of(form, "case")), text_of(form, "reason").strip()
    if not reason:
        return await _page(request, status=400, is_missing=True)
    member, at = member_of(request), now(request)
    found = await request.app[STORE].awrite(
        lambda tx: registry.read(tx, reference, member, reason[:LONGEST_REASON], at)
    )
    if found is None:
        raise web.HTTPNotFound
    zone = request.app[CONFIG].organisation.timezone
    return page(
        request,
        "staff/registered.html",
        case=found.case,
        finding=found.finding,
        pieces=pieces,
        zone=zone,
    )


async def _page(
    request: web.Request, *, status: int = 200, is_missing: bool = False
) -> web.Response:
    need(request, Field.REGISTRY)
    member = member_of(request)
    cases = await request.app[STORE].aread(lambda tx: registry.locked(tx, member))
    zone = request.app[CONFIG].organisation.timezone
    return page(
        request, "staff/registry.html", status, cases=cases, is_missing=is_missing, zone=zone
    )
