"""Sites that each ask for a pace of their own, and write down when they were asked.

`python -m scanner.bench.polite_sites COUNT SCALE LOG` prints its port and serves until its
standard input ends. A line of the log is a `Request`.
"""

import asyncio
import json
import math
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from email.utils import formatdate
from pathlib import Path
from typing import Final

from aiohttp import web

FLOORS: Final = (4.0, 6.0, 8.0, 10.0, 12.0)
"""Seconds between two requests that our sources' settings ask for, host after host."""
CRAWL_DELAYS: Final = (0.0, 0.0, 0.0, 1.5)
"""What robots.txt asks for, in floors: longer than the floor, or nothing."""
REFUSED_EVERY: Final = 4
"""Of a host that refuses, so many pages bring a refusal."""
REST: Final = 2.5
"""What a refusal asks for, in floors."""
LINKS: Final = 12
"""To the pages that follow: a page that is refused does not end the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What one host asks for, in seconds."""

    host: str
    floor: float
    crawl_delay: float
    refusal: int
    """The status of its refusals: 429 names the seconds to wait, 503 the date; 0: none."""

    @property
    def spacing(self) -> float:
        return max(self.floor, self.crawl_delay)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    host: str
    path: str
    at: float
    """Seconds of a clock that only runs forward."""
    not_before: float
    """When the answer allows the next request, by Retry-After; 0: it says nothing."""


def sites(count: int, scale: float) -> tuple[Site, ...]:
    """`scale` shortens or lengthens all waits."""
    return tuple(_site(number, scale) for number in range(count))


def _site(number: int, scale: float) -> Site:
    floor = FLOORS[number % len(FLOORS)] * scale
    # Robots.txt and Retry-After know whole seconds.
    asked = math.ceil(floor * CRAWL_DELAYS[number % len(CRAWL_DELAYS)])
    refusal = (429, 0, 503, 0, 0, 0, 0)[number % 7]
    return Site(
        host=f"hovlig-{number}.example", floor=floor, crawl_delay=float(asked), refusal=refusal
    )


class Server:
    def __init__(self, known: tuple[Site, ...], log: Callable[[Request], object]) -> None:
        self._known: Final = {site.host: site for site in known}
        self._log: Final = log

    async def answer(self, request: web.BaseRequest) -> web.Response:
        at, site = time.monotonic(), self._known[request.host]
        response, rest = _response(site, request.path)
        not_before = at + rest if rest else 0.0
        self._log(Request(host=site.host, path=request.path, at=at, not_before=not_before))
        return response


def _response(site: Site, path: str) -> tuple[web.Response, float]:
    """The answer, and for how long it asks to be left alone."""
    if path == "/robots.txt":
        rules = f"User-agent: *\nCrawl-delay: {site.crawl_delay:g}\n" if site.crawl_delay else ""
        return web.Response(text=rules), 0.0
    number = int(path.strip("/") or 0)
    if site.refusal and number % REFUSED_EVERY == REFUSED_EVERY - 1:
        return _refusal(site)
    links = "".join(f'<a href="/{number + n}">{n}</a>' for n in range(1, LINKS + 1))
    body = f"<!DOCTYPE html><title>Sida {number}</title><p>Så var det på sidan {number}.</p>{links}"
    return web.Response(text=body, content_type="text/html"), 0.0


def _refusal(site: Site) -> tuple[web.Response, float]:
    seconds = math.ceil(site.spacing * REST)
    if site.refusal == 429:
        return web.Response(status=429, headers={"Retry-After": str(seconds)}), seconds
    now = time.time()
    until = math.ceil(now + seconds)
    header = {"Retry-After": formatdate(until, usegmt=True)}
    return web.Response(status=503, headers=header), until - now


async def _serve(known: tuple[Site, ...], log: Path) -> None:
    with log.open("w", encoding="utf-8", buffering=1) as lines:
        server = Server(known, lambda one: lines.write(json.dumps(asdict(one)) + "\n"))
        runner = web.ServerRunner(web.Server(server.answer), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(runner.addresses[0][1], flush=True)  # noqa: T201 - to the process that started us
        await asyncio.to_thread(sys.stdin.read)
        await runner.cleanup()


def main(count: str, scale: str, log: str) -> None:
    asyncio.run(_serve(sites(int(count), float(scale)), Path(log)))


if __name__ == "__main__":
    main(*sys.argv[1:])
