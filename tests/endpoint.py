"""A second reader on loopback, written by hand: answers what a test tells it to."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from scanner.config.settings import SecondReaderSettings


def said(tier: str = "T4", reason: str = "Ett förtäckt hot.") -> bytes:
    """What an OpenAI-compatible endpoint answers."""
    content = json.dumps({"tier": tier, "reason": reason})
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


@dataclass
class Endpoint:
    answer: bytes | None = field(default_factory=said)
    """None: it never answers."""
    status: int = 200
    asked: list[str] = field(default_factory=list)
    """The body of every request, in order."""
    port: int = 0
    meanwhile: Callable[[], object] = lambda: None
    """What happens while it thinks."""

    @property
    def settings(self) -> SecondReaderSettings:
        address = f"http://127.0.0.1:{self.port}/v1/chat/completions"
        return SecondReaderSettings(url=address, model="stilla-7b", timeout_seconds=5.0)

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append(await request.text())
        await asyncio.to_thread(self.meanwhile)
        if self.answer is None:
            await asyncio.sleep(60)
        return web.Response(status=self.status, body=self.answer)


@asynccontextmanager
async def listening(endpoint: Endpoint) -> AsyncIterator[Endpoint]:
    app = web.Application()
    app.router.add_post("/v1/chat/completions", endpoint.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        endpoint.port = runner.addresses[0][1]
        yield endpoint
    finally:
        await runner.cleanup()
