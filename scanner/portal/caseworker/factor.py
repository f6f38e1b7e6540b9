"""What her employer does not hold: chosen before she opts in, given each time she comes back.

After a link from a mailbox comes one page for everybody, whether somebody is enrolled with it or
not: who reads her mail learns nothing from it.
"""

from enum import StrEnum

from aiohttp import web

from scanner.enrol import factor
from scanner.portal.guesses import Refusal, guessed
from scanner.portal.visit import (
    CONFIG,
    HASHING,
    STORE,
    VISIT,
    go,
    now,
    page,
    set_cookie,
    text_of,
    turn_of,
)
from scanner.render.square import square
from scanner.store.delays import Door
from scanner.vault import totp


class Fault(StrEnum):
    """Why what she chose was not taken: the field that is to be mended."""

    CODE = "code"
    WRITTEN = "written"


async def show(request: web.Request) -> web.Response:
    if request[VISIT].person_id:
        return go("/me")
    return page(request, "factor.html", wrong=None)


async def give(request: web.Request) -> web.Response:
    """Change a session that only proved a mailbox for one that is hers."""
    session = request[VISIT].session
    assert session is not None, "the policy lets nobody else through"
    typed = text_of(await request.post(), "factor")
    store, token, at = request.app[STORE], request[VISIT].session_token, now(request)
    opened = await guessed(
        request, Door.FACTOR, session.mail.reveal(), lambda: factor.give(store, token, typed, at)
    )
    if isinstance(opened, Refusal):
        return page(request, "factor.html", opened.status, wrong=opened)
    response = go("/me")
    set_cookie(request, response, "session", opened)
    return response


async def offer(request: web.Request) -> web.Response:
    return go("/me") if request[VISIT].person_id else _offer(request)


async def choose(request: web.Request) -> web.Response:
    posted = await request.post()
    store, token = request.app[STORE], request[VISIT].session_token
    if posted.get("kind") == "words":
        if posted.get("written") != "yes":
            return _offer(request, Fault.WRITTEN)
        async with turn_of(request), request.app[HASHING]:
            is_chosen = await factor.choose_words(store, token, now(request))
    else:
        is_chosen = await factor.choose_app(store, token, str(posted.get("code", "")), now(request))
    return go("/form") if is_chosen else _offer(request, Fault.CODE)


def _offer(request: web.Request, wrong: Fault | None = None) -> web.Response:
    offered = factor.offer(request[VISIT].session_token)
    address = totp.address(
        offered.secret, account="Värn", issuer=request.app[CONFIG].organisation.name
    )
    return page(
        request,
        "key.html",
        400 if wrong else 200,
        words=offered.words,
        address=address,
        square=square(address),
        secret=totp.typed(offered.secret),
        wrong=wrong,
    )
