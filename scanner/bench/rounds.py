"""Two ways to do the same, timed side by side on pages that neither has seen."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, TypeVar

T = TypeVar("T")

Work = Callable[[Sequence[T]], object]

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


def compare(
    pages: Sequence[T], ours: Work[T], peer: Work[T], *, peer_pages: int | None = None
) -> Cost:
    """Time both in `ROUNDS` rounds over different pages, each going first in turn.

    `peer_pages`: the peer gets only so many pages in all, where it would take too long.
    """
    sample = len(pages) if peer_pages is None else min(peer_pages, len(pages))
    costs = []
    for number in range(ROUNDS):
        mine, theirs = pages[number::ROUNDS], pages[number:sample:ROUNDS]
        if number % 2:
            peers, own = _seconds(peer, theirs), _seconds(ours, mine)
        else:
            own, peers = _seconds(ours, mine), _seconds(peer, theirs)
        costs.append((own / len(mine), peers / len(theirs)))
    return merged(costs, pages=len(pages), peer_pages=sample)


def merged(costs: Sequence[tuple[float, float]], *, pages: int, peer_pages: int) -> Cost:
    """The rounds' costs (ours, the peer's; seconds a page) as one."""
    return Cost(
        ours=median(own for own, _ in costs),
        pages=pages,
        peers=median(peers for _, peers in costs),
        peer_pages=peer_pages,
        ratio=median(peers / own for own, peers in costs),
    )


def _seconds(work: Work[T], pages: Sequence[T]) -> float:
    started = time.process_time()
    work(pages)
    return time.process_time() - started
