"""Which of many readings of a text stand: every word serves one name only.

"Anna Berg" and "Erik Lind" side by side are two people, not an Erik Berg; a name that agrees
exactly leaves nothing for one that would need a slip of the hand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, groupby, starmap
from operator import attrgetter
from typing import Final

from scanner.match.join import Found
from scanner.model.ids import PersonId
from scanner.model.mention import REACH, Mention, PartForm

Judged = tuple[Found, tuple[PersonId, ...]]
"""A reading that stands, and whom it names."""


def best(found: Sequence[Found]) -> Iterator[Judged]:
    """The readings that stand, each with the people whom it names.

    A reading yields to a surer one that uses one of its words. Equally sure ones stand side by
    side, for people may share a name; but one person is named once by one word.
    """
    for rivals in _rivals(found) if len(found) > 1 else (found,):
        if len(rivals) > 1:
            yield from _best(rivals)
        else:
            yield from ((each, each.name.bearers) for each in rivals if each.name.bearers)


def _rivals(found: Iterable[Found]) -> Iterator[Sequence[Found]]:
    """Readings in stretches none of which lies over another: alone, most of them."""
    rivals: list[Found] = []
    reached = 0
    for (start, end), some in groupby(sorted(found, key=_span), _span):
        if rivals and start >= reached:
            yield rivals
            rivals = []
        rivals += some
        reached = max(reached, end)
    if rivals:
        yield rivals


def _best(rivals: Sequence[Found]) -> Iterator[Judged]:
    taken: set[int] = set()
    named: defaultdict[PersonId, set[int]] = defaultdict(set)
    for _, equals in groupby(sorted(_telling(rivals), key=_surest), _told):
        taken_here: set[int] = set()
        for each in equals:
            letters = set(chain.from_iterable(starmap(range, each.spans)))
            if taken.isdisjoint(letters):
                bearers = each.name.bearers
                people = tuple([who for who in bearers if letters.isdisjoint(named[who])])
                if people:
                    taken_here |= letters
                    for person in people:
                        named[person] |= letters
                    yield each, people
        taken |= taken_here


MOST_NAMES_OF_INITIALS: Final = 8
"""Names that "Anna B." may stand for: what fits more of a watchlist tells of nobody."""


def _telling(rivals: Sequence[Found]) -> Sequence[Found]:
    """All but initials that may be anybody's."""
    if len(rivals) <= MOST_NAMES_OF_INITIALS:
        return rivals
    fitting = Counter(each.spans for each in rivals if each.counted(PartForm.INITIAL))
    return [each for each in rivals if fitting[each.spans] <= MOST_NAMES_OF_INITIALS]


_span: Final = attrgetter("span")


def _surest(found: Found) -> tuple[float, int, int, tuple[tuple[int, int], ...]]:
    """Equally sure readings: the one in her own script first, then the one of more words."""
    return -_told(found), found.counted(PartForm.SCRIPT), -len(found.parts), found.spans


def _told(found: Found) -> float:
    # Beyond the third decimal a score tells nothing: too few mentions were wrong to estimate it.
    return round(found.score, 3)


def unrepeated(mentions: Sequence[Mention], text: str) -> Iterator[Mention]:
    """The mentions but those of one person whose surroundings read as those of one before.

    A count would be a place to hide: the threat would stand behind one name too many. What reads
    the same within `REACH` is judged the same.
    """
    if len({each.person_id for each in mentions}) == len(mentions):
        yield from mentions
        return
    told: set[tuple[PersonId, bytes]] = set()
    for each in mentions:
        key = each.person_id, _around(each, text)
        if key not in told:
            told.add(key)
            yield each


def _around(mention: Mention, text: str) -> bytes:
    """A digest of all that stands around a mention."""
    around = text[max(mention.start - REACH, 0) : mention.end + REACH]
    shown = f"{mention.detail} {min(mention.start, REACH)} {around}"
    return blake2b(shown.encode(errors="surrogatepass"), digest_size=16).digest()
