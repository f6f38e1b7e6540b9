"""Is every site asked as seldom as it wishes, and nearly as often as it allows?

Real time, real program, killed and stopped and started again; read from the sites' own log.
"""

import json
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from scanner.bench import installation
from scanner.bench.installation import Listed
from scanner.bench.polite_sites import Request, Site, sites
from scanner.bench.process import started
from scanner.bench.table import Bar, Row
from scanner.errors import StopError
from scanner.model.ids import Address, SourceId

HOSTS: Final = 200
SCALE: Final = 1.0
LIVES: Final = (40.0, 35.0, 35.0)
"""Seconds from a start to its end: by kill -9, by the signal for a soft stop, by kill -9."""

SLACK: Final = 0.02
"""Seconds: two processes read the clock, and one of them only after the request has come."""
NO_VIOLATION: Final = Bar(limit=0, is_floor=False)
SHARE: Final = Bar(limit=95.0, is_floor=True)
STOP_SECONDS: Final = 30.0
UNHEARD_SECONDS: Final = 1.0
"""Before a kill -9: what an answer of that moment asks for may die with the program, which then
keeps the pace that it promised before the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Of the program, from its start to the signal that ended it."""

    began: float
    ended: float
    is_killed: bool
    """True for kill -9, False for a soft stop."""

    def leaves_unheard(self, moment: float) -> bool:
        return self.is_killed and self.ended - UNHEARD_SECONDS < moment <= self.ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Between two requests to one host, in seconds."""

    host: str
    wished: float
    kept: float
    is_in_one_life: bool
    """False where the program was started anew in between."""

    @property
    def is_violation(self) -> bool:
        return self.kept < self.wished - SLACK


def measure(
    hosts: int = HOSTS, scale: float = SCALE, lives: Sequence[float] = LIVES
) -> Iterator[Row]:
    """Two rows. Raises `StopError` where no site was asked often enough to say anything."""
    found = gaps(hosts, scale, lives)
    if len({gap.host for gap in found}) < hosts:
        raise StopError("Not every site was asked twice: there is nothing to say about its pace.")
    wished = "crawl-delay, 429 and 503 with Retry-After in both forms, killed and started again"
    yield Row(
        what=f"requests before their time, of {len(found):,} to {hosts} hosts ({wished})",
        measured=sum(gap.is_violation for gap in found),
        unit="requests",
        bar=NO_VIOLATION,
    )
    yield Row(
        what=f"requests to those hosts, of what they allow ({_allowed(hosts, scale):.1f} a second)",
        measured=100 * share(found),
        unit="%",
        bar=SHARE,
    )


def share(found: Sequence[Gap]) -> float:
    """How many requests were made of those that were allowed, while the program was at work."""
    working = [gap for gap in found if gap.is_in_one_life]
    return len(working) / sum(gap.kept / gap.wished for gap in working)


def _allowed(hosts: int, scale: float) -> float:
    """Σ 1/delay."""
    return sum(1 / site.spacing for site in sites(hosts, scale))


def gaps(hosts: int, scale: float, lives: Sequence[float]) -> tuple[Gap, ...]:
    """What the sites saw of a program that lives, dies and is started again."""
    known = sites(hosts, scale)
    with TemporaryDirectory(prefix="varn-bench-") as folder:
        log = Path(folder) / "log"
        arguments = (str(hosts), str(scale), str(log))
        with started("scanner.bench.polite_sites", *arguments) as server:
            assert server.stdout is not None
            past = tuple(_live(Path(folder), known, int(server.stdout.readline()), lives))
        lines = log.read_text(encoding="utf-8").splitlines()
    return tuple(_gaps(known, [Request(**json.loads(line)) for line in lines], past))


def _live(folder: Path, known: Sequence[Site], port: int, lives: Sequence[float]) -> Iterator[Life]:
    """Let the program work, again and again."""
    hosts = {site.host: f"127.0.0.1:{port}" for site in known}
    settings = installation.config(folder, hosts)
    with installation.opened(settings, sources=tuple(_sources(known))):
        pass  # It is made, and somebody is in it.
    for number, seconds in enumerate(lives):
        began, is_killed = time.monotonic(), number % 2 == 0
        with installation.started(settings) as program:
            try:
                program.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                program.send_signal(signal.SIGKILL if is_killed else signal.SIGTERM)
            yield Life(began=began, ended=time.monotonic(), is_killed=is_killed)
            program.wait(timeout=STOP_SECONDS)


def _sources(known: Sequence[Site]) -> Iterator[Listed]:
    """A source for each pace: hosts of several share one."""
    by_floor = defaultdict(list)
    for site in known:
        by_floor[site.floor].append(Address(f"http://{site.host}/0"))
    for number, (floor, seeds) in enumerate(by_floor.items()):
        yield Listed(source_id=SourceId(f"takt-{number}"), seeds=tuple(seeds), delay_seconds=floor)


def _gaps(known: Sequence[Site], asked: Sequence[Request], past: Sequence[Life]) -> Iterator[Gap]:
    by_host = defaultdict(list)
    for request in asked:
        by_host[request.host].append(request)
    for site in known:
        for before, after in pairwise(by_host[site.host]):
            yield Gap(
                host=site.host,
                wished=_wished(site, before, past),
                kept=after.at - before.at,
                is_in_one_life=not any(before.at < life.began < after.at for life in past),
            )


def _wished(site: Site, before: Request, past: Sequence[Life]) -> float:
    # Who asks for robots.txt does not know yet what it says.
    spacing = site.floor if before.path == "/robots.txt" else site.spacing
    is_unheard = any(life.leaves_unheard(before.at) for life in past)
    return spacing if is_unheard else max(spacing, before.not_before - before.at)
