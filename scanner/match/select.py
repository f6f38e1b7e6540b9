"""Which of many readings of a text stand: every word serves one name only.

"Anna Berg" and "Erik Lind" side by side are two people, not an Erik Berg; a name that agrees
exactly leaves nothing for one that would need a slip of the hand.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Final

from scanner.match.join import Found
from scanner.model.ids import PersonId
from scanner.model.mention import REACH, Mention, PartForm

Judged = tuple[Found, tuple[PersonId, ...]]
"""A reading that stands, and whom it names."""


def best(found: Iterable[Found]) -> Iterator[Judged]:
    """The readings that stand, each with the people whom it names.

    A reading yields to a surer one that uses one of its words. Equally sure ones stand side by
    side, for people may share a name; but one person is named once by one word.
    """
    taken: dict[int, float] = {}
    named: set[tuple[int, PersonId]] = set()
    for each in sorted(_telling(found), key=_surest):
        told = _told(each)
        letters = [letter for span in each.spans for letter in range(*span)]
        if taken and max(taken.get(letter, 0.0) for letter in letters) > told:
            continue
        people = tuple(
            person
            for person in each.name.bearers
            if not named or named.isdisjoint((letter, person) for letter in letters)
        )
        if people:
            taken.update(dict.fromkeys(letters, told))
            named.update((letter, person) for letter in letters for person in people)
            yield each, people


MOST_NAMES_OF_INITIALS: Final = 8
"""Names that "Anna B." may stand for: what fits more of a watchlist tells of nobody."""


def _telling(found: Iterable[Found]) -> list[Found]:
    """All but initials that may be anybody's."""
    every = list(found)
    fitting = Counter(each.spans for each in every if each.counted(PartForm.INITIAL))
    if not fitting:
        return every
    return [each for each in every if fitting[each.spans] <= MOST_NAMES_OF_INITIALS]


def _surest(found: Found) -> tuple[float, int, int, tuple[tuple[int, int], ...]]:
    """Equally sure readings: the one in her own script first, then the one of more words."""
    return -_told(found), found.counted(PartForm.SCRIPT), -len(found.parts), found.spans


def _told(found: Found) -> float:
    # Beyond the third decimal a score tells nothing: too few mentions were wrong to estimate it.
    return round(found.score, 3)


def unrepeated(mentions: Iterable[Mention], text: str) -> Iterator[Mention]:
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
