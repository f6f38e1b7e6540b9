"""The matcher's face: people in once, texts in, mentions out.

>>> matcher = Matcher([WatchedPerson("p1", "Amina", "Testberg")], seed=1)
>>> [(each.start, each.end) for each in matcher.find(["Där står Amina Testberg."])[0]]
[(9, 23)]
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final

from scanner.match import apart, crowds, join, select, surnames
from scanner.match.agreement import agreement
from scanner.match.crowds import Sought
from scanner.match.details import DetailIndex, KeyedHash
from scanner.match.evidence import evidence
from scanner.match.join import Found
from scanner.match.names import Name, given_side, surname_side
from scanner.match.select import Judged
from scanner.match.sieve import Shape, Sieve, Spot
from scanner.match.text import two
from scanner.match.watchlist import Watchlist
from scanner.match.windows import Window, windows
from scanner.model.ids import PersonId
from scanner.model.mention import Mention
from scanner.model.person import WatchedPerson
from scanner.text.fold import fold

_REMEMBERED: Final = 1 << 15
"""Comparisons of a word with a given name or surname, and names in parts, that are kept."""
_BESIDE: Final = 8
"""Texts of two words, for the names that were seen in the same two."""


class Matcher:
    """Finds the people of one watchlist in any number of texts.

    `seed` decides the keys of words, so that a page cannot be written to collide and be slow; what
    is found does not depend on it. `keyed_hash` makes the keyed hash of a detail's normal form;
    without it details are not looked for. Raises ValueError where two people have one id.
    """

    def __init__(
        self,
        people: Iterable[WatchedPerson],
        *,
        seed: int,
        keyed_hash: KeyedHash | None = None,
    ) -> None:
        self._details = DetailIndex(keyed_hash) if keyed_hash else None
        self._watchlist = Watchlist.of_nobody(seed)
        self._change((), tuple(people))

    def add(self, people: Iterable[WatchedPerson]) -> None:
        """Look for more people from the next text on. Who had the id of one of them goes.

        A few take no more than 20 ms where there are 100,000. Raises ValueError where two of them
        have one id: her other names are `spellings`.
        """
        more = tuple(people)
        self._change({person.person_id for person in more}, more)

    def remove(self, people: Collection[PersonId]) -> None:
        """Look for some people no more from the next text on, and forget their names and details.

        Ids of nobody are no error. Raises TypeError for one id that stands in no collection: its
        letters would be taken for ids.
        """
        if isinstance(people, str):
            raise TypeError("People are removed by a collection of their ids; this is one string.")
        self._change(people, ())

    def _change(self, gone: Collection[PersonId], more: Sequence[WatchedPerson]) -> None:
        if len({person.person_id for person in more}) < len(more):
            raise ValueError("Two of the people have one id. Give each of them one of her own.")
        self._watchlist = self._watchlist.without(gone).with_(more)
        if self._details:
            self._details.remove(gone)
            self._details.add(more)
        self._sieve = Sieve(self._watchlist)
        self._name = lru_cache(_REMEMBERED)(self._made_name)
        self._given = lru_cache(_REMEMBERED)(given_side)
        self._surname = lru_cache(_REMEMBERED)(surname_side)
        self._two = lru_cache(_REMEMBERED)(self._made_two)
        self._text = lru_cache(_BESIDE)(two)
        remembered = lru_cache(_REMEMBERED)(evidence)
        self._agreement = lru_cache(_REMEMBERED)(partial(agreement, evidence=remembered))

    def find(self, texts: Sequence[str]) -> list[tuple[Mention, ...]]:
        """The mentions in each text, by place. Offsets are characters of the original text.

        What repeats an earlier mention with all that stands around it is left out. Linear in the
        length of the texts.
        """
        return [
            self._told(text, judged) for text, judged in zip(texts, self.judged(texts), strict=True)
        ]

    def judged(self, texts: Sequence[str]) -> Iterator[list[Judged]]:
        """Of each text the readings that stand, each with whom it names."""
        spots: defaultdict[int, list[Spot]] = defaultdict(list)
        for spot in self._sieve.spots(texts):
            spots[spot.text].append(spot)
        for place, text in enumerate(texts):
            seen = spots.get(place)
            yield self._all_standing(text, seen) if seen else []

    def _told(self, text: str, judged: Iterable[Judged]) -> tuple[Mention, ...]:
        mentions = [each for found, people in judged for each in _mentions(found, people)]
        if self._details:
            mentions += list(self._details.find(fold(text), tuple(mentions)))
        mentions.sort(key=lambda each: (each.start, each.end, each.person_id))
        return tuple(select.unrepeated(mentions, text))

    def _all_standing(self, text: str, spots: Sequence[Spot]) -> list[Judged]:
        shaped = defaultdict(list)
        for spot in spots:
            shaped[spot.shape].append(spot)
        standing = list(self._standing(text, shaped[Shape.TOGETHER]))
        for shape, find in ((Shape.APART, apart.find), (Shape.SURNAME, surnames.find)):
            if shaped[shape]:
                standing += list(find(text, shaped[shape], self._name, standing, self._agreement))
        return standing

    def _standing(self, text: str, spots: Sequence[Spot]) -> Iterator[Judged]:
        """The readings that stand. Windows of one reading of a text do not lie over each other."""
        found = [self._found(window) for window in windows(text, spots)]
        if all(spot.reading is None for spot in spots):
            for some in found:
                yield from select.best(some)
        else:
            yield from select.best([each for some in found for each in some])

    def _found(self, window: Window) -> list[Found]:
        found = self._alone(window) if window.is_alone else self._among(window)
        return [each.at(window.begins) for each in found]

    def _alone(self, window: Window) -> Iterator[Found]:
        numbers = [spot.name for spot in window.spots]
        if len(numbers) > crowds.MOST:
            numbers = [number for number, _ in self._telling(window)]
        for number in numbers:
            yield from self._two(window.stretch, number)

    def _among(self, window: Window) -> Iterator[Found]:
        for number, stretches in self._telling(window):
            yield from join.find(window.text, self._name(number), stretches, self._agreement)

    def _telling(self, window: Window) -> Iterable[Sought]:
        return crowds.telling(window.text, tuple(window.asked()), self._name, self._agreement)

    def _made_two(self, stretch: str, number: int) -> tuple[Found, ...]:
        """The readings of two words alone as a name: the same in every text."""
        text = self._text(stretch)
        stretches = (range(len(text.words)),)
        return tuple(join.find(text, self._name(number), stretches, self._agreement))

    def _made_name(self, number: int) -> Name:
        names = self._watchlist.names
        written = names[number]
        given, surname = self._given(written.given), self._surname(written.surname)
        return Name(given, surname, names.bearers(number), written.is_spelling)


def _mentions(found: Found, people: Iterable[PersonId]) -> Iterator[Mention]:
    parts = found.placed()
    for person in people:
        yield Mention(
            person_id=person,
            detail=None,
            start=parts[0].start,
            end=parts[-1].end,
            parts=parts,
            score=found.score,
            tier=found.tier,
            is_apart=found.is_apart,
        )
