"""Words that fit many double names of a watchlist at once: halves of them tell of nobody.

People who share parts of names multiply: "Anna Berg" is half of each Anna-Maria Berg-Lind. Without
a bound whoever knows some of them can write a page that takes a second a line to read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from scanner.match.join import Evidence
from scanner.match.lexicon import Role
from scanner.match.names import Name, Part
from scanner.match.select import MOST_NAMES_OF_INITIALS
from scanner.match.text import Text

Asked = tuple[Name, range]
"""A name, and the words that it may stand among."""
MOST: Final = MOST_NAMES_OF_INITIALS
"""Double names that the same words may be halves of."""
AROUND: Final = 3
"""Words to either side among which the other halves are looked for."""


def telling(text: Text, asked: Sequence[Asked], evidence: Evidence) -> Iterable[Asked]:
    """All but double names that crowd around the same words and do not stand there as a whole."""
    if len(asked) <= MOST:
        return asked
    fitting = Counter(places for name, places in asked if _is_double(name))
    return _told(text, asked, fitting, evidence)


def _told(
    text: Text, asked: Sequence[Asked], fitting: Counter[range], evidence: Evidence
) -> Iterator[Asked]:
    near = {places: _near(text, places) for places, count in fitting.items() if count > MOST}
    for name, places in asked:
        stems = near.get(places)
        if stems is None or not _is_double(name) or _is_whole(stems, name, evidence):
            yield name, places


def _is_double(name: Name) -> bool:
    return len(name.given) + len(name.surname) > 2


def _near(text: Text, places: range) -> Sequence[str]:
    first, last = max(places.start - AROUND, 0), min(places.stop + AROUND, len(text.words))
    return [text.stem(place) for place in range(first, last)]


def _is_whole(stems: Sequence[str], name: Name, evidence: Evidence) -> bool:
    """True if there is a word for each part of a name."""

    def is_there(part: Part, role: Role) -> bool:
        return any(evidence(stem, part, role) for stem in stems)

    return all(is_there(part, Role.GIVEN) for part in name.given) and all(
        is_there(part, Role.SURNAME) for part in name.surname
    )
