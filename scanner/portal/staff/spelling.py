"""Somebody shows her identity card and a code: the officer sees the spelling and nothing else."""

from aiohttp import web

from scanner.enrol import spelling
from scanner.enrol.spelling import Confirmed
from scanner.portal.visit import STORE, member_of, now, page, text_of


async def show(request: web.Request) -> web.Response:
    return page(request, "staff/spelling.html", code="", found=None, said="")


async def look(request: web.Request) -> web.Response:
    code = text_of(await request.post(), "code")
    found = await spelling.shown(request.app[STORE], code)
    if found is None:
        return page(request, "staff/spelling.html", 400, code="", found=None, said="none")
    return page(request, "staff/spelling.html", code=code, found=found, said="")


async def confirm(request: web.Request) -> web.Response:
    code = text_of(await request.post(), "code")
    officer = member_of(request).staff_id
    said = await spelling.confirm(request.app[STORE], code, officer, now(request))
    status = 200 if said is Confirmed.DONE else 400
    return page(request, "staff/spelling.html", status, code="", found=None, said=said.value)
