"""Her answer now that her employment ends: by the link she was mailed and her second factor."""

from aiohttp import web

from scanner.enrol import leavers
from scanner.people import consent
from scanner.portal.guesses import Refusal, guessed
from scanner.portal.visit import CONFIG, STORE, go, her_id, now, page, set_cookie, text_of
from scanner.store import consents, mailboxes
from scanner.store import leavers as asked
from scanner.store.database import Store
from scanner.store.delays import Door


async def show(request: web.Request) -> web.Response:
    token = request.match_info["token"]
    if await leavers.whose(request.app[STORE], token) is None:
        return page(request, "problem.html", 410, kind="stale")
    return page(request, "leaving.html", token=token, wrong=None)


async def enter(request: web.Request) -> web.Response:
    """Open her own page, where she answers; also later, for her work mailbox opens nothing then."""
    posted, store, at = await request.post(), request.app[STORE], now(request)
    token, typed = text_of(posted, "token"), text_of(posted, "factor")
    person_id = await leavers.whose(store, token)
    if person_id is None:
        return page(request, "problem.html", 410, kind="stale")
    mailbox = await store.aread(lambda tx: mailboxes.of_leaver(tx, person_id))
    opened = await guessed(
        request,
        Door.FACTOR,
        mailbox.reveal(),
        lambda: leavers.enter(store, person_id, typed, at),
    )
    if isinstance(opened, Refusal):
        return page(request, "leaving.html", opened.status, token=token, wrong=opened)
    response = go("/leaver")
    set_cookie(request, response, "session", opened)
    return response


async def question(request: web.Request) -> web.Response:
    store: Store = request.app[STORE]
    person_id = her_id(request)
    leaver, private, hers = await store.aread(
        lambda tx: (
            asked.find(tx, person_id),
            mailboxes.private(tx, person_id),
            consents.events(tx, person_id),
        )
    )
    state = consent.state(hers, now(request))
    return page(request, "leaver.html", leaver=leaver, private=private, state=state.value)


async def keep(request: web.Request) -> web.Response:
    """The watch goes on without the workplace."""
    app = request.app
    await leavers.keep(app[STORE], app[CONFIG], her_id(request), now(request))
    return go("/leaver")
