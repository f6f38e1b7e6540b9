"""What the words near her do to her: hits of the lexicons, bound to her or let go.

A hit counts only where it is aimed at her, is not turned round by a negation, and is not merely
told of. Neither sentiment nor language is a feature: the same words in another language do the
same.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scanner.assess.scene import Scene, Window
from scanner.model.assessment import SeverityTier
from scanner.model.personal import Personal
from scanner.places.lexicon import Aim, Lexicon, Phrase, possible

ACT_REACH: Final = 200
"""Characters, about forty words, within which an act without object is aimed at her."""

_NEGATED_WORDS: Final = 3
"""A negation turns round what begins at most so many words after it."""

_QUOTE_MARKS: Final = '"“”„«»'
_LAST_WORDS: Final = re.compile(rf"(?:\w+\W+){{0,{_NEGATED_WORDS}}}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A phrase found near her and aimed at her."""

    phrase: Phrase
    start: int
    end: int
    """In the document."""
    words: Personal
    quoted: bool
    """In quotation marks, or in a block that the page marks as quoted."""
    told: bool
    """After words that only tell of it: "hotade med att"."""


def hits(scene: Scene, lexicons: tuple[Lexicon, ...]) -> tuple[Hit, ...]:
    """Every hit that counts or is told of, in order of tier and place; overlaps once a tier."""
    near = "\n".join(window.text for window in scene.windows)
    found = sorted(
        (hit for lexicon, phrase in possible(lexicons, near)
         for hit in _of_phrase(scene, lexicon, phrase)),
        key=lambda hit: (-hit.phrase.tier, -hit.phrase.weight, hit.start),
    )  # fmt: skip
    taken: dict[SeverityTier, list[tuple[int, int]]] = {tier: [] for tier in SeverityTier}
    return tuple(hit for hit in found if _takes(taken[hit.phrase.tier], (hit.start, hit.end)))


def _of_phrase(scene: Scene, lexicon: Lexicon, phrase: Phrase) -> Iterator[Hit]:
    for window, match in scene.near(phrase.wording.pattern):
        if not _taken_back(lexicon, phrase, window, match):
            hit = _hit(scene, lexicon, phrase, window, match)
            if _aimed(hit, scene):
                yield hit


def _aimed(hit: Hit, scene: Scene) -> bool:
    """True unless the phrase says nothing of whom and she stands too far from it."""
    says_whom = hit.phrase.aim in (Aim.PERSON, Aim.EPITHET) or hit.phrase.tier is SeverityTier.T1
    return says_whom or scene.distance(hit.start, hit.end) <= ACT_REACH


def _taken_back(lexicon: Lexicon, phrase: Phrase, window: Window, match: re.Match[str]) -> bool:
    first, last = window.sentence(*match.span())
    if phrase.unless.pattern.search(window.text, first, last):
        return True
    if phrase.tier is SeverityTier.T1:
        return False
    before = _LAST_WORDS.search(window.text, first, match.start())
    negated_from = before.start() if before else match.start()
    # The words found may hold the negation: "hon är inget monster", "vi ska aldrig skada henne".
    until = match.start() if phrase.negative else match.end()
    return lexicon.negation.pattern.search(window.text, negated_from, until) is not None


def _hit(
    scene: Scene, lexicon: Lexicon, phrase: Phrase, window: Window, match: re.Match[str]
) -> Hit:
    start, end = window.span(*match.span())
    first, _ = window.sentence(*match.span())
    return Hit(
        phrase=phrase,
        start=start,
        end=end,
        words=Personal(scene.document.text[start:end]),
        quoted=scene.quoted(start, end) or _in_marks(window.text, match.start(), match.end()),
        told=lexicon.reporting.pattern.search(window.text, first, match.start()) is not None,
    )


def _in_marks(text: str, start: int, end: int) -> bool:
    """True between quotation marks of one line; Swedish writes the same mark on both sides."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    before = sum(text.count(mark, line_start, start) for mark in _QUOTE_MARKS)
    return before % 2 == 1 and any(letter in _QUOTE_MARKS for letter in after)


def _takes(taken: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Take a span if it is free: two phrases of one tier that found the same words are one hit.

    `taken` is in order and none overlaps, so that only the last one before the end can touch.
    """
    at = bisect_left(taken, (span[1],))
    if at and taken[at - 1][1] > span[0]:
        return False
    taken.insert(at, span)
    return True
