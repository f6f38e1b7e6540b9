"""Her photos: a picture in, a perceptual hash kept; and each can be taken out."""

from aiohttp import web

from scanner.enrol import photo
from scanner.enrol.photo import Fault
from scanner.portal.upload import sent
from scanner.portal.visit import CONFIG, HASHING, STORE, go, her_id, now, page
from scanner.store import photos


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def add(request: web.Request) -> web.Response:
    picture = (await sent(request)).get("picture", b"")
    content = picture if isinstance(picture, bytes) else b""
    # Decoding takes as much of the machine as hashing a password.
    async with request.app[HASHING]:
        fault = await photo.add(request.app[STORE], her_id(request), content, now(request))
    return go("/photo") if fault is None else await _page(request, wrong=fault)


async def drop(request: web.Request) -> web.Response:
    photo_id = str((await request.post()).get("photo", ""))
    await photo.drop(request.app[STORE], her_id(request), photo_id, now(request))
    return go("/photo")


async def _page(request: web.Request, wrong: Fault | None = None) -> web.Response:
    person_id = her_id(request)
    return page(
        request,
        "photo.html",
        400 if wrong else 200,
        kept=await request.app[STORE].aread(lambda tx: photos.of_person(tx, person_id)),
        wrong=wrong,
        most=photo.MOST_PHOTOS,
        zone=request.app[CONFIG].organisation.timezone,
    )
