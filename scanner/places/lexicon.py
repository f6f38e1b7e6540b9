"""Lexicons: what words do to a person, by language and tier, each with its own caution."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Final

from scanner.config.strict import Between, Problem
from scanner.model.assessment import SeverityTier
from scanner.places.concepts import CONCEPTS, ENTRY_RULE, LIVES, is_entry
from scanner.places.phrases import Wording, Words, comparable, wording
from scanner.places.shelf import SHIPPED, Shelf, read_shelf
from scanner.places.stems import Stems


class Aim(StrEnum):
    """How a term reaches a person."""

    PERSON = "person"
    """The term says whom by itself: her, you. It counts in the post that names her."""
    ACT = "act"
    """An act without an object. It counts near her only."""
    EPITHET = "epithet"
    """A name that people are called. It counts only where it is given to her, by a frame."""
    SUPPORT = "support"
    """Nothing alone; it strengthens another term of its tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term as the file says it."""

    term: str
    """A phrase in the language of `places.phrases`."""
    aim: Aim = Aim.PERSON
    weight: Annotated[float, Between(low=0.1, high=1)] = 1.0
    """Below 1 it needs something beside it before its tier is reached."""
    unless: tuple[str, ...] = ()
    """Phrases that take it back where they stand in the same sentence."""
    family: bool = False
    """It exposes her home, family or child."""
    gloss: str = ""
    """What it means, in Swedish; for terms in other languages."""
    note: str = ""
    """For who reviews it: what it is easily mistaken for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    criticism: tuple[Term, ...] = ()
    harassment: tuple[Term, ...] = ()
    call: tuple[Term, ...] = ()
    """Doxxing and calls to act against her."""
    threat: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconFile:
    """One language's lexicon as its file says it."""

    lexicon_id: str
    language: str
    """BCP 47; `SIGNS` for signs that belong to none."""
    note: str
    reviewed_by: str
    """The native reader who reviewed it; empty: nobody yet."""
    reviewed_on: date | None = None
    frames: tuple[str, ...] = ()
    """How an epithet is given to a person: phrases with <epithet> in them."""
    reporting: tuple[str, ...] = ()
    """What stands before words that are only told of."""
    negation: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Lists that phrases refer to as <name>."""
    silent: tuple[str, ...] = ()
    """Words of religion, origin and language, as entries of `places.concepts`: nobody's tier may
    depend on them, so the model never sees them."""
    where: tuple[str, ...] = ()
    """Words that a place begins with, as entries: outside, by."""
    concepts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entries of `places.concepts` by concept."""
    lives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entries by what they tell of somebody's life, of `places.concepts.LIVES`."""
    terms: Terms = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A term, compiled for `phrases.comparable` text in which mentions are masked."""

    tier: SeverityTier
    aim: Aim
    weight: float
    family: bool
    gloss: str
    negative: bool
    """It holds a negation of its own: "you can't hide"."""
    stems: frozenset[str] = field(repr=False)
    """A text with none of these does not hold the phrase (`phrases.Part`)."""
    wording: Wording = field(repr=False)
    unless: Wording = field(repr=False)
    """Where this is found in the same sentence, the term is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """One file's words. Two are the same only if they are one: what is made of them is kept."""

    language: str
    reviewed_by: str
    concepts: Mapping[str, tuple[str, ...]] = field(repr=False)
    lives: Mapping[str, tuple[str, ...]] = field(repr=False)
    silent: tuple[str, ...] = field(repr=False)
    where: tuple[str, ...] = field(repr=False)
    phrases: tuple[Phrase, ...] = field(repr=False)
    reporting: Wording = field(repr=False)
    negation: Wording = field(repr=False)


SIGNS: Final = "und"
"""The language of signs that belong to none, as emoji (BCP 47)."""

TIERS: Final = (
    ("criticism", SeverityTier.T1),
    ("harassment", SeverityTier.T2),
    ("call", SeverityTier.T3),
    ("threat", SeverityTier.T4),
)


def load_lexicons(folders: Sequence[Path] = (SHIPPED,)) -> tuple[Lexicon, ...]:
    """The lexicons of watchlist `folders`, a later folder's over an earlier one's by id.

    Raises `UsageError` with file and line of everything that is wrong.
    """
    shelf = Shelf(name="lexicon", kind=LexiconFile, key="lexicon_id", rules={}, check=_problems)
    return tuple(_compiled(file) for file in read_shelf(folders, shelf))


def possible(lexicons: tuple[Lexicon, ...], text: str) -> Iterator[tuple[Lexicon, Phrase]]:
    """The phrases that comparable `text` may hold: the others have no stem in it."""
    found = _stems(lexicons).within(text)
    for lexicon in lexicons:
        for phrase in lexicon.phrases:
            if not phrase.stems or not found.isdisjoint(phrase.stems):
                yield lexicon, phrase


@cache
def _stems(lexicons: tuple[Lexicon, ...]) -> Stems:
    return Stems(stem for one in lexicons for phrase in one.phrases for stem in phrase.stems)


def _compiled(file: LexiconFile) -> Lexicon:
    words = _words(file)
    negation = wording(file.negation, words)
    phrases = (
        _phrase(term, tier, file.frames, words, negation)
        for name, tier in TIERS
        for term in getattr(file.terms, name)
    )  # fmt: skip
    return Lexicon(
        language=file.language,
        reviewed_by=file.reviewed_by,
        concepts=file.concepts,
        lives=file.lives,
        silent=file.silent,
        where=file.where,
        phrases=tuple(phrases),
        reporting=wording(file.reporting, words),
        negation=negation,
    )


def _phrase(
    term: Term,
    tier: SeverityTier,
    frames: tuple[str, ...],
    words: Words,
    negation: Wording,
) -> Phrase:
    return Phrase(
        tier=tier,
        aim=term.aim,
        weight=term.weight,
        family=term.family,
        gloss=term.gloss,
        negative=negation.pattern.search(comparable(term.term)[0]) is not None,
        stems=words.phrase(term.term).stems,
        wording=_wording(term, frames, words),
        unless=wording(term.unless, words),
    )


def _wording(term: Term, frames: tuple[str, ...], words: Words) -> Wording:
    if term.aim is not Aim.EPITHET:
        return wording([term.term], words)
    return wording(frames, words.extended("epithet", (term.term,)))


def _words(file: LexiconFile) -> Words:
    return _kept_words(tuple(file.words.items()))


@lru_cache(maxsize=64)
def _kept_words(lists: tuple[tuple[str, tuple[str, ...]], ...]) -> Words:
    """What was read to check a file is there to be searched for."""
    return Words(dict(lists))


def _problems(file: LexiconFile) -> Iterator[Problem]:
    words = _words(file)
    for name in file.words:
        yield from _unreadable(("words", name), file.words[name], words)
    yield from _unreadable(("reporting",), file.reporting, words)
    yield from _unreadable(("negation",), file.negation, words)
    yield from _unreadable(("frames",), file.frames, words.extended("epithet", ("x",)))
    yield from _concept_problems(file)
    for name, _ in TIERS:
        for index, term in enumerate(getattr(file.terms, name)):
            yield from _term_problems(("terms", name, index), term, file.frames, words)


def _concept_problems(file: LexiconFile) -> Iterator[Problem]:
    entries: dict[tuple[str, ...], tuple[str, ...]] = {
        ("silent",): file.silent,
        ("where",): file.where,
    }
    for table, known, held in (
        ("concepts", CONCEPTS, file.concepts),
        ("lives", LIVES, file.lives),
    ):
        entries |= {(table, name): words for name, words in held.items()}
        for name in held.keys() - known:
            yield Problem(place=(table, name), sentence=_unknown(name, known))
    for place, words in entries.items():
        for entry in words:
            if not is_entry(entry):
                yield Problem(place=place, sentence=f'the entry "{entry}" {ENTRY_RULE}.')


def _unknown(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    return f'there is no concept "{name}".{meant}'


def _term_problems(
    place: tuple[str | int, ...], term: Term, frames: tuple[str, ...], words: Words
) -> Iterator[Problem]:
    yield from _unreadable(place, (term.term,), words)
    yield from _unreadable(place, term.unless, words)
    if term.aim is Aim.EPITHET and not frames:
        yield Problem(place=place, sentence="an epithet needs frames; add them to the file.")


def _unreadable(
    place: tuple[str | int, ...], phrases: Iterable[str], words: Words
) -> Iterator[Problem]:
    for phrase in phrases:
        try:
            words.phrase(phrase)
        except ValueError as error:
            yield Problem(place=place, sentence=f'the phrase "{phrase}" {error}.')
