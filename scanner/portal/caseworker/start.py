"""The start page: a work e-mail address in, a link in the mailbox out."""

from aiohttp import web

from scanner.enrol import optin
from scanner.people.mailbox import canonical
from scanner.portal.visit import CONFIG, STORE, VISIT, go, now, page


async def show(request: web.Request) -> web.Response:
    if request[VISIT].person_id and "language" not in request.query:
        return go("/me")
    return _start(request)


async def ask_for_link(request: web.Request) -> web.Response:
    """The same answer for every address of ours, whether somebody is enrolled with it or not."""
    config = request.app[CONFIG]
    written = str((await request.post()).get("mail", ""))
    mail = canonical(written, config.portal.mail_domains)
    if mail is None:
        return _start(request, status=400, is_wrong=True)
    language = request[VISIT].language
    await optin.request_link(request.app[STORE], config, mail, language, now(request))
    return page(request, "sent.html")


def _start(request: web.Request, *, status: int = 200, is_wrong: bool = False) -> web.Response:
    domains = request.app[CONFIG].portal.mail_domains
    return page(request, "start.html", status, domains=domains, is_wrong=is_wrong)
