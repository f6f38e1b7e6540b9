"""Clues of her town, and of other towns that are named."""

import re
from collections.abc import Iterator
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
    around,
    firmest,
    loose,
    ranked,
    tight,
)
from scanner.assess.identity.exonyms import exonyms
from scanner.assess.scene import Scene
from scanner.assess.somewhere import somewhere
from scanner.model.person import WatchedPerson
from scanner.places.organisation import Organisation, Town
from scanner.places.phrases import comparable, plain, source, with_endings

_GOES_THERE: Final = re.compile(
    r"\b(?:till|to|mot|towards|via|genom|through|الي|fodd i|uppvuxen i|born in|raised in"
    r"|ولدت في|ولد في)\W+\Z"
)
_FOR: Final = {
    Hold.BOUND: (Feature.TOWN, "Her town or municipality stands beside the name."),
    Hold.NEAR: (Feature.TOWN_NEAR, "Her town or municipality is named in the post."),
    Hold.SHARED: (
        Feature.TOWN_SHARED,
        "Her town or municipality is named in the post, where others are named too.",
    ),
}
_AGAINST: Final[Ranks] = {
    Hold.BOUND: (Feature.OTHER_TOWN, "Another town is named beside the name."),
    Hold.NEAR: (Feature.OTHER_TOWN_NEAR, "Another town is named in the post, and not hers."),
}
_NEAR_SOMEWHERE: Final = (
    Feature.OTHER_PLACE_NEAR,
    "A place that is not known as hers is named in the post, and not hers.",
)
_SOMEWHERE: Final[Ranks] = {
    Hold.BOUND: (Feature.OTHER_PLACE, "A place that is not known as hers stands beside the name."),
    Hold.NEAR: _NEAR_SOMEWHERE,
    Hold.SHARED: _NEAR_SOMEWHERE,
}


def town(
    scene: Scene, readings: Readings, person: WatchedPerson, context: AssessContext
) -> Iterator[Clue]:
    organisation = context.organisation
    own = own_towns(person, organisation)
    hers = (plain(*own), organisation.names.pattern, *exonyms(person.context.town.reveal()))
    mine = firmest(loose(readings, *hers))
    yield from ranked(scene, mine, Group.PLACE, _FOR)
    if mine is None and around(scene, *hers):
        yield Clue(
            group=Group.PLACE,
            feature=Feature.TOWN_AROUND,
            message="Her town or municipality is named elsewhere in the thread or on the page.",
        )
    if own or organisation.own.names:
        other = list(_another(scene, readings, organisation, own, mine))
        yield from other or _somewhere(scene, readings, person, context, mine)


def _another(
    scene: Scene,
    readings: Readings,
    organisation: Organisation,
    own: tuple[str, ...],
    mine: Place | None,
) -> Iterator[Clue]:
    found = loose(readings, other_towns(organisation.towns, own))
    other = firmest(
        one
        for one in found
        if _is_capital(one)
        and not _goes_there(one)
        and not one.reading.is_writers(one.start)
        and not one.reading.is_named(one.start)
    )
    if other is None or (mine is not None and _is_nearer(mine, other)):
        return
    yield from ranked(scene, other, Group.AGAINST, _AGAINST)


def _somewhere(
    scene: Scene,
    readings: Readings,
    person: WatchedPerson,
    context: AssessContext,
    mine: Place | None,
) -> Iterator[Clue]:
    """A place by its form alone: a municipality's, a name as towns have, or a role's employer."""
    if mine is not None and mine.hold is Hold.BOUND:
        return
    organisation = context.organisation
    own, spelt = own_towns(person, organisation), exonyms(person.context.town.reveal())
    found = (
        Place(hold=reading.loosely(start, end), reading=reading, start=start, end=end)
        for reading in readings
        for start, end in somewhere(reading.window, own, spelt, context.lexicons)
        if not reading.is_named(start) and not reading.is_writers(start)
    )
    employers = _employers(readings, person, organisation)
    other = firmest((*found, *employers))
    if other is not None and (mine is None or other.hold is Hold.BOUND):
        yield from ranked(scene, other, Group.AGAINST, _SOMEWHERE)


def _employers(
    readings: Readings, person: WatchedPerson, organisation: Organisation
) -> Iterator[Place]:
    """What stands with a capital behind a role of hers and is nothing of her organisation."""
    hers = (person.context.unit, person.context.employer, person.context.town)
    own = plain(*(one.reveal() for one in hers))
    ours = (
        own,
        organisation.names.pattern,
        organisation.units.pattern,
        organisation.workplace.pattern,
    )
    for role in tight(readings, organisation.roles.pattern):
        text, cased = role.reading.window.text, role.reading.window.folded.cased
        found = _EMPLOYER.match(text, role.end)
        if found is None:
            continue
        at = found.start("at")
        name = text[at : at + NAME_OF_EMPLOYER]
        is_ours = any(one.search(name) for one in ours)
        if cased[at].isupper() and not is_ours and not role.reading.is_named(at):
            yield Place(hold=role.hold, reading=role.reading, start=at, end=found.end())


NAME_OF_EMPLOYER: Final = 40
"""Characters of an employer's name."""
_EMPLOYER: Final = re.compile(
    r"(?: (?:pa|hos|vid|i|at|for|in|with|inom)|\s?[|•·@,-]) (?P<at>[^\W\d]\w+)"
)


def _is_nearer(mine: Place, other: Place) -> bool:
    """True where the page may be about her though it names another town too."""
    if other.hold is not Hold.BOUND:
        return True
    return mine.hold is Hold.BOUND and mine.start < other.start


def _goes_there(place: Place) -> bool:
    """True where somebody or something goes there: she may."""
    before = place.reading.window.text[max(0, place.start - 16) : place.start]
    return _GOES_THERE.search(before) is not None


def _is_capital(place: Place) -> bool:
    """Sala is a town and sala is a word."""
    return (
        place.reading.window.folded.cased[place.start].lower()
        != (place.reading.window.folded.cased[place.start])
        or not place.text.isascii()
    )


def own_towns(person: WatchedPerson, organisation: Organisation) -> tuple[str, ...]:
    """Her town and employer, in every spelling that we know."""
    said = (person.context.town.reveal(), person.context.employer.reveal())
    return tuple(name for one in said if one for name in organisation.spellings(one))


@lru_cache(maxsize=64)
def other_towns(towns: tuple[Town, ...], own: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any town but hers."""
    known = {name for town in towns for name in (town.name, *town.others)}
    hers = {word for one in own for word in (one, one.split()[0].removesuffix("s"))}
    others = sorted(known - hers)
    long = [name for name in others if _is_long(name)]
    rest = [_inflected(name) for name in others if name not in long]
    latin = "|".join(re.escape(comparable(name)[0]) for name in long)
    return re.compile(rf"(?<!\w)(?:{latin})(?:{_AROUND}|\w{{0,3}})(?!\w)|{source(rest)}")


def _inflected(name: str) -> str:
    """A phrase for it; in scripts without capitals Iran with an ending is an Iranian: no place."""
    is_cased = name[:1] != name[:1].lower()
    return with_endings(name) if is_cased and " " not in name else name


def _is_long(name: str) -> bool:
    """True for a name that takes endings and has a capital: one pattern holds them all."""
    return name.isalpha() and len(name) > _SHORT and name[0] != name[0].lower()


_SHORT: Final = 4
"""Letters of a name that takes no ending but the genitive."""
_AROUND: Final = "s?(?:omradet|regionen|trakten)"
"""Göteborgsområdet, as people say where they live."""
