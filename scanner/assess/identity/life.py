"""Clues of another life: what a page says that fits a namesake and not her."""

import re
from collections.abc import Iterator
from typing import Final

from scanner.assess.identity.binding import Hold
from scanner.assess.identity.clue import (
    Clue,
    Feature,
    Group,
    Place,
    Ranks,
    Readings,
    firmest,
    loose,
    ranked,
    tight,
)
from scanner.assess.identity.work import denied
from scanner.assess.scene import Scene
from scanner.identifiers.kinds import find_folded
from scanner.model.person import DetailKind, WatchedPerson
from scanner.places.organisation import Organisation
from scanner.places.phrases import plain

NUMBER_REACH: Final = 40
"""Characters within which a number belongs to the name."""

_OCCUPATION: Final[Ranks] = {
    Hold.BOUND: (Feature.OTHER_OCCUPATION, "Another occupation stands beside the name."),
}
_RELATION: Final[Ranks] = {
    Hold.BOUND: (
        Feature.RELATION,
        "Whoever is named is a relative, a party, a client or a guest there.",
    ),
}
_DEATH: Final[Ranks] = {
    Hold.BOUND: (Feature.DEATH, "It is a notice or word of somebody's death."),
}


def life(
    scene: Scene, readings: Readings, person: WatchedPerson, organisation: Organisation
) -> Iterator[Clue]:
    yield from _said(scene, readings, organisation)
    yield from _occupation(scene, readings, organisation)
    yield from _other_work(scene, readings, person, organisation)
    relation = firmest(tight(readings, organisation.relations.pattern))
    yield from ranked(scene, relation, Group.AGAINST, _RELATION)
    yield from _elsewhere(scene, readings, organisation)
    death = firmest(loose(readings, organisation.death.pattern))
    yield from ranked(scene, death, Group.AGAINST, _DEATH)
    yield from _personnummer(scene, person)


def _said(scene: Scene, readings: Readings, organisation: Organisation) -> Iterator[Clue]:
    found = firmest(loose(readings, organisation.namesake.pattern))
    if found is not None:
        yield Clue(
            group=Group.AGAINST,
            feature=Feature.NAMESAKE_SAID,
            message="The page says that somebody else of that name is meant.",
            words=found.words(scene),
        )


def _occupation(scene: Scene, readings: Readings, organisation: Organisation) -> Iterator[Clue]:
    found = (
        one
        for one in tight(readings, organisation.occupations.pattern)
        if not _is_role(one, organisation.roles.pattern)
        and not denied(one)
        and not one.reading.is_writers(one.start)
    )
    place = firmest((*found, *_parties(readings)))
    yield from ranked(scene, place, Group.AGAINST, _OCCUPATION)


def _parties(readings: Readings) -> Iterator[Place]:
    """Her name with a party's letters behind it: an elected, not an officer."""
    for reading in readings:
        for _, end in reading.window.names:
            found = _PARTY.match(reading.window.text, end)
            if found:
                yield Place(hold=Hold.BOUND, reading=reading, start=found.start(), end=found.end())


_PARTY: Final = re.compile(r"\s?\((?:s|m|sd|c|v|kd|l|mp|fi)\)")


def _other_work(
    scene: Scene, readings: Readings, person: WatchedPerson, organisation: Organisation
) -> Iterator[Clue]:
    """Works somewhere, or runs something, and what follows is nothing of the social services."""
    own = plain(person.context.unit.reveal(), person.context.employer.reveal())
    ours = (
        own,
        organisation.workplace.pattern,
        organisation.roles.pattern,
        organisation.units.pattern,
        organisation.names.pattern,
    )
    found = (
        one
        for one in loose(readings, _WORKS)
        if one.hold is Hold.BOUND
        and not one.reading.is_writers(one.start)
        and not denied(one)
        and not any(each.search(_what_follows(one)) for each in ours)
    )
    place = next(found, None)
    if place is not None:
        yield Clue(
            group=Group.AGAINST,
            feature=Feature.OTHER_WORK,
            message="Whoever is named works somewhere else or runs something.",
            words=place.words(scene),
        )


def _what_follows(place: Place) -> str:
    text = place.reading.window.text
    _, until = place.reading.sentence(place.start)
    return text[place.start : min(until, place.end + FOLLOWS)]


FOLLOWS: Final = 40
"""Characters after "works at" that say where."""
_WORKS: Final = re.compile(
    r"\b(?:(?:jobbar|arbetar|jobbade|arbetade|anstalld|praktiserar|studerar|pluggar|works|worked|employed|working"
    r"|studies|studied) (?:pa|hos|at|for|vid|i|in|till)(?! (?:att|arende|fall|utredning))"
    r"|(?:driver|drev|ager|runs|owns) (?:en|ett|eget|egen|en egen|ett eget|a|an|her own|his own)\b"
    r"|(?:تعمل|يعمل|اعمل) (?:في|لدي|عند)|(?:تدير|يدير|تملك|يملك) )"
)


def _is_role(place: Place, roles: re.Pattern[str]) -> bool:
    """True where an occupation is a part of a role of the social services, or the same word."""
    around = place.reading.window.text[
        max(0, place.start - NUMBER_REACH) : place.end + NUMBER_REACH
    ]
    return any(place.text in match[0] for match in roles.finditer(around))


def _elsewhere(scene: Scene, readings: Readings, organisation: Organisation) -> Iterator[Clue]:
    """Other walks of life: in her sentence, in the post, and how many words of them."""
    found = [
        one
        for one in loose(readings, organisation.elsewhere.pattern)
        if one.hold > Hold.SHARED and not _is_small(one)
    ]
    if not found:
        return
    words = {one.text for one in found}
    first = max(found, key=lambda one: one.hold)
    is_beside = first.hold is Hold.BOUND
    yield Clue(
        group=Group.AGAINST,
        feature=Feature.ELSEWHERE if is_beside else Feature.ELSEWHERE_NEAR,
        message="It speaks of another walk of life: sport, arts, trade, school, research, a club.",
        words=first.words(scene),
    )
    if len(words) > 1:
        yield Clue(
            group=Group.AGAINST,
            feature=Feature.ELSEWHERE_MORE,
            message="It goes on about another walk of life.",
            times=min(len(words) - 1, MOST_WORDS),
        )


MOST_WORDS: Final = 3
ABBREVIATED: Final = 3
"""Letters of a club's or company's kind: IF is one, and "if" is a word."""


def _is_small(place: Place) -> bool:
    """True for a short word without a capital that an abbreviation was taken for."""
    folded = place.reading.window.folded.cased[place.start : place.end]
    return len(folded) <= ABBREVIATED and folded.islower()


def _personnummer(scene: Scene, person: WatchedPerson) -> Iterator[Clue]:
    """She watches her personnummer, and the one beside the name is not it."""
    if not any(detail.kind is DetailKind.PERSONNUMMER for detail in person.details):
        return
    if any(mention.detail is DetailKind.PERSONNUMMER for mention in scene.mentions):
        return
    numbers = (
        window.start + one.start
        for window in scene.windows
        for one in find_folded(window.folded)
        if one.kind is DetailKind.PERSONNUMMER and one.sure
    )
    if any(scene.distance(place, place + 1) <= NUMBER_REACH for place in numbers):
        yield Clue(
            group=Group.AGAINST,
            feature=Feature.OTHER_PERSONNUMMER,
            message="A personnummer that is not hers stands beside the name.",
        )
