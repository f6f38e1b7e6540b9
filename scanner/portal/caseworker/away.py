"""For who has left her workplace: her private address in, a link in that mailbox out."""

from aiohttp import web

from scanner.enrol import optin
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.people.contact import normal
from scanner.portal.visit import CONFIG, STORE, VISIT, now, page, text_of


async def show(request: web.Request) -> web.Response:
    return page(request, "away.html", is_wrong=False)


async def ask_for_link(request: web.Request) -> web.Response:
    """The same answer, after the same time, for every address. Strangers' get no mail."""
    found = normal(Personal(text_of(await request.post(), "mail")))
    if found is None or found.kind is not DetailKind.EMAIL:
        return page(request, "away.html", 400, is_wrong=True)
    app, language = request.app, request[VISIT].language
    await optin.request_link_away(app[STORE], app[CONFIG], found.value, language, now(request))
    return page(request, "sent.html")
