"""Leaving: as easy as joining, asked for once, and a receipt at the end."""

import asyncio
from dataclasses import replace

from aiohttp import web

from scanner.enrol import withdraw
from scanner.errors import StopError
from scanner.portal.caseworker.proof import what_is_wrong
from scanner.portal.visit import CONFIG, STORE, VISIT, drop_cookie, her_id, now, page
from scanner.store import erasures


async def show(request: web.Request) -> web.Response:
    return page(request, "withdraw.html", wrong=None)


async def confirm(request: web.Request) -> web.Response:
    """Erase her at once, on her second factor; then the receipt."""
    if wrong := await what_is_wrong(request):
        return page(request, "withdraw.html", wrong.status, wrong=wrong)
    return await _erased(request)


async def _erased(request: web.Request) -> web.Response:
    config, store, person_id = request.app[CONFIG], request.app[STORE], her_id(request)
    receipt, is_under_way = None, False
    try:
        receipt = await asyncio.to_thread(withdraw.withdraw, store, config, person_id, now(request))
    except (OSError, StopError):
        # From the intent on nothing matches any more; the service finishes what is left.
        pending = await store.aread(erasures.pending)
        is_under_way = any(one.person_id == person_id for one in pending)
        if not is_under_way:
            raise
    request[VISIT] = replace(request[VISIT], session=None, session_token="")
    zone = config.organisation.timezone
    response = page(request, "receipt.html", receipt=receipt, zone=zone, is_under_way=is_under_way)
    drop_cookie(request, response, "session")
    return response
