"""The stretches of a text that the judge reads: where the sieve saw a name, and what is around.

A text is never folded whole: few of its words stand near a name, and few of those tell whose it is.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final

from scanner.match import things
from scanner.match.readings import Reading
from scanner.match.row import LONGEST
from scanner.match.sieve import Spot
from scanner.match.text import Text
from scanner.match.words import key_of

AROUND: Final = 64
"""Characters to either side of a spot that may decide whose name it is."""
FARTHEST_EDGE: Final = 40
"""Characters by which a window grows to end between two words."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of a text and the names that may stand in it."""

    begins: int
    """Where it begins in the text."""
    stretch: str
    spots: tuple[Spot, ...]
    """In order."""
    is_alone: bool
    """True where it is two words, both of every spot, and nothing around them tells."""
    reading: Reading | None = None
    """How it is read; None: as it stands."""

    @cached_property
    def text(self) -> Text:
        return Text.read(self.stretch, self.reading) if self.reading else Text.plain(self.stretch)

    def asked(self) -> Iterable[tuple[int, Collection[range]]]:
        """Each name with the words that may be it, once."""
        names: defaultdict[int, dict[range, None]] = defaultdict(dict)
        for spot in self.spots:
            names[spot.name][self._places(spot)] = None
        return names.items()

    def _places(self, spot: Spot) -> range:
        spans, begins = self.text.spans, self.begins
        first = bisect_right(spans, spot.start - begins, key=_end)
        return range(first, bisect_left(spans, spot.end - begins, key=_start))


_start: Final = itemgetter(0)
_end: Final = itemgetter(1)


def windows(text: str, spots: Iterable[Spot]) -> Iterator[Window]:
    """Windows in order, none over another, then those of other readings of the text."""
    plain: list[Spot] = []
    read: defaultdict[Reading, list[Spot]] = defaultdict(list)
    for spot in sorted(spots, key=_place):
        (plain if spot.reading is None else read[spot.reading]).append(spot)
    yield from _plain(text, plain)
    for reading, some in read.items():
        yield Window(begins=0, stretch=text, spots=tuple(some), is_alone=False, reading=reading)


_place: Final = attrgetter("start", "end", "name")
_span: Final = attrgetter("start", "end")


def _plain(text: str, spots: Iterable[Spot]) -> Iterator[Window]:
    together: list[Spot] = []
    begins = reached = 0
    for (start, end), some in groupby(spots, _span):
        left, right = _reach(text, start, end)
        if together and left > reached:
            yield _window(text, begins, reached, together)
            together = []
        if not together:
            begins, reached = left, right
        together += some
        reached = max(reached, right)
    if together:
        yield _window(text, begins, reached, together)


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    """How far to either side words may tell whose name stands in a stretch.

    Beside two plain words, small letters and the end of a sentence tell nothing.
    """
    plain = _PLAIN.match(text, start)
    if plain is None or plain.end(1) != end or _is_thing(plain[2]):
        return _left(text, start - AROUND), _right(text, end + AROUND)
    telling = _tells(text[max(start - AROUND, 0) : start])
    return _left(text, start - AROUND) if telling else start, end


def _tells(before: str) -> bool:
    """False for a word in small letters and a blank, a new line, or nothing at all."""
    if before.endswith(" "):
        word = before[:-1].rsplit(None, 1)[-1:]
        small = word and before[-2:-1].islower() and _SMALL_WORD.fullmatch(word[0])
        return not small or things.is_before(key_of(word[0]))
    return not (before.endswith("\n") or not before)


@lru_cache(maxsize=1 << 14)
def _is_thing(word: str | None) -> bool:
    key = key_of(word or "")
    return things.is_company(key) or things.is_behind(key, capital=False)


_SMALL: Final = "a-zß-öø-ÿ"
_PLAIN: Final = re.compile(
    rf"([^\W\d_]{{2,{LONGEST}}} [^\W\d_]{{2,{LONGEST}}})"
    rf"(?: ([{_SMALL}]{{1,{LONGEST}}})(?![\w'-])|[.,;!?](?=\s|$)|$|\n)"
)
_SMALL_WORD: Final = re.compile(rf"[{_SMALL}]+")


def _window(text: str, begins: int, ends: int, spots: Iterable[Spot]) -> Window:
    some = tuple(spots)
    return Window(
        begins=begins,
        stretch=text[begins:ends],
        spots=some,
        is_alone=all(spot.start == begins and spot.end == ends for spot in some),
    )


def _left(text: str, place: int) -> int:
    """A place between two words, at or before this one."""
    if place <= 0:
        return 0
    least = max(place - FARTHEST_EDGE, 0)
    return next((at for at in range(place, least, -1) if text[at - 1].isspace()), least)


def _right(text: str, place: int) -> int:
    """A place between two words, at or behind this one."""
    most = min(place + FARTHEST_EDGE, len(text))
    return next((at for at in range(place, most) if text[at].isspace()), most)
