"""Her second factor, asked for again before what cannot be undone or what gives all of hers away.

A phone that lies open on a table must not be enough.
"""

from aiohttp import web

from scanner.enrol import factor
from scanner.portal.visit import HASHING, STORE, her_id, now
from scanner.store import delays
from scanner.store.delays import Door


async def what_is_wrong(request: web.Request) -> str:
    """'' where the form that was sent holds her second factor; else ``too_often`` or ``refused``.

    Failures here and at the log-in are counted apart: who guesses with a link from her mailbox must
    not keep her, who is in, from leaving.
    """
    store, person_id, at = request.app[STORE], her_id(request), now(request)
    typed = str((await request.post()).get("factor", ""))
    if not await store.awrite(lambda tx: delays.begin(tx, Door.OWN, person_id, at)):
        return "too_often"
    async with request.app[HASHING]:
        if not await factor.is_hers(store, person_id, typed, at):
            return "refused"
    await store.awrite(lambda tx: delays.forget(tx, Door.OWN, person_id))
    return ""
