"""Texts, whom to look for in them, and what is right: what a matcher is tried with.

The shape is that of the public development data: texts, a watchlist, and for pairs of a text and a
person what is expected.
"""

from dataclasses import dataclass

from scanner.bench.names.origins import Origin
from scanner.bench.names.written import Expect
from scanner.model.person import WatchedPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is right for one text and one person."""

    text: int
    """Which text, by its place."""
    person_id: str
    """Empty: nobody may be found."""
    start: int
    end: int
    """Where the name stands, in characters."""
    kind: str
    expect: Expect
    origin: Origin | None = None
    """Of the name; None: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One set of texts for one watchlist."""

    name: str
    texts: tuple[str, ...]
    people: tuple[WatchedPerson, ...]
    truth: tuple[Truth, ...]
    asked: tuple[str, ...] = ()
    """The only person asked about in each text; empty: everybody is."""
