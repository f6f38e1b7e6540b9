"""Clues of the name and of known details: how many others they fit, how they are written."""

from collections.abc import Iterator
from math import log2
from typing import Final

from scanner.assess.bearers import INITIALS, namesakes, namesakes_by_initial
from scanner.assess.clue import Clue, Group, words_at
from scanner.assess.scene import Scene
from scanner.identifiers.kinds import KINDS
from scanner.model.mention import Mention, PartForm, PartRole, Tier
from scanner.model.person import DetailKind, WatchedPerson

TYPO: Final = -1.5
VARIANT: Final = -0.5
SCRIPT: Final = -0.5  # a name in another script stands for several Latin spellings
NO_NAME: Final = -6.0
"""A detail alone, whoever is named beside it: before the detail is looked at, hardly her."""
UNPROVED_ALONE: Final = -30.0
"""A detail that nobody has shown to be hers proves nothing without her name."""
NICKNAME_NAMESAKES: Final = 1000.0
"""People who go by one common short name; a single word is nobody in particular."""


def name(scene: Scene, person: WatchedPerson) -> Iterator[Clue]:
    if not scene.names:
        yield Clue(
            group=Group.NAME,
            feature="no_name",
            bits=NO_NAME if _is_proved(scene) else UNPROVED_ALONE,
            message="Her name does not stand in the post.",
        )
        return
    best = max(scene.names, key=lambda mention: (mention.tier is Tier.FULL, mention.score))
    expected = _expected_namesakes(best, scene, person)
    yield Clue(
        group=Group.NAME,
        feature="namesakes",
        bits=-log2(expected),
        message="Expected number of other people whom the name fits: {count}.",
        values=(("count", f"{expected:.1f}" if expected < 10 else f"{expected:.0f}"),),
    )
    yield from _form(best, scene)


def _expected_namesakes(best: Mention, scene: Scene, person: WatchedPerson) -> float:
    given, surname = person.given.reveal(), person.surname.reveal()
    if any(part.form is PartForm.INITIAL for part in best.parts):
        return namesakes_by_initial(surname)
    words = scene.document.text[best.start : best.end].split()
    if len(words) < 2 and all(part.role is PartRole.SPELLING for part in best.parts):
        return NICKNAME_NAMESAKES
    if best.tier is Tier.LOW:
        return namesakes(given, surname) * INITIALS
    return namesakes(given, surname)


def _form(best: Mention, scene: Scene) -> Iterator[Clue]:
    forms = {part.form for part in best.parts}
    words = words_at(scene, best.start, best.end)
    for form, bits, message in (
        (PartForm.TYPO, TYPO, "The name is spelt a little otherwise: another name, or a slip."),
        (PartForm.VARIANT, VARIANT, "The name is spelt as its twin."),
        (PartForm.SCRIPT, SCRIPT, "The name is written in another script."),
    ):
        if form in forms:
            yield Clue(
                group=Group.NAME, feature=form.value, bits=bits, message=message, words=words
            )


def details(scene: Scene) -> Iterator[Clue]:
    # That a namesake has her number as well does not happen; an error in the hash's input does.
    for kind in DetailKind:
        if any(mention.detail is kind for mention in scene.mentions):
            yield Clue(
                group=Group.DETAIL,
                feature=f"known_{kind.value}",
                bits=KINDS[kind].bits,
                message="A detail that she entered as hers stands there: {kind}.",
                values=(("kind", kind.value),),
            )


def _is_proved(scene: Scene) -> bool:
    """True if a detail stands there that she showed to be hers."""
    return any(mention.watched and mention.watched.proved for mention in scene.mentions)
