"""Two ways to do the same, timed side by side on pages that neither has seen."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Generic, TypeVar

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer(Generic[T]):
    """Who is timed beside us."""

    work: Work[T]
    pages: int | None = None
    """So many pages in all, where it would take too long; None: as many as we."""


def compare(
    pages: Sequence[T], ours: Work[T], peer: Work[T], *, peer_pages: int | None = None
) -> Cost:
    """Time both in `ROUNDS` rounds over different pages, each going first in turn.

    `peer_pages`: the peer gets only so many pages in all, where it would take too long.
    """
    return compare_all(pages, ours, [Peer(work=peer, pages=peer_pages)])[0]


def compare_all(pages: Sequence[T], ours: Work[T], peers: Sequence[Peer[T]]) -> tuple[Cost, ...]:
    """Time us once and each of `peers` beside us, in `ROUNDS` rounds over different pages.

    We go first and last in turn.
    """
    costs: list[list[tuple[float, float]]] = [[] for _ in peers]
    for number in range(ROUNDS):
        mine = pages[number::ROUNDS]
        own = 0.0 if number % 2 else _seconds(ours, mine) / len(mine)
        theirs = [_of_peer(peer, pages, number) for peer in peers]
        own = own or _seconds(ours, mine) / len(mine)
        for cost, one in zip(costs, theirs, strict=True):
            cost.append((own, one))
    return tuple(
        merged(cost, pages=len(pages), peer_pages=_sample(peer, pages))
        for cost, peer in zip(costs, peers, strict=True)
    )


def _of_peer(peer: Peer[T], pages: Sequence[T], number: int) -> float:
    given = pages[number : _sample(peer, pages) : ROUNDS]
    return _seconds(peer.work, given) / len(given)


def _sample(peer: Peer[T], pages: Sequence[T]) -> int:
    return len(pages) if peer.pages is None else min(peer.pages, len(pages))


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
