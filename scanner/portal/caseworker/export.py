"""Everything of hers as a file to take along, on her second factor."""

from typing import Final

from aiohttp import web

from scanner.enrol import export
from scanner.model.personal import Personal
from scanner.portal.caseworker.proof import what_is_wrong
from scanner.portal.visit import CONFIG, STORE, her_id, now, page, text_of
from scanner.vault.passphrase import SHORTEST

NAME: Final = "download.zip"
"""Says nothing in a list of downloads."""


async def show(request: web.Request) -> web.Response:
    return page(request, "export.html", wrong=None, is_short=False)


async def send(request: web.Request) -> web.Response:
    app, passphrase = request.app, Personal(text_of(await request.post(), "passphrase"))
    if passphrase and len(passphrase.reveal()) < SHORTEST:
        return page(request, "export.html", 400, wrong=None, is_short=True)
    if wrong := await what_is_wrong(request):
        return page(request, "export.html", wrong.status, wrong=wrong, is_short=False)
    packed = await export.take(app[STORE], app[CONFIG], her_id(request), now(request), passphrase)
    return web.Response(
        body=packed,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{NAME}"'},
    )
