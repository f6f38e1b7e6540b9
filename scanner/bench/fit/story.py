"""Fits what the words around a name tell: `assess/tables/story.txt`.

Method: logistic regression (scikit-learn's, a normal prior around no effect) over the traits of
`assess.identity.story`, each of one over the root of how many the page has; the rarer a trait, the
wider its prior (the root of its inverse document frequency). A trait must stand in `SEEN` pages and
in those of two hands. A page that cannot decide is one example of each, of half
the weight. What a model is worth is judged by leaving one hand out (`out_of_hand`).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log, sqrt
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csr_array, diags_array
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


def fitted(heard: Sequence[Heard]) -> Table:
    """The bits that make the pages likeliest, given the prior."""
    kept = _kept(heard)
    columns = {name: place for place, name in enumerate(sorted(kept))}
    open_ = [one for one in heard if not one.decidable]
    rows = [*heard, *open_]
    right = [one.is_her for one in heard] + [not one.is_her for one in open_]
    counts = [one.weight if one.decidable else one.weight / 2 for one in rows]
    widths = np.array([sqrt(log(len(heard) / kept[name]) / USUAL) for name in columns])
    fit = LogisticRegression(C=PRIOR, max_iter=2000, tol=NEARLY)
    fit.fit(_matrix(rows, columns) @ diags_array(widths), right, sample_weight=counts)
    bits = dict(zip(columns, map(float, (fit.coef_[0] * widths / BIT).round(2)), strict=True))
    told = {name: each for name, each in bits.items() if abs(each) >= LEAST}
    return {OFFSET: float(fit.intercept_[0]) / BIT, **told}


def _kept(heard: Sequence[Heard]) -> Mapping[str, int]:
    """The traits that are learnt of, and how many pages have each."""
    counts = Counter(name for one in heard for name in one.names)
    hands: defaultdict[str, set[str]] = defaultdict(set)
    for one in heard:
        for name in one.names:
            hands[name].add(one.hand)
    return {name: count for name, count in counts.items() if count >= SEEN and len(hands[name]) > 1}


def _matrix(rows: Sequence[Heard], columns: Mapping[str, int]) -> csr_array:
    places = [sorted(columns[name] for name in one.names if name in columns) for one in rows]
    starts = np.cumsum([0, *map(len, places)])
    values = [1 / np.sqrt(len(some)) for some in places for _ in some]
    return csr_array((values, np.concatenate(places), starts), shape=(len(rows), len(columns)))


def out_of_hand(heard: Sequence[Heard], known: Sequence[Heard]) -> Reals:
    """Bits of each page by a model that knows nothing of who wrote it, but all that is `known`."""
    bits = np.zeros(len(heard))
    for hand in sorted({one.hand for one in heard}):
        fit = fitted([*(one for one in heard if one.hand != hand), *known])
        for place, one in enumerate(heard):
            if one.hand == hand:
                bits[place] = worth(one.names, fit)
    return bits


def table(fit: Table) -> str:
    """As `assess.identity.story` reads it."""
    return "".join(f"{name}\t{round(bits * 100)}\n" for name, bits in fit.items())
