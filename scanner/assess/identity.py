"""Is it her, or somebody of that name? Bits of evidence for and against, after Fellegi and Sunter.

Each clue is a log2 likelihood ratio: how much likelier the page says this if it means her than if
it means a namesake. Clues of one group tell the same story, so the second counts half, the third
a quarter.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from scanner.assess.clue import Clue, Group
from scanner.assess.context import AssessContext
from scanner.assess.contradiction import against
from scanner.assess.naming import details, name
from scanner.assess.scene import Scene
from scanner.assess.surroundings import place, work
from scanner.model.assessment import Because, Identity, IdentityEvidence
from scanner.model.finding import Verdict
from scanner.model.person import WatchedPerson

JUDGED: Final = {
    Verdict.HER: (5.0, "An officer judged this post: it is the person."),
    Verdict.NOT_HER: (-8.0, "An officer judged this post: it is somebody else."),
    Verdict.SET_ASIDE: (-8.0, "The person says of this post that it is somebody else."),
}
"""Bits, and who spoke."""

FLOOR: Final = 0.001
"""Nothing a page says makes it surer than one in a thousand, either way."""


def identify(scene: Scene, person: WatchedPerson, context: AssessContext) -> Identity:
    """The probability that the mentions in the scene mean `person`, with its reasons."""
    clues = [
        *name(scene, person),
        *details(scene),
        *work(scene, person, context),
        *place(scene, person, context.organisation),
        *against(scene, person, context.organisation),
        *_judged(context),
    ]
    evidence = tuple(_discounted(clues))
    odds = 2.0 ** max(min(sum(one.bits for one in evidence), 60.0), -60.0)
    probability = min(max(odds / (1 + odds), FLOOR), 1 - FLOOR)
    return Identity(probability=probability, evidence=evidence)


def _discounted(clues: Iterable[Clue]) -> Iterator[IdentityEvidence]:
    """Clues strongest first; what repeats a story in the same direction counts less each time."""
    told: dict[tuple[Group, bool], int] = {}
    for clue in sorted(clues, key=lambda clue: -abs(clue.bits)):
        story = (clue.group, clue.bits > 0)
        share = 1.0 if clue.group is Group.NAME else 0.5 ** told.get(story, 0)
        told[story] = told.get(story, 0) + 1
        because = Because(message=clue.message, values=clue.values, words=clue.words)
        bits = round(clue.bits * share, 2)
        yield IdentityEvidence(feature=clue.feature, bits=bits, because=because)


def _judged(context: AssessContext) -> Iterator[Clue]:
    if context.judged in JUDGED:
        bits, message = JUDGED[context.judged]
        yield Clue(group=Group.JUDGED, feature="judged", bits=bits, message=message)
