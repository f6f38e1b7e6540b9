"""Leaving: as easy as joining, asked for once, and a receipt at the end."""

import asyncio
from dataclasses import replace

from aiohttp import web

from scanner.enrol import withdraw
from scanner.portal.own import her_id
from scanner.portal.visit import CONFIG, STORE, VISIT, drop_cookie, now, page


async def show(request: web.Request) -> web.Response:
    return page(request, "withdraw.html")


async def confirm(request: web.Request) -> web.Response:
    config = request.app[CONFIG]
    receipt = await asyncio.to_thread(
        withdraw.withdraw, request.app[STORE], config, her_id(request), now(request)
    )
    request[VISIT] = replace(request[VISIT], session=None, session_token="")
    zone = config.organisation.timezone
    response = page(request, "receipt.html", receipt=receipt, zone=zone)
    drop_cookie(request, response, "session")
    return response
