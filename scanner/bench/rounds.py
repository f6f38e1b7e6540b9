"""Several ways to do the same, timed side by side on pages that none has seen."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Generic, TypeVar

T = TypeVar("T")

Work = Callable[[Sequence[T]], object]
Seconds = tuple[float, ...]
"""CPU seconds a page, one figure for each round."""

ROUNDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds a page, ours and a peer's, and how many pages each was given."""

    ours: float
    pages: int
    peers: float
    peer_pages: int
    ratio: float
    """`peers` to `ours`: the median of the rounds' own ratios, for noise meets both sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Generic[T]):
    """Who is timed."""

    work: Work[T]
    most: int | None = None
    """So many pages in all, where it would take too long; None: all there are."""

    def pages(self, count: int) -> int:
        """Pages that it is given of `count`."""
        return count if self.most is None else min(self.most, count)


def compare(
    pages: Sequence[T], ours: Work[T], peer: Work[T], *, peer_pages: int | None = None
) -> Cost:
    """Time both on the same pages; the peer on `peer_pages` of them, where it would take long."""
    sampled = Way(work=peer, most=peer_pages)
    own, theirs = timed(pages, [Way(work=ours), sampled])
    return merged(own, theirs, pages=len(pages), peer_pages=sampled.pages(len(pages)))


def timed(pages: Sequence[T], ways: Sequence[Way[T]]) -> tuple[Seconds, ...]:
    """The cost of each way in `ROUNDS` rounds over different pages, the order reversed in turn."""
    found: list[list[float]] = [[] for _ in ways]
    for number in range(ROUNDS):
        order = [*zip(ways, found, strict=True)]
        for way, seconds in reversed(order) if number % 2 else order:
            seconds.append(_seconds(way.work, pages[number : way.pages(len(pages)) : ROUNDS]))
    return tuple(map(tuple, found))


def merged(own: Seconds, theirs: Seconds, *, pages: int, peer_pages: int) -> Cost:
    """The costs of two in the same rounds as one."""
    return Cost(
        ours=median(own),
        pages=pages,
        peers=median(theirs),
        peer_pages=peer_pages,
        ratio=median(peers / ours for ours, peers in zip(own, theirs, strict=True)),
    )


def _seconds(work: Work[T], pages: Sequence[T]) -> float:
    started = time.process_time()
    work(pages)
    return (time.process_time() - started) / len(pages)
