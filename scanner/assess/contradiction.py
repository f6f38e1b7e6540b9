"""Clues against her: what a page says that fits a namesake and not her."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from scanner.assess.clue import BESIDE, Clue, Group, found_beside, found_near, gap
from scanner.assess.scene import Scene
from scanner.assess.surroundings import own_towns
from scanner.identifiers.kinds import find_folded
from scanner.model.person import DetailKind, WatchedPerson
from scanner.places.organisation import Organisation, Town
from scanner.places.phrases import one_of, plain, with_endings

OTHER_TOWN: Final = -5.0
OTHER_OCCUPATION: Final = -8.0
NAMESAKE_SAID: Final = -12.0
OTHER_PERSONNUMMER: Final = -9.0


def against(scene: Scene, person: WatchedPerson, organisation: Organisation) -> Iterator[Clue]:
    yield from found_near(
        scene, (organisation.namesake,),
        Clue(group=Group.AGAINST, feature="namesake_said", bits=NAMESAKE_SAID,
             message="The page says that somebody else of that name is meant."),
    )  # fmt: skip
    yield from _other_town(scene, person, organisation)
    yield from _other_occupation(scene, organisation)
    yield from _other_personnummer(scene, person)


def _other_town(scene: Scene, person: WatchedPerson, organisation: Organisation) -> Iterator[Clue]:
    own = own_towns(person, organisation)
    mine = (plain(*own), organisation.names)
    if not (own or organisation.own.names) or any(_anywhere(scene, one) for one in mine):
        return
    yield from found_beside(
        scene, _other_towns(organisation.towns, own),
        Clue(group=Group.AGAINST, feature="other_town", bits=OTHER_TOWN,
             message="Another town is named beside the name."),
    )  # fmt: skip


def _other_occupation(scene: Scene, organisation: Organisation) -> Iterator[Clue]:
    if any(gap(window, match) <= BESIDE for window, match in scene.near(organisation.roles)):
        return
    yield from found_beside(
        scene, organisation.occupations,
        Clue(group=Group.AGAINST, feature="other_occupation", bits=OTHER_OCCUPATION,
             message="Another occupation stands beside the name."),
    )  # fmt: skip


def _other_personnummer(scene: Scene, person: WatchedPerson) -> Iterator[Clue]:
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
    if any(scene.distance(place, place + 1) <= BESIDE for place in numbers):
        yield Clue(
            group=Group.AGAINST,
            feature="other_personnummer",
            bits=OTHER_PERSONNUMMER,
            message="A personnummer that is not hers stands beside the name.",
        )


def _anywhere(scene: Scene, pattern: re.Pattern[str]) -> bool:
    return next(scene.near(pattern), None) is not None or bool(pattern.search(scene.thread))


@lru_cache(maxsize=64)
def _other_towns(towns: tuple[Town, ...], own: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for being in, or from, any town but hers."""
    names = {name for town in towns for name in (town.name, *town.others)} - set(own)
    return one_of(
        f"{where} {with_endings(name)}"
        for name in sorted(names)
        for where in ("(i|in|from|från|ifrån|في|من|в|из)", "^")
    )
