"""Which of many readings of a text stand: every word serves one name only.

"Anna Berg" and "Erik Lind" side by side are two people, not an Erik Berg; a name that agrees
exactly leaves nothing for one that would need a slip of the hand.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from scanner.match.join import Found
from scanner.model.ids import PersonId
from scanner.model.mention import REACH, Mention


def best(found: Iterable[Found]) -> Iterator[tuple[Found, tuple[PersonId, ...]]]:
    """The readings that stand, each with the people whom it names.

    A reading yields to a surer one that uses one of its words. Equally sure ones stand side by
    side, for people may share a name; but one person is named once by one word.
    """
    taken: dict[int, float] = {}
    named: set[tuple[int, PersonId]] = set()
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
        if people:
            taken.update(dict.fromkeys(places, each.score))
            named.update((place, person) for place in places for person in people)
            yield each, people


def telling(mentions: Iterable[Mention], text: str) -> Iterator[Mention]:
    """The mentions but those of one person whose surroundings read as those of one before.

    A count would be a place to hide: the threat would stand behind one name too many. What reads
    the same within `REACH` is judged the same.
    """
    told: set[tuple[PersonId, bytes]] = set()
    for each in mentions:
        around = text[max(each.start - REACH, 0) : each.end + REACH]
        shown = f"{each.detail} {min(each.start, REACH)} {around}"
        key = each.person_id, blake2b(shown.encode(errors="surrogatepass"), digest_size=16).digest()
        if key not in told:
            told.add(key)
            yield each
