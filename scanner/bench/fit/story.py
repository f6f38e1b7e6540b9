"""Fits what the words around a name tell: `assess/tables/story.txt`.

Method: logistic regression (scikit-learn's, a normal prior around no effect) over the traits of
`assess.identity.story`, each of one over the root of how many the page has; the rarer a trait, the
wider its prior (the root of its inverse document frequency). A trait must stand in `SEEN` pages and
in those of two hands. A page that cannot decide is one example of each, of half
the weight. What a model is worth is judged by leaving one hand out (`of_unknown_writers`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, vstack
from sklearn.linear_model import LogisticRegression

from scanner import assess
from scanner.assess.identity.story import OFFSET, worth
from scanner.bench.fit.logistic import BIT, Reals

TABLE: Final = Path(assess.__file__).parent / "tables" / "story.txt"
SEEN: Final = 3
PRIOR: Final = 10.0
"""scikit-learn's C: the inverse of the prior's strength."""
NEARLY: Final = 1e-4
"""Where the steps end: at 1e-3 they ended short, and pages of unknown hands were ordered worse."""
USUAL: Final = 7.0
"""Log of how many pages there are to one with a trait that has the prior as it is."""
LEAST: Final = 0.05
"""Bits: a trait that is worth less is left out, before anything is judged by the table."""


class Heard(NamedTuple):
    """What a page tells."""

    hand: str
    names: frozenset[str]
    is_her: bool
    decidable: bool
    weight: float


Table = Mapping[str, float]
"""Bits by feature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """What pages tell, as arrays: a row for each, a column for each name."""

    names: tuple[str, ...]
    told: csr_array = field(repr=False)
    """One where a page tells it."""
    by_hand: Mapping[str, Reals] = field(repr=False)
    """How many pages of each hand tell each."""
    hands: NDArray[np.str_] = field(repr=False)
    right: NDArray[np.bool_] = field(repr=False)
    decidable: NDArray[np.bool_] = field(repr=False)
    counts: Reals = field(repr=False)


def _pages(heard: Sequence[Heard]) -> _Pages:
    names = tuple(sorted({name for one in heard for name in one.names}))
    columns = {name: place for place, name in enumerate(names)}
    places = [sorted(columns[name] for name in one.names) for one in heard]
    starts = np.cumsum([0, *map(len, places)])
    ones = np.ones(starts[-1])
    told = csr_array((ones, np.concatenate(places), starts), shape=(len(heard), len(names)))
    hands = np.array([one.hand for one in heard])
    return _Pages(
        names=names,
        told=told,
        by_hand={hand: told[hands == hand].sum(axis=0) for hand in dict.fromkeys(hands)},
        hands=hands,
        right=np.array([one.is_her for one in heard]),
        decidable=np.array([one.decidable for one in heard]),
        counts=np.array([one.weight for one in heard]),
    )


def fitted(heard: Sequence[Heard]) -> Table:
    """The bits that make the pages likeliest, given the prior."""
    return _fitted(_pages(heard), left_out="")


def _fitted(pages: _Pages, *, left_out: str) -> Table:
    """From all pages but those of a hand."""
    learnt = [count for hand, count in pages.by_hand.items() if hand != left_out]
    seen = np.sum(learnt, axis=0)
    of_hands = np.sum([count > 0 for count in learnt], axis=0)
    kept = np.flatnonzero((seen >= SEEN) & (of_hands > 1))
    known, is_open = pages.hands != left_out, ~pages.decidable
    told = pages.told[:, kept]
    roots = np.sqrt(np.maximum(told.sum(axis=1), 1))
    widths = np.sqrt(np.log(known.sum() / seen[kept]) / USUAL)
    values = csr_array(diags_array(1 / roots) @ told @ diags_array(widths))
    fit = LogisticRegression(C=PRIOR, max_iter=2000, tol=NEARLY)
    fit.fit(
        vstack((values[known], values[known & is_open])),
        np.concatenate((pages.right[known], ~pages.right[known & is_open])),
        sample_weight=np.concatenate(
            (
                np.where(pages.decidable, pages.counts, pages.counts / 2)[known],
                pages.counts[known & is_open] / 2,
            )
        ),
    )
    bits = (fit.coef_[0] * widths / BIT).round(2)
    told_bits = zip((pages.names[place] for place in kept), map(float, bits), strict=True)
    return {
        OFFSET: float(fit.intercept_[0]) / BIT,
        **{name: each for name, each in told_bits if abs(each) >= LEAST},
    }


def of_unknown_writers(heard: Sequence[Heard], known: Sequence[Heard]) -> Reals:
    """Bits of each page by a model that knows nothing of who wrote it, but all that is `known`."""
    pages = _pages([*heard, *known])
    bits = np.zeros(len(heard))
    for hand in sorted({one.hand for one in heard}):
        fit = _fitted(pages, left_out=hand)
        for place, one in enumerate(heard):
            if one.hand == hand:
                bits[place] = worth(one.names, fit)
    return bits


def table(fit: Table) -> str:
    """As `assess.identity.story` reads it."""
    return "".join(f"{name}\t{round(bits * 100)}\n" for name, bits in fit.items())
