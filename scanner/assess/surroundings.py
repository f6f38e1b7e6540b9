"""Clues for her: her work and her place, near the name, in the thread, on the page.

Bits are set by hand from how rare each thing is beside a random name, until a model is trained on
judged cases.
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.assess.clue import BESIDE, Clue, Group, found_near, gap, nearest, words_at
from scanner.assess.context import AssessContext
from scanner.assess.scene import Scene
from scanner.model.person import WatchedPerson
from scanner.places.organisation import Organisation
from scanner.places.phrases import plain
from scanner.places.sources import SourceClass

# One person in some 300 at work holds a post in the social services; beside a name it is hardly
# ever somebody else's. Elsewhere in the post it may be.
ROLE_BESIDE: Final = 7.0
ROLE_NEAR: Final = 4.5
OWN_ROLE: Final = 1.0  # on top, where it is the very role she gave
UNIT: Final = 8.0  # a few dozen people share it
# In the post, in the thread, elsewhere on the page.
WORKPLACE: Final = (3.5, 2.0, 1.0)  # one page in ten that names somebody speaks of it
# A town of thirty thousand is home to one namesake in 350; towns are named in passing, too.
TOWN: Final = (5.5, 4.0, 2.0)
SOURCE_BITS: Final = {SourceClass.OWN: 6.0, SourceClass.CAMPAIGN: 3.0, SourceClass.MIRROR: 1.5}


def work(scene: Scene, person: WatchedPerson, context: AssessContext) -> Iterator[Clue]:
    organisation = context.organisation
    yield from _role(scene, person, organisation)
    yield from found_near(
        scene, (plain(person.context.unit.reveal()), organisation.units),
        Clue(group=Group.WORK, feature="unit", bits=UNIT, message="Her unit is named."),
    )  # fmt: skip
    yield from nearest(
        scene, (organisation.workplace,), WORKPLACE,
        Clue(group=Group.WORK, feature="workplace",
             message="The social services are spoken of: {where}."),
    )  # fmt: skip
    source_class = context.source.source_class if context.source else None
    if source_class in SOURCE_BITS:
        yield Clue(
            group=Group.WORK,
            feature="source",
            bits=SOURCE_BITS[source_class],
            message="The source mostly names people of the social services.",
        )


def _role(scene: Scene, person: WatchedPerson, organisation: Organisation) -> Iterator[Clue]:
    own = plain(person.context.role.reveal())
    denied = list(scene.near(organisation.namesake))  # "inte socialsekreteraren"
    matches = [
        (gap(window, match), window, match)
        for pattern in (own, organisation.roles)
        for window, match in scene.near(pattern)
        if not any(window is where and _inside(match, no) for where, no in denied)
    ]
    if not matches:
        return
    away, window, match = min(matches, key=lambda one: one[0])
    beside = away <= BESIDE
    is_own = own.search(match[0]) is not None
    yield Clue(
        group=Group.WORK,
        feature="role",
        bits=(ROLE_BESIDE if beside else ROLE_NEAR) + OWN_ROLE * is_own,
        message="A role of the social services stands beside the name."
        if beside
        else "A role of the social services stands in the post.",
        words=words_at(scene, *window.span(*match.span())),
    )


def _inside(match: re.Match[str], other: re.Match[str]) -> bool:
    return other.start() <= match.start() and match.end() <= other.end()


def place(scene: Scene, person: WatchedPerson, organisation: Organisation) -> Iterator[Clue]:
    towns = own_towns(person, organisation)
    yield from nearest(
        scene, (plain(*towns), organisation.names), TOWN,
        Clue(group=Group.PLACE, feature="town",
             message="Her town or municipality is named: {where}."),
    )  # fmt: skip


def own_towns(person: WatchedPerson, organisation: Organisation) -> tuple[str, ...]:
    """Her town and employer, in every spelling that we know."""
    said = (person.context.town.reveal(), person.context.employer.reveal())
    return tuple(name for one in said if one for name in organisation.spellings(one))
