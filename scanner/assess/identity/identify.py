"""Is it her, or somebody of that name? Bits of evidence for and against, after Fellegi and Sunter.

Each clue is a log2 likelihood ratio: how much likelier the page says this if it means her than if
it means a namesake. Clues of one group say the same thing, so each further one counts less. The
bits are estimated on pages of several hands and on invented towns (`bench.fit.identity`), and so
is what their sum is worth where the hand is unknown.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp2
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.identity.binding import readings
from scanner.assess.identity.clue import Clue, Feature, Group, OwnDetail
from scanner.assess.identity.field import field
from scanner.assess.identity.life import life
from scanner.assess.identity.naming import details, name
from scanner.assess.identity.story import story
from scanner.assess.identity.town import town
from scanner.assess.identity.work import work
from scanner.assess.identity.years import age
from scanner.assess.policy import Policy
from scanner.assess.scene import Scene
from scanner.model.assessment import Because, Identity, IdentityEvidence, Severity, SeverityTier
from scanner.model.person import WatchedPerson

FLOOR: Final = 0.001
"""Nothing a page says makes it surer than one in a thousand, either way."""

AGAIN: Final = 0.7
"""What is left of a clue for each stronger one of its group: set by hand."""

EXPLAINED: Final = 0.25
"""What is left of a clue that another life explains, set by hand: a journalist writes about social
services."""

ANOTHER_PLACE: Final = frozenset((Feature.OTHER_TOWN, Feature.OTHER_PLACE))
"""There, the social services are another municipality's."""

EXCLUDING: Final = ANOTHER_PLACE | {
    Feature.NAMESAKE_SAID,
    Feature.ROLE_DENIED,
    Feature.OTHER_OCCUPATION,
    Feature.OTHER_WORK,
    Feature.RELATION,
    Feature.DEATH,
    Feature.OTHER_AGE,
    Feature.NOT_AT_WORK,
}
"""What hardly anybody has who is at work in the social services there."""

HELD_BY_HER: Final = frozenset(
    (Feature.OWN_ROLE, Feature.ROLE, Feature.ROLE_ELSEWHERE, Feature.UNIT, Feature.AGE_FITS)
)
"""What goes with a person, not with what a page is about."""

UNDISCOUNTED: Final = frozenset((Group.NAME, Group.DETAIL, Group.STORY))
"""Groups whose clues are facts of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What `tables/identity.json` holds."""

    bits: dict[Feature, float]
    slope: float
    """What a bit is worth in the sum: clues of different groups are not wholly independent."""
    offset: float
    """Bits."""


@cache
def weights() -> Weights:
    """The weights of the package, read once.

    A resource that ships with the code is a constant as the code is: it differs between no two
    runs, so that judging stays a function of its arguments. Whoever fits hands in his own.
    """
    text = (files("scanner.assess") / "tables" / "identity.json").read_text(encoding="utf-8")
    held = json.loads(text)
    bits = {Feature(feature): float(one) for feature, one in held["bits"].items()}
    return Weights(bits=bits, slope=held["slope"], offset=held["offset"])


def identify(scene: Scene, person: WatchedPerson, context: AssessContext) -> Identity:
    """The probability that the mentions in the scene mean `person`, with its reasons."""
    evidence = tuple(weighed(clues(scene, person, context), weights()))
    return Identity(probability=_probability(evidence), evidence=evidence)


def unsilenced(
    identity: Identity, bad: Severity, found: Callable[[], Iterable[Clue]], policy: Policy
) -> Identity:
    """`identity`, but still possible for a call or threat that only words speak against.

    Words that threaten are few among those that a page uses of a caseworker, as of anybody. Where
    the threat is sure, nothing that the page says of another life counts: whoever threatens her
    may write, or hide, that she is a hairdresser elsewhere. What name stands there does. `found`:
    the clues again.
    """
    if bad.tier < SeverityTier.T3 or identity.probability >= policy.possible:
        return identity
    heard = [clue for clue in found() if not _is_talk(clue, is_sure=not bad.in_doubt)]
    if _probability(weighed(heard, weights())) < policy.possible:
        return identity
    return replace(identity, probability=policy.possible)


def _is_talk(clue: Clue, *, is_sure: bool) -> bool:
    """True for what drops no threat: its words, and of a sure one all that tells another life."""
    is_against = clue.group is not Group.NAME and _bits(clue, weights()) < 0
    return clue.feature == Feature.WORDS or (is_sure and is_against)


def _probability(evidence: Iterable[IdentityEvidence]) -> float:
    total = weights().slope * sum(one.bits for one in evidence) + weights().offset
    odds = exp2(max(min(total, 60.0), -60.0))
    return round(min(max(odds / (1 + odds), FLOOR), 1 - FLOOR), 4)


def clues(scene: Scene, person: WatchedPerson, context: AssessContext) -> Iterator[Clue]:
    """Everything that the page says for and against her."""
    near = readings(scene, person)
    yield from name(scene, person)
    yield from details(scene)
    yield from work(scene, near, person, context)
    yield from field(scene, near, person, context)
    yield from town(scene, near, person, context)
    yield from life(scene, near, person, context.organisation)
    yield from age(scene, near, person, context.now)
    yield from story(scene, near, person, context)


def weighed(found: Iterable[Clue], held: Weights) -> Iterator[IdentityEvidence]:
    """Each clue with its bits, strongest first."""
    for clue, share in shares(found, held):
        because = Because(message=clue.message, values=clue.values, words=clue.words)
        bits = round(_bits(clue, held) * share, 2)
        yield IdentityEvidence(feature=str(clue.feature), bits=bits, because=because)


def shares(found: Iterable[Clue], held: Weights) -> Iterator[tuple[Clue, float]]:
    """Clues strongest first; what repeats its group in the same direction counts less each time.

    What a page is about is no evidence where it says that whoever is named is somebody else.
    """
    stronger: dict[tuple[Group, bool], int] = {}
    ordered = sorted(found, key=lambda clue: -abs(_bits(clue, held)))
    said = {clue.feature for clue in ordered}
    for clue in ordered:
        side = clue.group, _bits(clue, held) > 0
        share = 1.0 if clue.group in UNDISCOUNTED else AGAIN ** stronger.get(side, 0)
        stronger[side] = stronger.get(side, 0) + 1
        yield clue, share * (EXPLAINED if _is_explained(clue, said) else 1.0)


def _is_explained(clue: Clue, said: Set[Feature | OwnDetail]) -> bool:
    """True for work and place that another life on the page explains as well as hers does."""
    if clue.group is Group.WORK and not said.isdisjoint(ANOTHER_PLACE):
        return True
    is_context = clue.group in (Group.WORK, Group.PLACE) and clue.feature not in HELD_BY_HER
    return is_context and not said.isdisjoint(EXCLUDING)


def _bits(clue: Clue, held: Weights) -> float:
    if clue.bits is not None:
        return clue.bits
    return held.bits[weighed_as(clue)] * clue.times


def weighed_as(clue: Clue) -> Feature:
    """The row of the table that a clue is weighed by; a detail of hers has none."""
    if isinstance(clue.feature, OwnDetail):
        raise TypeError(f"{clue.feature} has bits of its own")
    return clue.feature
