"""The pages served on loopback, compressed as sites do, by a process of their own.

`python -m scanner.bench.site COUNT` prints its port, serves until its standard input ends, and so
never outlives whoever started it.
"""

import asyncio
import gzip
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
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
        # Whoever does not know the lab's hosts names the port as well.
        where = f"http://{request.host.partition(':')[0]}{request.path}"
        body = contents.get(where)
        if body is None:
            return web.Response(status=404)
        # No page of ours changes: its address says which it is.
        validator = f'"{sha256(where.encode()).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == validator:
            return web.Response(status=304, headers={"ETag": validator})
        headers = {"Content-Encoding": "gzip", "ETag": validator}
        return web.Response(body=body, content_type="text/html", headers=headers)

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
