"""The way out in a hurry: logged out, and another site on the screen."""

from typing import Final

from aiohttp import web

from scanner.portal.visit import CONFIG, STORE, VISIT, drop_cookie, go
from scanner.store import sessions

FROM_HERE: Final = frozenset({"same-origin", "none"})
"""What a browser says of a link on our pages, and of an address that she typed or had kept."""


async def leave(request: web.Request) -> web.Response:
    """End her session, so that the browser's way back shows nothing of hers.

    A link, for a form may not lead to another site here; from another site's link nothing ends.
    Typed or out of her bookmarks it does.
    """
    token = request[VISIT].session_token
    response = go(request.app[CONFIG].portal.exit_url)
    if token and request.headers.get("Sec-Fetch-Site", "none") in FROM_HERE:
        await request.app[STORE].awrite(lambda tx: sessions.end(tx, token))
        drop_cookie(request, response, "session")
    return response
