"""HR names whose employment ends. The answer is the same whether somebody takes part or not."""

from typing import Final

from aiohttp import web

from scanner.enrol import leavers
from scanner.portal.visit import CONFIG, STORE, member_of, now, page, text_of

MOST: Final = 50
"""Mailboxes at a time: more would take longer than every answer waits."""


async def show(request: web.Request) -> web.Response:
    return page(request, "staff/leavers.html", taken=None, most=MOST)


async def send(request: web.Request) -> web.Response:
    lines = [line.strip() for line in text_of(await request.post(), "mails").splitlines()]
    mails = [line for line in lines if line]
    if not 0 < len(mails) <= MOST:
        return page(request, "staff/leavers.html", 400, taken=None, most=MOST, is_wrong=True)
    actor = member_of(request).staff_id
    taken = await leavers.ask(request.app[STORE], request.app[CONFIG], mails, actor, now(request))
    return page(request, "staff/leavers.html", taken=taken, most=MOST)
