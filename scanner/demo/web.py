"""The demo's web: one server on loopback that is many sites, told apart by the Host header.

It answers conditional requests as a well-kept site does.
"""

from email.utils import format_datetime, parsedate_to_datetime
from typing import Final, Self

from aiohttp import web

from scanner.demo.sites import DAYS, FORBIDDEN, HOSTS, LEAVES, Edition, edition

OPEN: Final = "User-agent: *\nDisallow: /search\nDisallow: /memberlist.php\nDisallow: /ucp.php\n"
CLOSED: Final = "User-agent: *\nDisallow: /\n"

_BY_ADDRESS: Final = {(leaf.host, leaf.path): leaf for leaf in LEAVES}


class Web:
    """The sites at work; `day` says which day it is there.

    `async with Web() as town_web:` starts them on a free port of loopback and ends them after.
    """

    def __init__(self) -> None:
        self.day = DAYS[0]
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def hosts(self) -> dict[str, str]:
        """Where each host name is, as the lab setting wants it."""
        return dict.fromkeys(HOSTS, f"127.0.0.1:{self.port}")

    async def _answer(self, request: web.Request) -> web.Response:
        host = request.host.partition(":")[0]
        if request.path == "/robots.txt" and host in HOSTS:
            return web.Response(text=CLOSED if host == FORBIDDEN else OPEN)
        leaf = _BY_ADDRESS.get((host, request.path_qs))
        found = edition(leaf, self.day) if leaf else None
        if leaf is None or found is None:
            return web.Response(status=404, text="Sidan finns inte.")
        headers = {
            "ETag": found.etag,
            "Last-Modified": format_datetime(found.modified, usegmt=True),
        }
        if _is_known(request, found):
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=found.body, content_type=leaf.content_type, charset="utf-8", headers=headers
        )


def _is_known(request: web.Request, found: Edition) -> bool:
    """Whether the asker has this edition. If-None-Match decides where it is sent (RFC 9110)."""
    if tags := request.headers.get("If-None-Match"):
        return found.etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    since = request.headers.get("If-Modified-Since")
    return since is not None and parsedate_to_datetime(since) >= found.modified
