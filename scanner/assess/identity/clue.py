"""A clue: one thing on the page that speaks for her or against, not yet weighed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Final

from scanner.assess.identity.binding import Hold, Reading
from scanner.assess.scene import Scene
from scanner.model.person import DetailKind
from scanner.model.personal import UNKNOWN, Personal

Readings = Sequence[Reading]


class Feature(StrEnum):
    """What can be weighed; `tables/identity.json` has the bits of each."""

    NAMESAKES = "namesakes"
    """For each doubling of the people whom the name fits."""
    NO_NAME = "no_name"
    UNPROVED_ALONE = "unproved_alone"
    TYPO = "typo"
    VARIANT = "variant"
    SCRIPT = "script"
    NAME_GOES_ON = "name_goes_on"
    MIDDLE_NAME = "middle_name"
    APART = "apart"
    SURNAME_ALONE = "surname_alone"

    OWN_ROLE = "own_role"
    ROLE = "role"
    ROLE_ELSEWHERE = "role_elsewhere"
    ROLE_NEAR = "role_near"
    ROLE_SHARED = "role_shared"
    UNIT = "unit"
    UNIT_NEAR = "unit_near"
    WORKPLACE = "workplace"
    WORKPLACE_NEAR = "workplace_near"
    WORKPLACE_SHARED = "workplace_shared"
    WORKPLACE_AROUND = "workplace_around"
    DUTY = "duty"
    DUTY_SHARED = "duty_shared"
    FIELD = "field"
    FIELD_SHARED = "field_shared"
    SOURCE_OWN = "source_own"
    SOURCE_CAMPAIGN = "source_campaign"
    SOURCE_MIRROR = "source_mirror"

    TOWN = "town"
    TOWN_NEAR = "town_near"
    TOWN_SHARED = "town_shared"
    TOWN_AROUND = "town_around"

    OTHER_FIELD = "other_field"
    ROLE_DENIED = "role_denied"
    ROLE_OF_OTHER = "role_of_other"
    NAMESAKE_SAID = "namesake_said"
    OTHER_TOWN = "other_town"
    OTHER_TOWN_NEAR = "other_town_near"
    OTHER_PLACE = "other_place"
    OTHER_PLACE_NEAR = "other_place_near"
    OTHER_OCCUPATION = "other_occupation"
    OTHER_WORK = "other_work"
    RELATION = "relation"
    ELSEWHERE = "elsewhere"
    ELSEWHERE_NEAR = "elsewhere_near"
    ELSEWHERE_MORE = "elsewhere_more"
    DEATH = "death"
    AGE_FITS = "age_fits"
    OTHER_AGE = "other_age"
    NOT_AT_WORK = "not_at_work"
    OTHER_PERSONNUMMER = "other_personnummer"

    WORDS = "words"
    """What the words around the name tell, in bits."""


class Group(StrEnum):
    """Clues that say the same thing, so that each further one counts less."""

    NAME = "name"
    WORK = "work"
    PLACE = "place"
    AGAINST = "against"
    STORY = "story"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDetail:
    """A detail that she entered, and whether she showed that it is hers."""

    kind: DetailKind
    is_proved: bool

    def __str__(self) -> str:
        """What evidence is called by: ``known_phone`` once proved, ``entered_phone`` before."""
        return f"{'known' if self.is_proved else 'entered'}_{self.kind.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    group: Group
    feature: Feature | OwnDetail
    """A detail of hers is not weighed here."""
    message: str
    """English, a gettext id; `values` fill its {placeholders}."""
    times: float = 1.0
    """How often the feature's bits count."""
    bits: float | None = None
    """Of a detail of hers; None: the table has them."""
    values: tuple[tuple[str, str], ...] = ()
    words: Personal = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something that a pattern looks for was found, and whose it is."""

    hold: Hold
    reading: Reading
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.reading.window.text[self.start : self.end]

    def words(self, scene: Scene) -> Personal:
        """As the page has them."""
        first, last = self.reading.window.span(self.start, self.end)
        return Personal(scene.document.text[first:last])


def firmest(places: Iterable[Place]) -> Place | None:
    """The place that goes with her most firmly; None where each is somebody else's."""
    hers = [one for one in places if one.hold is not Hold.OTHER]
    return max(hers, key=lambda one: one.hold, default=None)


def tight(readings: Readings, *patterns: re.Pattern[str]) -> Iterator[Place]:
    """Where roles and occupations stand, and whose they are."""
    for reading, (start, end) in _found(readings, patterns):
        yield Place(hold=reading.tightly(start, end), reading=reading, start=start, end=end)


def loose(readings: Readings, *patterns: re.Pattern[str]) -> Iterator[Place]:
    """Where anything else stands, and whose it is."""
    for reading, (start, end) in _found(readings, patterns):
        yield Place(hold=reading.loosely(start, end), reading=reading, start=start, end=end)


def close(readings: Readings, *patterns: re.Pattern[str]) -> Iterator[Place]:
    """Where ages and years of birth stand, and whose they are."""
    for reading, (start, end) in _found(readings, patterns):
        yield Place(hold=reading.closely(start, end), reading=reading, start=start, end=end)


def _found(
    readings: Readings, patterns: Iterable[re.Pattern[str]]
) -> Iterator[tuple[Reading, tuple[int, int]]]:
    for pattern in patterns:
        for reading in readings:
            for span in spans(pattern, reading.window.text):
                yield reading, span


@lru_cache(maxsize=1024)
def spans(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    """Where a pattern stands; several clues look for the same in the same window."""
    return tuple(match.span() for match in islice(pattern.finditer(text), MOST_PLACES))


MOST_PLACES: Final = 60
"""Of one pattern in one window: a bound, for each is held against everybody who is named there."""


def around(scene: Scene, *patterns: re.Pattern[str]) -> bool:
    """True where the thread speaks of it, or the page outside of what is near her."""
    return any(map(scene.is_around, patterns))


Ranks = Mapping[Hold, tuple[Feature, str]]
"""Feature and message, by how firmly a thing goes with her."""


def ranked(scene: Scene, place: Place | None, group: Group, ranks: Ranks) -> Iterator[Clue]:
    """The clue that a place is worth."""
    if place is not None and place.hold in ranks:
        feature, message = ranks[place.hold]
        yield Clue(group=group, feature=feature, message=message, words=place.words(scene))
