"""A long scan of many small pages: is its memory the same at the end as near the beginning?

`python -m scanner.bench.soak COUNT` prints its port and serves the pages until its standard input
ends.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from aiohttp import web

from scanner.bench import installation, memory, site
from scanner.bench.pages import ENROLLED, HOSTS, NAMED_EVERY, SEED
from scanner.bench.people import people, word
from scanner.bench.process import started
from scanner.bench.table import Bar, Row
from scanner.errors import ExitCode, StopError

PAGES: Final = 12_000
ANSWER_SECONDS: Final = 0.1
"""What a site takes to answer: so pages that name somebody are looked at as they come. On a site
without any pause they wait until the others are through."""
WORDS: Final = 120
LINKS: Final = 12
BAR: Final = Bar(limit=20.0, is_floor=False)
ANSWERED: Final = frozenset({ExitCode.DONE, ExitCode.NOT_ALL_CHECKED, ExitCode.FAILED})
"""Ends of a whole scan; its mails have nowhere to go."""


def measure(count: int = PAGES) -> Row:
    """Raises `StopError` where the scan does not end well."""
    with started("scanner.bench.soak", str(count)) as served, TemporaryDirectory() as folder:
        assert served.stdout is not None
        port = int(served.stdout.readline())
        settings = installation.config(Path(folder), site.hosts(port))
        with installation.opened(settings):
            pass  # It is made, and somebody is in it.
        with installation.started(settings) as program, memory.watched(program.pid) as held:
            ended = program.wait()
    if ended not in ANSWERED:
        raise StopError(f"`run` ended with {ended}; `demo` shows whether it works here.")
    early, late = quarters(held.samples)
    return Row(
        what="memory of all processes in the last quarter of a long scan beyond that in the second",
        pages=count,
        peer=f"{early:,.0f} MB, {late:,.0f} MB; at most {held.peak:,.0f} MB",
        measured=late - early,
        unit="MB",
        bar=BAR,
    )


def quarters(samples: Sequence[float]) -> tuple[float, float]:
    """What was held in the second quarter of the time, and in the last."""
    quarter = len(samples) // 4
    if not quarter:
        raise StopError("The scan was too short to see whether its memory grows.")
    return median(samples[quarter : 2 * quarter]), median(samples[-quarter:])


def body(number: int, count: int) -> str:
    """Page `number`: small, unlike all others, with links to the next ones of its host."""
    chance = Random(SEED + number)  # noqa: S311 - repeatable pages, not secrets
    words = [word(chance, chance.choice((1, 2, 3))) for _ in range(WORDS)]
    if number % NAMED_EVERY == NAMED_EVERY // 2:
        who = people(ENROLLED, seed=SEED)[number // NAMED_EVERY % ENROLLED]
        words[40] = f"{who.given.reveal()} {who.surname.reveal()}, socialsekreterare i Provstad,"
    ahead = range(number, count, len(HOSTS))[1 : LINKS + 1]
    links = "".join(f'<a href="/tradar/{n}.html">{n}</a> ' for n in ahead)
    return (
        f'<!DOCTYPE html><html lang="sv"><title>{" ".join(words[:5])}</title>'
        f"<p>{' '.join(words)}.</p><nav>{links}</nav></html>"
    )


async def _serve(count: int) -> None:
    async def answer(request: web.BaseRequest) -> web.Response:
        name = request.path.rpartition("/")[2].removesuffix(".html")
        if not name.isdecimal() or int(name) >= count:
            return web.Response(status=404)
        await asyncio.sleep(ANSWER_SECONDS)
        return web.Response(text=body(int(name), count), content_type="text/html")

    runner = web.ServerRunner(web.Server(answer), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201 - to the process that started us
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
