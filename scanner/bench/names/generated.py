"""A trial made from a seed: people of seven origins, written in every way, in invented sentences.

No two people of the watchlist can be taken for each other, and no bystander for one of them, so
that what is right is never in doubt.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

from rapidfuzz.distance import OSA

from scanner.bench.names.frames import Frame, fitting
from scanner.bench.names.negatives import WORDS_AS_NAMES
from scanner.bench.names.orders import NICKNAMES
from scanner.bench.names.origins import Name, Origin, Stock, draw, stocks
from scanner.bench.names.slips import bare
from scanner.bench.names.trials import Trial, Truth
from scanner.bench.names.variations import KINDS
from scanner.bench.names.written import Case, Expect, Family, Kind, Language
from scanner.model.person import WatchedPerson

PEOPLE: Final = 60
"""Of each origin."""
TEXTS: Final = 3
"""Of each kind and origin, where the kind applies."""
APART: Final = 3
"""Letters by which any two names of the watchlist differ at least."""
NATIVELY: Final = 0.15
"""Share of those with a name in another script who enrolled it in that."""

_HOMES: Final = {
    Language.ARABIC: Origin.ARABIC,
    Language.PERSIAN: Origin.PERSIAN,
    Language.RUSSIAN: Origin.SLAVIC,
}
"""Of bystanders in sentences of these languages; they are written as there."""

Forms = frozenset[tuple[str, str]]
"""Given name and surname, whole or a half or a nickname, in bare small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One person of the watchlist, and how she enrolled."""

    person: WatchedPerson
    name: Name
    natively: bool
    forms: Forms
    words: frozenset[str]
    """Of her whole name, bare and small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Who is watched, which names there are, and chance."""

    watched: tuple[Watched, ...]
    stocks: Mapping[Origin, Stock]
    known: frozenset[str]
    """All names there are, bare and small: no slip may make another of them."""
    chance: Random


def generate(
    seed: int,
    *,
    people: int = PEOPLE,
    texts: int = TEXTS,
    kinds: tuple[Kind, ...] = KINDS,
    words: tuple[Name, ...] = WORDS_AS_NAMES,
    surnames: Path | None = None,
) -> Trial:
    """The trial of a seed: `people` of each origin, `texts` of each kind and origin.

    `words`: watched people whose names are words as well. `surnames`: Statistics Sweden's list, for
    many more names. The same arguments give the same.
    """
    chance = Random(seed)  # noqa: S311 - repeatable texts, not secrets
    names = stocks(surnames)
    town = Town(
        watched=_watchlist(names, people, words, chance),
        stocks=names,
        known=frozenset(
            bare(name).lower()
            for stock in names.values()
            for name in (*stock.given, *stock.surnames, *stock.native.values())
        ),
        chance=chance,
    )
    written: list[str] = []
    truth: list[Truth] = []
    for kind, origin in product(kinds, Origin):
        for text, true in _some(town, kind, origin, texts):
            truth.append(replace(true, text=len(written)))
            written.append(text)
    return Trial(
        name="generated",
        texts=tuple(written),
        people=tuple(each.person for each in town.watched),
        truth=tuple(truth),
    )


def forms(name: Name) -> Forms:
    """All that may be read as her name."""
    given = {*name.given.split("-"), name.given.replace("-", ""), *NICKNAMES.get(name.given, ())}
    surname = {name.surname, *name.surname.replace("-", " ").split(), name.former} - {"", "Al"}
    return frozenset((bare(one).lower(), bare(two).lower()) for one, two in product(given, surname))


def _watchlist(
    names: Mapping[Origin, Stock], people: int, words: tuple[Name, ...], chance: Random
) -> tuple[Watched, ...]:
    found = [_watched(at, name, natively=name.native is not None) for at, name in enumerate(words)]
    for origin in Origin:
        wanted = len(found) + people
        while len(found) < wanted:
            name = draw(names[origin], origin, chance)
            if not _is_near(name, found):
                natively = name.native is not None and chance.random() < NATIVELY
                found.append(_watched(len(found), name, natively=natively))
    return tuple(found)


def _watched(number: int, name: Name, *, natively: bool) -> Watched:
    given, surname = name.native if natively and name.native else (name.given, name.surname)
    spellings = (f"{name.given} {name.former}",) if name.former and not natively else ()
    return Watched(
        person=WatchedPerson(f"{number:032x}", given, surname, spellings),
        name=name,
        natively=natively,
        forms=forms(name),
        words=_words(name.full),
    )


def _is_near(name: Name, watched: list[Watched] | tuple[Watched, ...]) -> bool:
    """Whether somebody may be taken for one who is watched, if only by initials or halves."""
    mine, words = forms(name), _words(name.full)
    return any(
        words.issuperset(other)
        or each.words.issuperset(one)
        or _same_initials(one, other)
        or OSA.distance(" ".join(one), " ".join(other), score_cutoff=APART - 1) < APART
        for each in watched
        for one, other in product(mine, each.forms)
    )


def _same_initials(one: tuple[str, str], other: tuple[str, str]) -> bool:
    (given, surname), (given_too, surname_too) = one, other
    return (surname == surname_too and given[0] == given_too[0]) or (
        given == given_too and surname[0] == surname_too[0]
    )


def _some(town: Town, kind: Kind, origin: Origin, count: int) -> Iterator[tuple[str, Truth]]:
    """Up to `count` texts of a kind, each with another person of an origin."""
    fitting = [
        each
        for each in town.watched
        if each.name.origin is origin and each.natively == kind.enrolled_natively
    ]
    for who in town.chance.sample(fitting, len(fitting)):
        case = Case(name=who.name, stock=town.stocks[origin], chance=town.chance)
        written = kind.write(case)
        if not written or _misleads(town, kind, who, written):
            continue
        yield _text(town, kind, who, _transcribed(kind, case, written))
        count -= 1
        if not count:
            return


def _transcribed(kind: Kind, case: Case, written: str) -> str:
    if kind.transcribe is None:
        return written
    given, _, surname = written.partition(" ")
    return kind.transcribe(replace(case, name=replace(case.name, given=given, surname=surname)))


def _misleads(town: Town, kind: Kind, who: Watched, written: str) -> bool:
    """Whether a slip made another name, or all of somebody else's name stands there."""
    words = _words(written)
    own = _words(" ".join((who.name.full, *(who.name.native or ()))))
    initials = {word[0] for word in words if word}
    if kind.family is Family.SLIP and (words - own) & town.known:
        return True
    masked = "*" in written
    return any(
        given in words and (surname in words or (masked and surname[0] in initials))
        for other in town.watched
        if other is not who
        for given, surname in other.forms
    )


def _words(text: str) -> frozenset[str]:
    """Bare and small, with and without the genitive's s."""
    found = re.findall(r"[^\W\d_]+", bare(text).lower())
    return frozenset(each.removesuffix(end) for each in found for end in ("", "s"))


def _text(town: Town, kind: Kind, who: Watched, written: str) -> tuple[str, Truth]:
    language = town.chance.choice(kind.languages)
    frame = town.chance.choice(fitting(language, kind.grammar))
    before, behind = (_peopled(town, half, frame) for half in (frame.before, frame.behind))
    return f"{before}{written}{behind}", Truth(
        text=0,
        person_id="" if kind.expect is Expect.NONE else who.person.person_id,
        start=len(before),
        end=len(before) + len(written),
        kind=kind.name,
        expect=kind.expect,
        origin=who.name.origin,
    )


def _peopled(town: Town, half: str, frame: Frame) -> str:
    while "{other}" in half:
        half = half.replace("{other}", _bystander(town, frame.language), 1)
    return half


def _bystander(town: Town, language: Language) -> str:
    """Somebody who is not watched, as the sentence's language writes her where that is known."""
    origin = _HOMES.get(language) or town.chance.choice(list(Origin))
    while True:
        name = draw(town.stocks[origin], origin, town.chance)
        if not _is_near(name, town.watched) and (name.native or language not in _HOMES):
            return " ".join(name.native) if name.native and language in _HOMES else name.full
