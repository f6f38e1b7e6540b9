"""Her answer now that her employment ends: by the link she was mailed and her second factor."""

from aiohttp import web

from scanner.enrol import leavers
from scanner.portal.visit import (
    CONFIG,
    HASHING,
    STORE,
    go,
    her_id,
    now,
    page,
    set_cookie,
    text_of,
)
from scanner.store import delays, mailboxes
from scanner.store import leavers as asked
from scanner.store.database import Store
from scanner.store.delays import Door


async def show(request: web.Request) -> web.Response:
    token = request.match_info["token"]
    if await leavers.whose(request.app[STORE], token) is None:
        return page(request, "problem.html", 410, kind="stale")
    return page(request, "leaving.html", token=token, wrong="")


async def enter(request: web.Request) -> web.Response:
    """Open her own page, where she answers; also later, for her work mailbox opens nothing then."""
    posted, app, at = await request.post(), request.app, now(request)
    token, typed = text_of(posted, "token"), text_of(posted, "factor")
    person_id = await leavers.whose(app[STORE], token)
    if person_id is None:
        return page(request, "problem.html", 410, kind="stale")
    if not await app[STORE].awrite(lambda tx: delays.begin(tx, Door.LEAVING, person_id, at)):
        return page(request, "leaving.html", 429, token=token, wrong="too_often")
    async with app[HASHING]:
        session_token = await leavers.enter(app[STORE], person_id, typed, at)
    if session_token is None:
        return page(request, "leaving.html", 403, token=token, wrong="refused")
    await app[STORE].awrite(lambda tx: delays.forget(tx, Door.LEAVING, person_id))
    response = go("/leaver")
    set_cookie(request, response, "session", session_token)
    return response


async def question(request: web.Request) -> web.Response:
    store: Store = request.app[STORE]
    person_id = her_id(request)
    leaver, private = await store.aread(
        lambda tx: (asked.find(tx, person_id), mailboxes.private(tx, person_id))
    )
    return page(request, "leaver.html", leaver=leaver, private=private)


async def keep(request: web.Request) -> web.Response:
    """The watch goes on without the workplace."""
    app = request.app
    await leavers.keep(app[STORE], app[CONFIG], her_id(request), now(request))
    return go("/leaver")
