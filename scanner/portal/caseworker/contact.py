"""Reach me safely: her private phone or mail, when, and whom to call instead."""

from aiohttp import web

from scanner.enrol import contact, mails
from scanner.model.personal import Personal
from scanner.people.contact import Fault, Written, fault
from scanner.portal.caseworker.proof import is_fresh, what_is_wrong
from scanner.portal.guesses import Refusal
from scanner.portal.visit import CONFIG, STORE, go, her_id, now, page
from scanner.store import contacts
from scanner.store.contacts import Contact


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def keep(request: web.Request) -> web.Response:
    posted = await request.post()
    written = Written(
        private=Personal(str(posted.get("private", ""))),
        hours=Personal(str(posted.get("hours", ""))),
        instead=Personal(str(posted.get("instead", ""))),
    )
    store, config = request.app[STORE], request.app[CONFIG]
    if wrong := fault(written, config.portal.mail_domains):
        return await _page(request, written=written, wrong=wrong)
    if refusal := await _refusal(request, written):
        return await _page(request, written=written, refusal=refusal)
    await contact.keep(store, config, her_id(request), written, now(request))
    return go("/contact?saved=yes")


async def prove(request: web.Request) -> web.Response:
    typed = str((await request.post()).get("code", ""))
    store, config = request.app[STORE], request.app[CONFIG]
    if await contact.prove(store, config, her_id(request), typed, now(request)):
        return go("/contact")
    return await _page(request, wrong=Fault.CODE)


async def _refusal(request: web.Request, written: Written) -> Refusal | None:
    """What is wrong with her second factor, asked for where her mails would be led elsewhere."""
    store, person_id = request.app[STORE], her_id(request)
    if is_fresh(request) or not await contact.is_moved(store, person_id, written):
        return None
    return await what_is_wrong(request)


async def _page(
    request: web.Request,
    *,
    written: Written | None = None,
    wrong: Fault | None = None,
    refusal: Refusal | None = None,
) -> web.Response:
    person_id = her_id(request)
    kept = await request.app[STORE].aread(lambda tx: contacts.find(tx, person_id)) or Contact()
    return page(
        request,
        "contact.html",
        refusal.status if refusal else 400 if wrong else 200,
        kept=kept,
        shown=written or kept,
        can_prove=mails.can_send(request.app[CONFIG], kept.kind),
        wrong=wrong,
        is_saved="saved" in request.query,
        refusal=refusal,
        asks_factor=not is_fresh(request),
    )
