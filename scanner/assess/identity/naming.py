"""Clues of the name and of known details: how many others they fit, how they are written."""

from collections.abc import Iterator
from dataclasses import replace
from math import log2
from typing import Final

from scanner.assess.identity.bearers import (
    INITIALS,
    bearers_of_given,
    bearers_of_surname,
    namesakes,
    namesakes_by_initial,
    sounding_namesakes,
)
from scanner.assess.identity.clue import Clue, Feature, Group, OwnDetail
from scanner.assess.scene import Scene
from scanner.identifiers.kinds import KINDS
from scanner.model.assessment import Identity
from scanner.model.mention import Mention, PartForm, PartRole, Tier
from scanner.model.person import DetailKind, WatchedPerson
from scanner.model.personal import Personal
from scanner.text.fold import fold_key

NICKNAME_NAMESAKES: Final = 1000.0
"""People who go by one common short name; a single word is nobody in particular."""

_FORMS: Final = (
    (PartForm.TYPO, Feature.TYPO, "The name is spelt a little otherwise: another name, or a slip."),
    (PartForm.VARIANT, Feature.VARIANT, "The name is spelt as its twin."),
    (PartForm.SCRIPT, Feature.SCRIPT, "The name is written in another script."),
)

_APART: Final = "Given name and surname stand in two places: they may be two people's."
_ALONE: Final = "Only the surname stands there: it may be a relative's."

_STANDS: Final = "A detail that she entered as hers stands there: {kind}."
_MAY: Final = "A detail there may be hers: {kind}."
_LOOKS: Final = "A picture there looks nearly the same as one that she entered as hers: {kind}."


def name(scene: Scene, person: WatchedPerson) -> Iterator[Clue]:
    if not scene.names:
        is_proved = any(map(_is_proved, scene.mentions))
        is_shown = any(mention.detail is DetailKind.PHOTO for mention in scene.mentions)
        yield Clue(
            group=Group.NAME,
            feature=Feature.NO_NAME if is_proved or is_shown else Feature.UNPROVED_ALONE,
            message="Her name does not stand in the post.",
        )
        return
    best = max(scene.names, key=lambda mention: (mention.tier is Tier.FULL, mention.score))
    expected = _expected_namesakes(best, scene, person)
    yield Clue(
        group=Group.NAME,
        feature=Feature.NAMESAKES,
        times=log2(expected),
        message="Expected number of other people whom the name fits: {count}.",
        values=(("count", f"{expected:.1f}" if expected < 10 else f"{expected:.0f}"),),
    )
    yield from _form(best, scene)
    if best.is_apart or best.is_surname_alone:
        yield Clue(
            group=Group.NAME,
            feature=Feature.APART if best.is_apart else Feature.SURNAME_ALONE,
            message=_APART if best.is_apart else _ALONE,
            words=Personal(_written(best, scene)),
        )
    else:
        yield from _more_names(best, scene, person)


def _expected_namesakes(best: Mention, scene: Scene, person: WatchedPerson) -> float:
    given, surname = person.given.reveal(), person.surname.reveal()
    forms = {part.form for part in best.parts}
    if best.is_surname_alone:
        return bearers_of_surname(surname)
    if PartForm.INITIAL in forms:
        return namesakes_by_initial(surname)
    words = scene.document.text[best.start : best.end].split()
    if len(words) < 2 and all(part.role is PartRole.SPELLING for part in best.parts):
        return max(NICKNAME_NAMESAKES, bearers_of_given(words[0]) if words else 0.0)
    if best.tier is Tier.LOW and not best.is_apart:
        return namesakes(given, surname) * INITIALS
    if forms & {PartForm.SCRIPT, PartForm.VARIANT}:
        return sounding_namesakes(given, surname)
    return namesakes(given, surname)


def _form(best: Mention, scene: Scene) -> Iterator[Clue]:
    forms = {part.form for part in best.parts}
    words = Personal(_written(best, scene))
    for form, feature, message in _FORMS:
        if form in forms:
            yield Clue(group=Group.NAME, feature=feature, message=message, words=words)


def _written(best: Mention, scene: Scene) -> str:
    return " … ".join(scene.document.text[first:last] for first, last in best.spans)


def _more_names(best: Mention, scene: Scene, person: WatchedPerson) -> Iterator[Clue]:
    """Names of hers that stand there beside the two, and names that are not hers."""
    text = scene.document.text
    if PartForm.SCRIPT in {part.form for part in best.parts}:
        return
    own = {word for one in _known(person) for word in fold_key(one).split()}
    between = _uncovered(best, text)
    following = _next_name(text, best.end)
    strange = [word for word in (*between, *following) if fold_key(word) not in own]
    if strange:
        yield Clue(
            group=Group.NAME,
            feature=Feature.NAME_GOES_ON,
            message="A middle name or second surname stands there that she did not enter.",
            words=Personal(" ".join(strange)),
        )
    elif between:
        yield Clue(
            group=Group.NAME,
            feature=Feature.MIDDLE_NAME,
            message="A middle name of hers stands there.",
            words=Personal(" ".join(between)),
        )


def _known(person: WatchedPerson) -> Iterator[str]:
    for one in (person.given, person.surname, *person.spellings):
        yield one.reveal()


def _uncovered(best: Mention, text: str) -> list[str]:
    """Capitalised words of the mention that are no part of the name as it was enrolled."""
    kept = list(text[best.start : best.end])
    for part in best.parts:
        for at in range(max(part.start - best.start, 0), min(part.end - best.start, len(kept))):
            kept[at] = " "
    words = "".join(kept).replace("-", " ").replace(",", " ").split()
    return [word for word in words if word[:1].isupper() and len(word.strip(".")) > 0]


def _next_name(text: str, end: int) -> list[str]:
    """A capitalised given name or surname that follows at once."""
    if text[end : end + 1] not in (" ", "-"):
        return []
    word = text[end + 1 : end + 40].partition(" ")[0].strip(".,;:!?)\n")
    is_name = word[:1].isupper() and word.isalpha() and bearers_of_surname(word) >= KNOWN_SURNAME
    return [word] if is_name else []


KNOWN_SURNAME: Final = 200
"""Bearers of a word that, following her name, is another surname."""


def details(scene: Scene) -> Iterator[Clue]:
    # That a namesake has her number as well does not happen; an error in the hash's input does.
    for kind in DetailKind:
        there = [mention for mention in scene.mentions if mention.detail is kind]
        if there:
            yield Clue(
                group=Group.DETAIL,
                feature=OwnDetail(kind=kind, is_proved=any(map(_is_proved, there))),
                bits=KINDS[kind].bits,
                message=_LOOKS if kind is DetailKind.PHOTO else _STANDS,
                values=(("kind", kind.value),),
            )


def as_possible(identity: Identity) -> Identity:
    """What may be told of a text that somebody handed in: of no detail that it is hers."""
    told = (
        replace(one, feature=POSSIBLE, because=replace(one.because, message=_MAY))
        if one.feature in _OWN
        else one
        for one in identity.evidence
    )
    return replace(identity, evidence=tuple(told))


_OWN: Final = frozenset(
    str(OwnDetail(kind=kind, is_proved=is_proved))
    for kind in DetailKind
    for is_proved in (True, False)
)
POSSIBLE: Final = "possible_detail"
"""What evidence of a detail is called where nobody is to learn whose it is."""


def _is_proved(mention: Mention) -> bool:
    return mention.watched is not None and mention.watched.proved
