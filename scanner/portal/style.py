"""The portal's one style sheet."""

from typing import Final

from aiohttp import web

from scanner.render.pages import TEMPLATES_FOLDER

STYLE: Final = (TEMPLATES_FOLDER / "portal" / "portal.css").read_text(encoding="utf-8")


async def show(_: web.Request) -> web.Response:
    return web.Response(text=STYLE, content_type="text/css", charset="utf-8")
