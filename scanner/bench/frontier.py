"""A frontier of a million addresses: what an address costs there, and how much memory they take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from scanner.bench import installation, memory, site
from scanner.bench.pages import SOURCE
from scanner.bench.table import Bar, Row
from scanner.config.clock import system_clock
from scanner.config.settings import Config
from scanner.errors import ExitCode, StopError
from scanner.model.frontier import DuePage, HostState
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Page
from scanner.store import frontier
from scanner.store.database import Store

FEW: Final = 5_000
MANY: Final = 1_000_000
HUB: Final = SourceId("hub")
"""Of the pages that bring the others; no watchlist names it, so that no scan asks for them."""
PAGES_OF_HOST: Final = 50
LINKS_OF_PAGE: Final = 500
"""New ones that one page brings. A page of a forum has fewer, a sitemap more."""
CLAIMS_OF_ROUND: Final = 10
ROUNDS: Final = 9
CLAIMED: Final = 8
"""Pages of a host that one transaction leases, as in the crawl."""

PAGES: Final = 400
"""Of the site that is read while so many addresses are known."""
NOT_YET: Final = timedelta(minutes=30)
"""The known addresses are due after the scan that is watched, but within the source's cadence: it
would bring forward what is put off for longer."""

MICROS: Final = "µs CPU"
INSERT: Final = Bar(limit=20.0, is_floor=False)
CLAIM_AND_FINISH: Final = Bar(limit=50.0, is_floor=False)
GROWTH: Final = Bar(limit=20.0, is_floor=False)

ANSWERED: Final = frozenset({ExitCode.DONE, ExitCode.NOT_ALL_CHECKED, ExitCode.FAILED})
"""Ends of a scan whose mails have nowhere to go and whose known pages are not due."""


def measure(many: int = MANY) -> Iterator[Row]:
    """Rows for `many` known addresses. Raises `StopError` where a scan does not end well."""
    with site.served(PAGES) as port:
        few, _ = _with_known(port, FEW)
        held, costs = _with_known(port, many)
    among = f"among {many:,}"
    for what, micros, bar in (
        (f"an address inserted {among}", [one.inserted for one in costs], INSERT),
        (f"an address claimed {among}", [one.claimed for one in costs], None),
        (f"an address finished {among}", [one.finished for one in costs], None),
        (
            f"an address claimed and finished {among}",
            [one.claimed + one.finished for one in costs],
            CLAIM_AND_FINISH,
        ),
        (
            f"which hosts have pages due {among}, all of them due; asked every few seconds",
            [one.hosts for one in costs],
            None,
        ),
    ):
        yield Row(what=what, measured=median(micros), unit=MICROS, bar=bar)
    yield Row(
        what=f"most memory of all processes of `run`: more where {many:,} addresses are known",
        peer=f"where {FEW:,} are: {few:,.0f} MB",
        measured=held - few,
        unit="MB",
        bar=GROWTH,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Microseconds of CPU: of an address, and of asking which hosts have pages due."""

    inserted: float
    claimed: float
    finished: float
    hosts: float


def _with_known(port: int, known: int) -> tuple[float, list[Costs]]:
    """The most memory of a scan where so many addresses are known, and what one costs there."""
    with TemporaryDirectory(prefix="varn-bench-") as folder:
        settings = installation.config(Path(folder), site.hosts(port))
        with installation.opened(settings) as house:
            due_at = system_clock() + NOT_YET
            _fill(house.store, known, due_at)
            costs = [_round(house.store, known, due_at, number) for number in range(ROUNDS)]
        return _scanned(settings), costs


def _fill(store: Store, known: int, due_at: datetime) -> None:
    lots = range(0, known, LINKS_OF_PAGE)
    hubs = [Address(f"http://{HUB}.example/{n}") for n in range(len(lots) + ROUNDS)]
    store.write(lambda tx: frontier.seed(tx, HUB, hubs, due_at))
    for first in lots:
        numbers = range(first, min(known, first + LINKS_OF_PAGE))
        _finish(store, _hub(store, due_at), _addresses(numbers, known))


def _hub(store: Store, due_at: datetime) -> DuePage:
    """A page that brings new links when it is finished."""
    (due,) = _claim(store, HUB, f"{HUB}.example", due_at, 1)
    return replace(due, source_id=SOURCE)


def _addresses(numbers: range, known: int) -> tuple[Address, ...]:
    """The hosts take turns: what one page brings leads to many places of every index."""
    hosts = known // PAGES_OF_HOST
    return tuple(
        Address(f"http://sida-{n % hosts}.example/trad/{n}/en-rubrik-av-vanlig-langd-{n}")
        for n in numbers
    )


def _claim(
    store: Store, source_id: SourceId, group: str, due_at: datetime, limit: int
) -> tuple[DuePage, ...]:
    return store.write(
        lambda tx: frontier.claim(
            tx,
            group,
            sources=[source_id],
            generation="1",
            owner="bench",
            now=due_at,
            lease_until=due_at + NOT_YET,
            horizon=due_at,
            limit=limit,
        )
    )


def _finish(store: Store, due: DuePage, links: tuple[Address, ...] = ()) -> None:
    """As the crawl does: a transaction of its own, with the host's pace."""
    visited = replace(
        due,
        next_due=due.horizon + NOT_YET,
        hosts=(HostState(host_group=due.host_group, next_at=due.horizon),),
    )
    store.write(lambda tx: frontier.finish(tx, visited, _page(due), links=links))


def _page(due: DuePage) -> Page:
    return Page(
        source_id=due.source_id,
        asked=due.address,
        final=due.address,
        fetched_at=due.horizon,
        status=200,
        headers=(("etag", '"8c1f"'),),
        body=b"",
        digest=Sha256(sha256().hexdigest()),
    )


def _round(store: Store, known: int, due_at: datetime, number: int) -> Costs:
    """What each costs now; every round takes other addresses and hosts."""
    new = range(known + number * LINKS_OF_PAGE, known + (number + 1) * LINKS_OF_PAGE)
    first = number * CLAIMS_OF_ROUND
    groups = [f"sida-{host}.example" for host in range(first, first + CLAIMS_OF_ROUND)]
    hub, links = _hub(store, due_at), _addresses(new, known)
    with _timed() as inserting:
        _finish(store, hub, links)
    with _timed() as claiming:
        claimed = [due for group in groups for due in _claim(store, SOURCE, group, due_at, CLAIMED)]
    with _timed() as finishing:
        for due in claimed:
            _finish(store, due)
    with _timed() as asking:
        store.read(lambda tx: frontier.groups_due(tx, [SOURCE], due_at, due_at))
    return Costs(
        inserted=inserting.micros / len(new),
        claimed=claiming.micros / len(claimed),
        finished=finishing.micros / len(claimed),
        hosts=asking.micros,
    )


class _Timer:
    micros: float = 0.0


@contextmanager
def _timed() -> Iterator[_Timer]:
    """CPU of this process with its threads: the store writes in one of them."""
    timer, began = _Timer(), time.process_time()
    yield timer
    timer.micros = (time.process_time() - began) * 1e6


def _scanned(settings: Config) -> float:
    """The most memory of a `run` over the site."""
    program = installation.started(settings)
    with program, memory.watched(program.pid) as held:
        ended = program.wait()
    if ended not in ANSWERED:
        raise StopError(f"`run` ended with {ended}; `demo` shows whether it works here.")
    return held.peak
