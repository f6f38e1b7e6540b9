"""A web on loopback under stable host names, kept or hostile, with a log of what was asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from scanner.config.settings import LabSettings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Lab:
    """One server that is many sites, told apart by the Host header."""

    port: int = 0
    routes: dict[str, Handler] = field(default_factory=dict)
    """`forum.example/t/1` and what answers there."""
    every: dict[str, Handler] = field(default_factory=dict)
    """Hosts, and what answers there to whatever is asked."""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Every request in order: `forum.example/t/1` and its headers, names in lower case."""
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)

    def page(self, where: str, body: str | bytes, **options: object) -> None:
        """Let `where` answer with `body`, as HTML unless `options` say otherwise."""
        raw = body.encode() if isinstance(body, str) else body
        values = {"content_type": "text/html"} | options

        async def answer(request: web.Request) -> web.Response:
            return web.Response(body=raw, **values)  # type: ignore[arg-type]

        self.routes[where] = answer

    def redirect(self, where: str, target: str, status: int = 302) -> None:
        self.page(where, b"", status=status, headers={"Location": target})

    def paths(self) -> list[str]:
        return [where for where, _ in self.asked]

    def settings(self, *hosts: str) -> LabSettings:
        """The lab in which the sites of the routes, and `hosts`, stand here."""
        names = {where.partition("/")[0] for where in self.routes} | {*hosts, *self.every}
        return LabSettings(hosts=dict.fromkeys(sorted(names), f"127.0.0.1:{self.port}"))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        where = f"{request.host}{request.raw_path}"
        self.asked.append((where, {name.lower(): v for name, v in request.headers.items()}))
        self.was_asked.set()
        handler = self.routes.get(where) or self.every.get(request.host)
        return await handler(request) if handler else web.Response(status=404)


@asynccontextmanager
async def lab() -> AsyncIterator[Lab]:
    """A running lab on a free port."""
    sites = Lab()
    runner = web.ServerRunner(web.Server(sites._answer), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    sites.port = runner.addresses[0][1]
    try:
        yield sites
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_server(answer: bytes, *, then_wait: float = 0) -> AsyncIterator[int]:
    """A server that reads a request and answers with exactly these bytes; gives its port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            await asyncio.sleep(then_wait)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
