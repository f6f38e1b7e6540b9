"""Somebody shows her identity card and a code: the officer sees the spelling and nothing else."""

from aiohttp import web

from scanner.enrol import spelling
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
    is_done = await spelling.confirm(request.app[STORE], code, officer, now(request))
    said = "done" if is_done else "none"
    return page(
        request, "staff/spelling.html", 200 if is_done else 400, code="", found=None, said=said
    )
