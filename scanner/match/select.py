"""Which of many readings of a text stand: every word serves one name only.

"Anna Berg" and "Erik Lind" side by side are two people, not an Erik Berg; a name that agrees
exactly leaves nothing for one that would need a slip of the hand.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from scanner.match.join import Found
from scanner.model.ids import PersonId

MOST_OF_ONE = 100
"""Mentions of one name in one text; a page that repeats a name says nothing new."""


def best(found: Iterable[Found]) -> Iterator[tuple[Found, tuple[PersonId, ...]]]:
    """The readings that stand, each with the people whom it names.

    A reading yields to a surer one that uses one of its words. Equally sure ones stand side by
    side, for people may share a name; but one person is named once by one word.
    """
    taken: dict[int, float] = {}
    named: set[tuple[int, PersonId]] = set()
    seen: Counter[int] = Counter()
    for each in sorted(
        found, key=lambda each: (-each.score, -len(each.pieces), each.pieces[0].place)
    ):
        places = [piece.place for piece in each.pieces]
        if any(taken.get(place, 0.0) > each.score for place in places):
            continue
        people = tuple(
            person
            for person in each.name.bearers
            if not any((place, person) in named for place in places)
        )
        if people and seen[id(each.name)] < MOST_OF_ONE:
            seen[id(each.name)] += 1
            taken.update(dict.fromkeys(places, each.score))
            named.update((place, person) for place in places for person in people)
            yield each, people
