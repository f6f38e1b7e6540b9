"""Her second factor, asked for again before what cannot be undone or what gives all of hers away.

A phone that lies open on a table must not be enough.
"""

from aiohttp import web

from scanner.enrol import factor
from scanner.portal.guesses import Refusal, guessed
from scanner.portal.visit import STORE, her_id, now, text_of
from scanner.store.delays import Door


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
    return found if isinstance(found, Refusal) else None
