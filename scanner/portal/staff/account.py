"""A member of staff's own account, as it stands."""

from aiohttp import web

from scanner.portal.visit import member_of, page


async def show(request: web.Request) -> web.Response:
    return page(request, "staff/account.html", member=member_of(request))
