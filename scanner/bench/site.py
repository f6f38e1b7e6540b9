"""The pages served on loopback, compressed as sites do, by a process of their own.

`python -m scanner.bench.site COUNT` prints its port, serves until its standard input ends, and so
never outlives whoever started it.
"""

import asyncio
import gzip
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from aiohttp import web

from scanner.bench.pages import HOSTS, address, bodies
from scanner.bench.process import started

ROBOTS: Final = b"User-agent: *\nDisallow: /svara\n"
LEVEL: Final = 6
"""Of gzip: the default of common servers."""


@contextmanager
def served(count: int) -> Iterator[int]:
    """A site of `count` pages inside the block; gives its port on 127.0.0.1."""
    with started("scanner.bench.site", str(count)) as site:
        assert site.stdout is not None
        yield int(site.stdout.readline())


def hosts(port: int) -> dict[str, str]:
    """Where each host of the pages is, as the lab setting wants it."""
    return dict.fromkeys(HOSTS, f"127.0.0.1:{port}")


async def _serve(contents: Mapping[str, bytes]) -> None:
    async def answer(request: web.BaseRequest) -> web.Response:
        if request.path == "/robots.txt":
            return web.Response(body=ROBOTS, content_type="text/plain")
        body = contents.get(f"http://{request.host}{request.path}")
        if body is None:
            return web.Response(status=404)
        return web.Response(
            body=body, content_type="text/html", headers={"Content-Encoding": "gzip"}
        )

    runner = web.ServerRunner(web.Server(answer), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201 - to the process that started us
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


def main() -> None:
    count = int(sys.argv[1])
    contents = {
        str(address(number)): gzip.compress(body, LEVEL)
        for number, body in enumerate(bodies(count))
    }
    asyncio.run(_serve(contents))


if __name__ == "__main__":
    main()
