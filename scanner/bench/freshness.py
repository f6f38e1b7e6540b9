"""How late what people write is seen on a host with more pages than its budget, beside visits in
turn with as many requests. No clock and no network: pages change and are visited in a simulation.

How often pages change is spread over many orders of magnitude: half of the pages of a month-long
crawl of 150 million did not change, and one in ten changed at every visit (Fetterly, Manasse,
Najork, Wiener: "A large-scale study of the evolution of web pages", 2003). A lognormal spread with
its middle at a change a month and a deviation of 2.3 has that form. The policy knows none of it.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import log
from random import Random
from statistics import median
from typing import Final

from scanner.bench.table import Bar, Row
from scanner.crawl import revisit
from scanner.model.frontier import Changes, DuePage, Tally
from scanner.model.ids import Address, PageId, SourceId
from scanner.places.sources import Source, SourceClass, SourceKind

BAR: Final = Bar(limit=0.6, is_floor=False)

PAGES: Final = 2_000
BUDGET: Final = 200
"""Requests a day, as an operator gets it who sets nothing."""
LEARNING: Final = timedelta(days=90)
MEASURED: Final = timedelta(days=60)
SCAN_EVERY: Final = timedelta(hours=1)
SEEDS: Final = (1, 2, 3)

MIDDLE: Final = 1 / 30
"""Changes a day."""
DEVIATION: Final = 2.3
MOST: Final = 48.0

HOST: Final = "forum.example"
BEGAN: Final = datetime(2026, 3, 2, tzinfo=UTC)
SOURCE: Final = Source(
    source_id=SourceId("forum"),
    name="forum",
    kind=SourceKind.SITE,
    source_class=SourceClass.FORUM,
    addresses=(Address("https://forum.example/"),),
    owner="bench",
    legal_note="bench",
    review_by=BEGAN.date(),
    cadence_minutes=60,
)


@dataclass(slots=True)
class _Page:
    """A page as the frontier knows it, and as it is."""

    due: DuePage
    writes: Sequence[datetime]
    """When somebody writes on it, in turn."""
    tempo: int | None = None
    seen: int = 0
    """Writes that a visit has shown."""
    delays: list[float] = field(default_factory=list)

    def visit(self, at: datetime) -> int:
        """The writes since the visit before, each with its delay in days."""
        before = self.seen
        while self.seen < len(self.writes) and self.writes[self.seen] <= at:
            self.delays.append((at - self.writes[self.seen]) / revisit.DAY)
            self.seen += 1
        return self.seen - before


_Policy = Callable[[Sequence[_Page]], None]


def measure(seeds: Sequence[int] = SEEDS) -> Row:
    ratios = [_delay(seed, _by_change) / _delay(seed, _in_turn) for seed in seeds]
    return Row(
        what=f"delay until a change is seen, of {PAGES:,} pages with {BUDGET} requests a day, "
        "beside visits in turn (a simulation)",
        measured=median(ratios),
        unit="× the delay",
        bar=BAR,
    )


def _delay(seed: int, visits: _Policy) -> float:
    """Mean days from a write to the visit that shows it, of those within the measured time."""
    pages = _pages(Random(seed))  # noqa: S311 - a simulation that can be made again
    begun = BEGAN + LEARNING
    visits(pages)
    delays = [
        delay
        for page in pages
        for wrote, delay in zip(page.writes, page.delays, strict=False)
        if wrote >= begun
    ]
    return sum(delays) / len(delays)


def _pages(chance: Random) -> list[_Page]:
    return [
        _Page(due=_due(number), writes=tuple(_writes(chance)))
        for number in range(PAGES)
    ]  # fmt: skip


def _writes(chance: Random) -> Iterator[datetime]:
    a_day = min(MOST, chance.lognormvariate(log(MIDDLE), DEVIATION))
    at = BEGAN
    while True:
        at += timedelta(days=chance.expovariate(a_day))
        if at > BEGAN + LEARNING + MEASURED:
            return
        yield at


def _in_turn(pages: Sequence[_Page]) -> None:
    """Each page after all the others, spread evenly over the day."""
    begins = range(BUDGET * (LEARNING + MEASURED).days)
    for number in begins:
        pages[number % len(pages)].visit(BEGAN + number * revisit.DAY / BUDGET)


def _by_change(pages: Sequence[_Page]) -> None:
    """As the product does: hourly scans, each reading what is due while the day's budget lasts."""
    waiting = [(BEGAN, number) for number in range(len(pages))]
    heapq.heapify(waiting)
    cadence = timedelta(minutes=SOURCE.cadence_minutes)
    sources = {SOURCE.source_id: SOURCE}
    for scan in range((LEARNING + MEASURED) // SCAN_EVERY):
        now = BEGAN + scan * SCAN_EVERY
        if now.hour == 0:
            left = BUDGET
        seen = revisit.outlook(
            _tallies(pages), sources, now, budget=BUDGET, floor_seconds=SOURCE.delay_seconds
        )
        while left and waiting and waiting[0][0] <= now:
            left -= 1
            _, number = heapq.heappop(waiting)
            page = pages[number]
            due = replace(page.due, horizon=now)
            same, changed = revisit.revisits(due, SOURCE, cadence, seen)
            after = changed if page.visit(now) else same
            # The first read has nothing to be compared with.
            after = after if due.read_in else same
            page.due = replace(due, read_in=now, changes=after.changes)
            page.tempo = after.tempo
            heapq.heappush(waiting, (after.due_at, number))


def _tallies(pages: Sequence[_Page]) -> tuple[Tally, ...]:
    counts: dict[int | None, list[float]] = {}
    for page in pages:
        some = counts.setdefault(page.tempo, [0, 0.0, 0.0])
        some[0] += 1
        some[1] += page.due.changes.count
        some[2] += page.due.changes.days
    return tuple(
        Tally(
            source_id=SOURCE.source_id,
            host_group=HOST,
            is_seed=False,
            tempo=tempo,
            pages=int(number),
            changes=Changes(count=changes, days=days),
        )
        for tempo, (number, changes, days) in counts.items()
    )


def _due(number: int) -> DuePage:
    return DuePage(
        page_id=PageId(str(number)),
        source_id=SOURCE.source_id,
        address=Address(f"https://{HOST}/t/{number}"),
        host_group=HOST,
        depth=1,
        etag="",
        last_modified="",
        generation="",
        fails=0,
        lease_owner="",
        horizon=BEGAN,
        next_due=BEGAN,
    )
