"""Words that fit many double names of a watchlist at once: halves of them tell of nobody.

People who share parts of names multiply: "Anna Berg" is half of each Anna-Maria Berg-Lind. Without
a bound whoever knows some of them can write a page that takes a second a line to read.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from scanner.match.agreement import Agreement
from scanner.match.names import ALL, Name, Side
from scanner.match.select import MOST_NAMES_OF_INITIALS
from scanner.match.text import Text

Sought = tuple[int, Collection[range]]
"""The number of a name, and the stretches of words that it may stand among."""
MOST: Final = MOST_NAMES_OF_INITIALS
"""Double names that the same words may be halves of."""
_AROUND: Final = 3
"""Words to either side among which the other halves are looked for."""


def telling(
    text: Text, asked: Sequence[Sought], named: Callable[[int], Name], agreement: Agreement
) -> Iterable[Sought]:
    """All but double names that crowd around the same words and do not stand there as a whole."""
    if len(asked) <= MOST:
        return asked
    double = [
        (number, places)
        for number, stretches in asked
        if _is_double(named(number))
        for places in stretches
    ]
    fitting = Counter(places for _, places in double)
    near = {places: _near(text, places) for places, count in fitting.items() if count > MOST}
    halves = {
        (number, places)
        for number, places in double
        if places in near and not _is_whole(near[places], named(number), agreement)
    }
    if not halves:
        return asked
    kept = (
        (number, [each for each in stretches if (number, each) not in halves])
        for number, stretches in asked
    )
    return [(number, stretches) for number, stretches in kept if stretches]


def _is_double(name: Name) -> bool:
    return len(name.given.parts) + len(name.surname.parts) > 2


def _near(text: Text, places: range) -> Sequence[str]:
    first, last = max(places.start - _AROUND, 0), min(places.stop + _AROUND, len(text.words))
    return [text.stem(place) for place in range(first, last)]


def _is_whole(stems: Sequence[str], name: Name, agreement: Agreement) -> bool:
    """True if both the given names and the surnames are there, each part or written as one."""
    return all(_is_there(stems, side, agreement) for side in (name.given, name.surname))


def _is_there(stems: Sequence[str], side: Side, agreement: Agreement) -> bool:
    there = {at for stem in stems for at, _ in agreement(stem, side).parts}
    return ALL in there or there.issuperset(range(len(side.parts)))
