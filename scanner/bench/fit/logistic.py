"""Logistic regression by Newton's steps, with a normal prior around what an engineer believes."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

STEPS: Final = 30
BIT: Final = float(np.log(2.0))
"""Of log odds."""
_NEARLY: Final = 1e-6

Reals = NDArray[np.float64]


class Seen(NamedTuple):
    """Examples as arrays: a row for each, a column for each thing that is weighed."""

    values: Reals
    right: Reals
    counts: Reals
    belief: Reals
    sure: Reals

    def nearer(self, found: Reals) -> Reals:
        """Weights that make the examples likelier: one step of Newton's, halved until it does."""
        likely = 1.0 / (1.0 + np.exp(-self.values @ found))
        slope = self.values.T @ (self.counts * (self.right - likely))
        slope -= (found - self.belief) / self.sure**2
        curve = (self.values * (self.counts * likely * (1 - likely))[:, None]).T @ self.values
        step = np.linalg.solve(curve + np.diag(self.sure**-2), slope)
        least = self._unlikely(found)
        while self._unlikely(found + step) > least and np.abs(step).max() > _NEARLY:
            step /= 2
        return found + step if self._unlikely(found + step) <= least else found

    def _unlikely(self, found: Reals) -> float:
        """Minus the log of how likely the examples and the weights are."""
        odds = self.values @ found * np.where(self.right, -1.0, 1.0)
        unlikely = float(self.counts @ np.logaddexp(0.0, odds))
        return unlikely + float((((found - self.belief) / self.sure) ** 2).sum()) / 2


def likeliest(seen: Seen) -> Reals:
    """The weights that make what was seen most likely, given the beliefs."""
    found = seen.belief.copy()
    for _ in range(STEPS):
        found = seen.nearer(found)
    return found
