"""Her second factor, asked for again before what cannot be undone or what gives all of hers away.

A phone that lies open on a table must not be enough.
"""

from datetime import timedelta
from typing import Final

from aiohttp import web

from scanner.enrol import factor
from scanner.portal.guesses import Refusal, guessed
from scanner.portal.visit import STORE, VISIT, her_id, now, text_of
from scanner.store import sessions
from scanner.store.delays import Door

FRESH: Final = timedelta(minutes=5)


async def what_is_wrong(request: web.Request) -> Refusal | None:
    """None where the form that was sent holds her second factor.

    Failures here and at the log-in are counted apart: who guesses with a link from her mailbox must
    not keep her, who is in, from leaving.
    """
    store, person_id, at = request.app[STORE], her_id(request), now(request)
    typed = text_of(await request.post(), "factor")
    found = await guessed(
        request, Door.OWN, person_id, lambda: factor.is_hers(store, person_id, typed, at)
    )
    if isinstance(found, Refusal):
        return found
    token = request[VISIT].session_token
    await store.awrite(lambda tx: sessions.prove(tx, token, at))
    return None


def is_fresh(request: web.Request) -> bool:
    """True where she gave it so short a while ago that the phone is still in her hand."""
    session = request[VISIT].session
    given_at = None if session is None else session.factor_at
    return given_at is not None and now(request) < given_at + FRESH
