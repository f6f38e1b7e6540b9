"""The model of severity as data: how much each feature speaks for each tier.

A multinomial logistic regression, fitted by `scanner.bench.fit.severity`. `tables/severity.txt` has
a line for each feature: its name, a tab, five whole numbers, hundredths of log odds for T0 to T4 in
a text of `USUAL` words. A longer text has more features that say the same, so that each says less:
the sum is divided by the root of its length.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, sqrt
from typing import Final

TIERS: Final = 5
USUAL: Final = 16
SHORTEST: Final = 4
"""Words, with signs: a shorter text is taken for one of so many."""
NOTHING: Final = (0,) * TIERS
_UNIT: Final = 100


@cache
def table() -> Mapping[str, str]:
    """The five numbers of each feature as they are written; read at the first post that is judged.

    A number is made of a text when it is asked for: reading all costs four times as much.
    """
    text = files("scanner.assess").joinpath("tables", "severity.txt").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines())


@lru_cache(maxsize=16384)
def weights(feature: str) -> tuple[int, ...]:
    """Hundredths of log odds, T0 to T4; nothing for a feature that the model does not know."""
    numbers = table().get(feature)
    return tuple(map(int, numbers.split())) if numbers else NOTHING


def share(words: int) -> float:
    """What a feature says in a text of so many words, beside what it says in a usual one.

    Measured on writers whom the model did not know: at one false alarm in a hundred the root finds
    .56 of the calls and threats, a plain sum .41.
    """
    return sqrt(USUAL / max(words, SHORTEST))


def probabilities(features: Iterable[str], words: int) -> tuple[float, ...]:
    """How likely each tier is, T0 to T4, of a passage of so many words with these features.

    `features`: each given once.
    """
    rows = map(weights, features)
    unit = share(words) / _UNIT
    odds = [sum(column) * unit for column in zip(NOTHING, *rows, strict=True)]
    likely = [exp(each - max(odds)) for each in odds]
    return tuple(each / sum(likely) for each in likely)


def speaks_for(feature: str, tier: int) -> float:
    """Log odds that a feature adds to `tier` against what is neutral or lawful (T0, T1)."""
    row = weights(feature)
    return (row[tier] - (row[0] + row[1]) / 2) / _UNIT
