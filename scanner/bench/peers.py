"""Whom matching is measured beside: what one would write, or install, to look for names in texts.

Each is made ready for a list of names first; that is not timed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from rapidfuzz import fuzz, process

from scanner.bench.rounds import Work

CUTOFF: Final = 88
"""Of RapidFuzz: bent names are found, most strangers are not."""
EXACT: Final = "ahocorasick_rs"
"""The package of the exact peer: `make bench` installs it, Värn itself does without."""
FEWEST: Final = 6
"""Pages that any peer reads at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One way to find names."""

    name: str
    prepared: Callable[[Sequence[str]], Work[str]]
    budget: int
    """Pages times names that it is given in all, some five seconds' worth."""

    def pages(self, count: int) -> int:
        """Pages that it reads where so many names are watched."""
        return max(FEWEST, self.budget // count)


def loop(names: Sequence[str]) -> Work[str]:
    """The best partial alignment of every name with every text."""

    def read(texts: Sequence[str]) -> None:
        for text in texts:
            for name in names:
                fuzz.partial_ratio(name, text, score_cutoff=CUTOFF)

    return read


_PAIR: Final = re.compile(r"(?=\b([A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+))(?<!-)")


def pairs(text: str) -> list[str]:
    """Two words in a row that begin with capitals; they may overlap."""
    return _PAIR.findall(text)


def bigrams(names: Sequence[str]) -> Work[str]:
    """Every two words with capitals in a row against every name, in one call a text."""

    def read(texts: Sequence[str]) -> None:
        for text in texts:
            process.cdist(pairs(text), names, scorer=fuzz.ratio, score_cutoff=CUTOFF, workers=1)

    return read


def exact(names: Sequence[str]) -> Work[str]:
    """Names as they are enrolled, letter by letter."""
    automaton = import_module(EXACT).AhoCorasick(list(names))

    def read(texts: Sequence[str]) -> None:
        for text in texts:
            automaton.find_matches_as_indexes(text)

    return read


def has_exact() -> bool:
    """Whether the exact peer is installed."""
    return find_spec(EXACT) is not None


def installed() -> tuple[Peer, ...]:
    """Those that can be measured here: the exact one where its package is installed."""
    always = (
        Peer(name="partial_ratio over all names", prepared=loop, budget=150_000),
        Peer(name="cdist over capitalised pairs", prepared=bigrams, budget=6_000_000),
    )
    if not has_exact():
        return always
    return *always, Peer(name=f"{EXACT}, exact only", prepared=exact, budget=10**9)
