"""The links in mails to her that need no log-in: stop, and undo it. Opening one changes nothing."""

from datetime import datetime

from aiohttp import web

from scanner.enrol import stop
from scanner.portal.visit import CONFIG, STORE, now, page
from scanner.store.mail_links import LinkUse


async def show(request: web.Request) -> web.Response:
    app = request.app
    erased_at = await stop.stopped_until(app[STORE], request.match_info["token"], now(request))
    if erased_at is not None:
        return _stopped(request, erased_at)
    return await _button(request, "stop.html", LinkUse.STOP)


async def press(request: web.Request) -> web.Response:
    app = request.app
    erased_at = await stop.stop(app[STORE], app[CONFIG], await _token(request), now(request))
    if erased_at is None:
        return _nothing(request, LinkUse.STOP)
    return _stopped(request, erased_at)


async def show_undo(request: web.Request) -> web.Response:
    return await _button(request, "undo.html", LinkUse.UNDO)


async def press_undo(request: web.Request) -> web.Response:
    app, token = request.app, await _token(request)
    if not await stop.undo(app[STORE], app[CONFIG], token, now(request)):
        return _nothing(request, LinkUse.UNDO)
    return page(request, "undone.html", token=token, has_ended_links=False)


async def end_links(request: web.Request) -> web.Response:
    """No link to stop that was mailed to her until now does anything any more."""
    token = await _token(request)
    if not await stop.end_links(request.app[STORE], token):
        return _nothing(request, LinkUse.UNDO)
    return page(request, "undone.html", token=token, has_ended_links=True)


async def _button(request: web.Request, template: str, use: LinkUse) -> web.Response:
    token = request.match_info["token"]
    if not await stop.is_live(request.app[STORE], token, use):
        return _nothing(request, use)
    return page(request, template, token=token)


def _stopped(request: web.Request, erased_at: datetime) -> web.Response:
    zone = request.app[CONFIG].organisation.timezone
    return page(request, "stopped.html", erased_at=erased_at, zone=zone)


def _nothing(request: web.Request, use: LinkUse) -> web.Response:
    """She cannot ask for another link of this kind: say how it stands, and what she can do."""
    return page(request, "problem.html", 410, kind=f"nothing_to_{use.value}")


async def _token(request: web.Request) -> str:
    return str((await request.post()).get("token", ""))
