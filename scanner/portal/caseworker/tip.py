"""She reports a link or a screenshot, and takes back what she reported."""

from dataclasses import dataclass

from aiohttp import web

from scanner.enrol import tips as reported
from scanner.enrol.tips import Fault
from scanner.portal.upload import sent
from scanner.portal.visit import CONFIG, STORE, go, her_id, now, page
from scanner.store import tips


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stands in the form; a picture has to be chosen again."""

    address: str = ""
    note: str = ""


async def show(request: web.Request) -> web.Response:
    return await _page(request, Written(), is_sent="sent" in request.query)


async def send(request: web.Request) -> web.Response:
    form, app = await sent(request), request.app
    picture = form.get("picture", b"")
    written = Written(address=str(form.get("address", "")), note=str(form.get("note", "")))
    fault = await reported.report(
        app[STORE],
        app[CONFIG],
        her_id(request),
        address=written.address,
        note=written.note,
        picture=picture if isinstance(picture, bytes) else b"",
        now=now(request),
    )
    return go("/tip?sent") if fault is None else await _page(request, written, fault=fault)


async def drop(request: web.Request) -> web.Response:
    tip_id = str((await request.post()).get("tip", ""))
    await reported.drop(request.app[STORE], her_id(request), tip_id, now(request))
    return go("/tip")


async def _page(
    request: web.Request, written: Written, *, fault: Fault | None = None, is_sent: bool = False
) -> web.Response:
    person_id = her_id(request)
    return page(
        request,
        "tip.html",
        400 if fault else 200,
        written=written,
        fault=fault,
        is_sent=is_sent,
        tips=await request.app[STORE].aread(lambda tx: tips.of_person(tx, person_id)),
        zone=request.app[CONFIG].organisation.timezone,
    )
