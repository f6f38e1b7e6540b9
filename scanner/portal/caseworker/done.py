"""She takes part now: her reference, as long as the session lasts that she opted in with."""

from aiohttp import web

from scanner.portal.visit import CONFIG, STORE, VISIT, go, her_id, now, page
from scanner.store import consents


async def show(request: web.Request) -> web.Response:
    person_id, session = her_id(request), request[VISIT].session
    if session is None or not session.reference:
        return go("/me")
    last = await request.app[STORE].aread(lambda tx: consents.latest(tx, person_id))
    return page(
        request,
        "done.html",
        reference=session.reference,
        active_from=last.active_from,
        now=now(request),
        zone=request.app[CONFIG].organisation.timezone,
    )
