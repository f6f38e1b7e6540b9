"""Her second factor, asked for again before what cannot be undone or what gives all of hers away.

A phone that lies open on a table must not be enough.
"""

from aiohttp import web

from scanner.enrol import factor
from scanner.portal.visit import DELAYS, HASHING, STORE, VISIT, now


async def what_is_wrong(request: web.Request) -> str:
    """'' where the form that was sent holds her second factor; else ``too_often`` or ``refused``.

    A failure counts with those at the log-in: the same growing delay for both.
    """
    session = request[VISIT].session
    assert session is not None, "the policy lets nobody else through"
    typed = str((await request.post()).get("factor", ""))
    delays, name, at = request.app[DELAYS], f"factor/{session.mail.reveal()}", now(request)
    if not delays.may_try(name, at):
        return "too_often"
    # Counted before it is looked at: many tries at once are many.
    delays.failed(name, at)
    async with request.app[HASHING]:
        if not await factor.is_hers(request.app[STORE], session.person_id, typed, at):
            return "refused"
    delays.succeeded(name)
    return ""
