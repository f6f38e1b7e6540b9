"""Clues of her work: role, unit, workplace, what the social services do, what the source is."""

import re
from collections.abc import Iterable, Iterator
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
    around,
    firmest,
    loose,
    ranked,
    tight,
)
from scanner.assess.scene import Scene
from scanner.model.person import WatchedPerson
from scanner.places.organisation import Organisation
from scanner.places.phrases import plain
from scanner.places.sources import SourceClass

_DENIED: Final = re.compile(
    r"(?:\b(?:inte|ej|icke|aldrig varit|ingen|not|never been|isn't|n't)\W+(?:(?:nagon|den|en"
    r"|a|an|the|som)\W+){0,2}"
    r"|(?:ليس|ليست|لست|مو|مش|غير) )\Z"
)
_SOMEBODYS: Final = re.compile(
    r"\b(?:hans|hennes|sin|sina|deras|nagons|his|her|their|whose|sitt)\W+(?:\w+\W+)?\Z"
)
"""Before a role: whoever the sentence is about has such a caseworker, and is none."""
_BACK: Final = 40
"""Characters before a role within which it is denied."""

SOURCES: Final = {
    SourceClass.OWN: Feature.SOURCE_OWN,
    SourceClass.CAMPAIGN: Feature.SOURCE_CAMPAIGN,
    SourceClass.MIRROR: Feature.SOURCE_MIRROR,
}


def work(
    scene: Scene, readings: Readings, person: WatchedPerson, context: AssessContext
) -> Iterator[Clue]:
    organisation = context.organisation
    yield from _role(scene, readings, person, organisation)
    units = plain(person.context.unit.reveal()), organisation.units.pattern
    yield from ranked(scene, firmest(loose(readings, *units)), Group.WORK, _UNIT)
    yield from _workplace(scene, readings, organisation)
    duties = firmest(loose(readings, organisation.duties.pattern))
    yield from ranked(scene, duties, Group.WORK, _DUTY)
    if context.source and context.source.source_class in SOURCES:
        yield Clue(
            group=Group.WORK,
            feature=SOURCES[context.source.source_class],
            message="The source mostly names people of the social services.",
        )


def denied(place: Place) -> bool:
    """True where the text says that somebody is not what stands there."""
    return _DENIED.search(_before(place)) is not None


def _is_somebodys(place: Place) -> bool:
    """True for "hennes handläggare": she who is spoken of is not the one."""
    return place.hold is not Hold.BOUND and _SOMEBODYS.search(_before(place)) is not None


def _before(place: Place) -> str:
    """What its sentence says before it."""
    first, _ = place.reading.sentence(place.start)
    return place.reading.window.text[max(first, place.start - _BACK) : place.start]


def _role(
    scene: Scene, readings: Readings, person: WatchedPerson, organisation: Organisation
) -> Iterator[Clue]:
    own = plain(person.context.role.reveal())
    found = [*tight(readings, own), *tight(readings, organisation.roles.pattern)]
    kept = [one for one in found if not _is_somebodys(one)]
    said = [one for one in kept if not denied(one)]
    hers = _her_role(said, own)
    if hers is not None and hers.hold is Hold.BOUND:
        yield from ranked(scene, hers, Group.WORK, _role_ranks(hers, own, organisation))
        return
    no = firmest(one for one in kept if one not in said and one.hold > Hold.SHARED)
    if no is not None:
        yield _denial(scene, no)
    elif hers is not None:
        yield from ranked(scene, hers, Group.WORK, _role_ranks(hers, own, organisation))
    clients = [one for one in found if one not in kept]
    theirs = [one for one in said if _is_anothers(one, organisation)]
    yield from _anothers(scene, [*clients, *theirs, *_workplaces(readings, organisation)])


def _her_role(said: Iterable[Place], own: re.Pattern[str]) -> Place | None:
    """The role that goes with her most firmly; of such ones the one that she entered."""
    return max(
        (one for one in said if one.hold is not Hold.OTHER),
        key=lambda one: (one.hold, bool(own.search(one.text))),
        default=None,
    )


def _denial(scene: Scene, place: Place) -> Clue:
    return Clue(
        group=Group.AGAINST,
        feature=Feature.ROLE_DENIED,
        message="The text says that whoever it names does not have such a role.",
        words=place.words(scene),
    )


def _is_anothers(place: Place, organisation: Organisation) -> bool:
    """True for a role of somebody else that no other workplace has."""
    is_elsewhere = organisation.roles_elsewhere.pattern.fullmatch(place.text)
    return place.hold is Hold.OTHER and not is_elsewhere


def _workplaces(readings: Readings, organisation: Organisation) -> Iterator[Place]:
    """The social services right behind somebody else's name: "Karin Berg på soc"."""
    for one in loose(readings, organisation.workplace.pattern):
        if one.hold is Hold.OTHER and one.reading.follows_name(one.start):
            yield one


def _anothers(scene: Scene, found: list[Place]) -> Iterator[Clue]:
    """Who is named beside an officer is more often her client."""
    if found:
        yield Clue(
            group=Group.AGAINST,
            feature=Feature.ROLE_OF_OTHER,
            message="The role of the social services there is somebody else's.",
            words=found[0].words(scene),
        )


def _role_ranks(place: Place, own: re.Pattern[str], organisation: Organisation) -> Ranks:
    feature = Feature.OWN_ROLE if own.search(place.text) else Feature.ROLE
    if organisation.roles_elsewhere.pattern.fullmatch(place.text):
        feature = Feature.ROLE_ELSEWHERE
    return {Hold.BOUND: (feature, "A role of the social services stands beside the name."), **_ROLE}


_ROLE: Final[Ranks] = {
    Hold.NEAR: (Feature.ROLE_NEAR, "A role of the social services stands in the post."),
    Hold.SHARED: (
        Feature.ROLE_SHARED,
        "A role of the social services stands in the post, where others are named too.",
    ),
}
_UNIT: Final[Ranks] = {
    Hold.BOUND: (Feature.UNIT, "Her unit is named."),
    Hold.NEAR: (Feature.UNIT_NEAR, "Her unit is named in the post."),
    Hold.SHARED: (Feature.UNIT_NEAR, "Her unit is named in the post."),
}
_DUTY: Final[Ranks] = {
    Hold.BOUND: (Feature.DUTY, "What the social services do is told of whom it names."),
    Hold.NEAR: (Feature.DUTY, "What the social services do is told of whom it names."),
    Hold.SHARED: (
        Feature.DUTY_SHARED,
        "What the social services do is told where others are named too.",
    ),
}
_WORKPLACE: Final[Ranks] = {
    Hold.BOUND: (Feature.WORKPLACE, "The social services stand beside the name."),
    Hold.NEAR: (Feature.WORKPLACE_NEAR, "The social services are spoken of in the post."),
    Hold.SHARED: (
        Feature.WORKPLACE_SHARED,
        "The social services are spoken of in the post, where others are named too.",
    ),
}


def _workplace(scene: Scene, readings: Readings, organisation: Organisation) -> Iterator[Clue]:
    said = loose(readings, organisation.workplace.pattern)
    place = firmest(one for one in said if not denied(one))
    yield from ranked(scene, place, Group.WORK, _WORKPLACE)
    if place is None and around(scene, organisation.workplace.pattern):
        yield Clue(
            group=Group.WORK,
            feature=Feature.WORKPLACE_AROUND,
            message="The social services are spoken of elsewhere in the thread or on the page.",
        )
