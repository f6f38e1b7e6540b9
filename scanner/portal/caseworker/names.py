"""Names of hers that somebody must confirm: a code to show together with an identity card."""

from aiohttp import web

from scanner.enrol import spelling
from scanner.model.personal import UNKNOWN, Personal
from scanner.people.form import Fault
from scanner.portal.visit import STORE, go, her_id, now, page
from scanner.store import spellings


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def ask(request: web.Request) -> web.Response:
    written = Personal(str((await request.post()).get("name", "")))
    wrong = await spelling.ask(request.app[STORE], her_id(request), written, now(request))
    if wrong is not None:
        return await _page(request, written=written, wrong=wrong)
    return go("/names")


async def drop(request: web.Request) -> web.Response:
    code = str((await request.post()).get("code", ""))
    await spelling.drop(request.app[STORE], her_id(request), code)
    return go("/names")


async def _page(
    request: web.Request, *, written: Personal = UNKNOWN, wrong: Fault | None = None
) -> web.Response:
    person_id = her_id(request)
    return page(
        request,
        "names.html",
        400 if wrong else 200,
        waiting=await request.app[STORE].aread(lambda tx: spellings.of_person(tx, person_id)),
        written=written,
        wrong=wrong,
    )
