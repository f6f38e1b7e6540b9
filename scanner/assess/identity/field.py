"""Clues of her field: which work of the social services a page tells of, and whether it is hers.

The unit and role that she entered say what she works with; what people tell of it hardly ever
names the unit: whoever writes of visits to a foster home means the foster home secretary.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.identity.binding import Hold
from scanner.assess.identity.clue import (
    Clue,
    Feature,
    Group,
    Place,
    Ranks,
    Readings,
    firmest,
    ranked,
    spans,
)
from scanner.assess.passage import Passage, lives, passages
from scanner.assess.scene import Scene
from scanner.model.person import WatchedPerson
from scanner.places.phrases import comparable, plain

FIELDS: Final = (
    ("familjeratt", ("custody", "access")),
    ("familjehem|familjevard|placering|kontaktfamilj", ("fostering", "access")),
    ("barn|familjeenhet|lvu", ("removal", "home_visit", "concern", "inquiry_of", "child_talk")),
    ("mottag", ("concern",)),
    ("ekonomi|forsorjning|bidrag", ("benefit",)),
    ("budget|skuld", ("debts",)),
    ("vuxen|missbruk|beroende|lvm|drog|alkohol", ("treatment",)),
    ("ungdom|unga", ("youth_case", "outreach")),
    ("falt", ("outreach", "youth_case")),
    ("aldre|bistandsenhet|bistandshandl|lss|funktion|hemtjanst|boendestod", ("home_help",)),
    ("jour|akut", ("on_call",)),
    ("nyanland|ensamkommande", ("unaccompanied",)),
    ("vald|kvinnofrid|heder", ("shelter",)),
    ("oppenvard|familjebehandl|familjerad|familjeteam|familjecent|familjest", ("family_talk",)),
)
"""Parts of the names of units and roles, and what the lists of lives call such work. More than
one may fit: a unit for children and youth does both."""

LIVES_OF_WORK: Final = frozenset(life for _, several in FIELDS for life in several)
"""What one field does and another does not."""

_FIELD: Final[Ranks] = {
    Hold.BOUND: (Feature.FIELD, "What her unit works with is told of whom it names."),
    Hold.NEAR: (Feature.FIELD, "What her unit works with is told of whom it names."),
    Hold.SHARED: (
        Feature.FIELD_SHARED,
        "What her unit works with is told where others are named too.",
    ),
}
_OTHER: Final = "What other units of the social services work with is told, and not what hers does."


def field(
    scene: Scene, readings: Readings, person: WatchedPerson, context: AssessContext
) -> Iterator[Clue]:
    """One clue: her own field is told of, or only another field of the social services."""
    hers = fields_of(person.context.unit.reveal(), person.context.role.reveal())
    if not hers:
        return
    told = tuple(_told(scene, readings, person, context))
    own = firmest(place for life, place in told if life in hers)
    if own is not None:
        yield from ranked(scene, own, Group.WORK, _FIELD)
        return
    other = firmest(place for _, place in told)
    if other is not None and other.hold is not Hold.SHARED:
        yield Clue(
            group=Group.AGAINST,
            feature=Feature.OTHER_FIELD,
            message=_OTHER,
            words=other.words(scene),
        )


@lru_cache(maxsize=1024)
def fields_of(*names: str) -> frozenset[str]:
    """What whoever works in a unit, in a role, works with; empty where the names do not say."""
    said = comparable(" ".join(names))[0]
    return frozenset(life for part, several in FIELDS if re.search(part, said) for life in several)


def _told(
    scene: Scene, readings: Readings, person: WatchedPerson, context: AssessContext
) -> Iterator[tuple[str, Place]]:
    """Work of the social services by its words; the names of her unit and role are other clues."""
    of = {id(one.window): one for one in readings}
    named = plain(person.context.unit.reveal(), person.context.role.reveal())
    for passage in passages(scene, context.lexicons):
        reading = of[id(passage.window)]
        taken = spans(named, passage.window.text)
        for life, start, end in _spans(passage, context):
            if not any(first < end and start < last for first, last in taken):
                hold = reading.loosely(start, end)
                yield life, Place(hold=hold, reading=reading, start=start, end=end)


def _spans(passage: Passage, context: AssessContext) -> Iterable[tuple[str, int, int]]:
    """By places in the window's text."""
    for one in lives(passage, context.lexicons):
        if one.concept in LIVES_OF_WORK:
            yield one.concept, passage.words[one.start].start, passage.words[one.end - 1].end
