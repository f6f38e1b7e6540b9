"""The link from her mailbox: opening it shows a button, the button uses it up.

Mail programs open links to look at them; none presses a button.
"""

from aiohttp import web

from scanner.enrol import optin
from scanner.portal.visit import STORE, VISIT, drop_cookie, go, now, page, set_cookie
from scanner.store import sessions


async def show(request: web.Request) -> web.Response:
    token = request.match_info["token"]
    if not await optin.is_live(request.app[STORE], token, now(request)):
        return page(request, "problem.html", 410, kind="stale")
    return page(request, "enter.html", token=token)


async def use(request: web.Request) -> web.Response:
    """Change the link for a session: a new one, whatever session this browser had."""
    token = str((await request.post()).get("token", ""))
    session_token = await optin.enter(request.app[STORE], token, now(request))
    if session_token is None:
        return page(request, "problem.html", 410, kind="stale")
    await _end(request)
    response = go("/factor")
    set_cookie(request, response, "session", session_token)
    return response


async def leave(request: web.Request) -> web.Response:
    await _end(request)
    response = go("/")
    drop_cookie(request, response, "session")
    return response


async def _end(request: web.Request) -> None:
    token = request[VISIT].session_token
    if token:
        await request.app[STORE].awrite(lambda tx: sessions.end(tx, token))
