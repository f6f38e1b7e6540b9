"""Invented people for watchlists of any length, and bystanders for the pages. Pure.

Names are as common as in Sweden, where few are borne by many and many by few; which name is how
common is invented. The common ones are those of `origins`, the rare ones made of syllables.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from math import ceil
from random import Random
from typing import Final

from scanner.bench.names.origins import stocks
from scanner.model.person import WatchedPerson

GIVEN_SHARES: Final = (0.01, 0.07, 0.36, 0.79, 0.95, 1.0)
SURNAME_SHARES: Final = (0.025, 0.15, 0.31, 0.55, 0.78, 1.0)
"""Of all people those who bear the commonest name, one of the 10, 100, 1,000, 10,000, 100,000
commonest (Statistics Sweden, 31 December 2020)."""

_ONSETS: Final = "b bl br d dr f fl g gr h j k kl kn kv l m n p pl pr r s sk sl st t tr v"
_VOWELS: Final = "aeiouyåäö"
_CODAS: Final = "d g k l ld lm m n nd ng r rd rk rn s st t v"
_ENDINGS: Final = "ander berg borg by dal eh fors hult lid lund mark ovic ow skog stad ström"
_GIVEN_ENDINGS: Final = "a ad ah an ar e ela i ia ik im in ina ira is o ola us"
ONSETS, CODAS, ENDINGS, GIVEN_ENDINGS = (
    tuple(written.split()) for written in (_ONSETS, _CODAS, _ENDINGS, _GIVEN_ENDINGS)
)


def people(count: int, *, seed: int) -> tuple[WatchedPerson, ...]:
    """`count` people, some of them of one name; the same for the same seed."""
    return tuple(
        WatchedPerson(f"{n:032x}", *name)
        for n, name in zip(range(count), names(seed), strict=False)
    )


def names(seed: int) -> Iterator[tuple[str, str]]:
    """Given name and surname without end."""
    chance = Random(seed)  # noqa: S311 - repeatable pages, not secrets
    while True:
        yield _given(rank(chance, GIVEN_SHARES)), _surname(rank(chance, SURNAME_SHARES))


def rank(chance: Random, shares: tuple[float, ...]) -> int:
    """How common a name is, 1 the commonest, where the 10ⁿ commonest have `shares[n]` of people."""
    share = chance.random()
    above = bisect_right(shares, share)
    if not above:
        return 1
    low, high = shares[above - 1 : above + 1]
    return ceil(10 ** (above - 1 + (share - low) / (high - low)))


def word(chance: Random, syllables: int) -> str:
    """A word that sounds Swedish and means nothing."""
    return "".join(_syllable(chance) for _ in range(syllables))


def _given(place: int) -> str:
    common, _ = _common()
    if place <= len(common):
        return common[place - 1]
    chance = Random(place)  # noqa: S311 - the same name for the same place
    return (word(chance, chance.choice((1, 1, 2))) + chance.choice(GIVEN_ENDINGS)).capitalize()


def _surname(place: int) -> str:
    _, common = _common()
    if place <= len(common):
        return common[place - 1]
    chance = Random(place)  # noqa: S311 - the same name for the same place
    return (word(chance, chance.choice((1, 1, 2))) + chance.choice(ENDINGS)).capitalize()


@cache
def _common() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given names and surnames of all origins, the commonest first."""
    chance = Random(0)  # noqa: S311 - one order for all
    given = sorted({name for stock in stocks().values() for name in stock.given})
    surnames = sorted({name for stock in stocks().values() for name in stock.surnames})
    return tuple(chance.sample(given, len(given))), tuple(chance.sample(surnames, len(surnames)))


def _syllable(chance: Random) -> str:
    return chance.choice(ONSETS) + chance.choice(_VOWELS) + chance.choice(CODAS)
