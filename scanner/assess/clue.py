"""A clue: one thing on the page that speaks for her or against, and the ways to look for one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from scanner.assess.scene import Scene, Window
from scanner.model.personal import UNKNOWN, Personal

BESIDE: Final = 40
"""Characters within which a title belongs to the name: "socialsekreterare Anna Berg"."""


class Group(StrEnum):
    """Clues that tell the same story."""

    NAME = "name"
    WORK = "work"
    PLACE = "place"
    DETAIL = "detail"
    AGAINST = "against"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    group: Group
    feature: str
    message: str
    """English, a gettext id; `values` fill its {placeholders}."""
    bits: float = 0.0
    values: tuple[tuple[str, str], ...] = ()
    words: Personal = UNKNOWN


def gap(window: Window, match: re.Match[str]) -> int:
    """Characters between a match and the nearest mention of the name in the same window."""
    gaps = (max(first - match.end(), match.start() - last, 0) for first, last in window.names)
    return min(gaps, default=len(window.text))


def words_at(scene: Scene, start: int, end: int) -> Personal:
    return Personal(scene.document.text[start:end])


def found_near(scene: Scene, patterns: Iterable[re.Pattern[str]], clue: Clue) -> Iterator[Clue]:
    if any(next(scene.near(pattern), None) for pattern in patterns):
        yield clue


def found_beside(scene: Scene, pattern: re.Pattern[str], clue: Clue) -> Iterator[Clue]:
    """`clue` if the pattern is found in the same sentence as the name and close to it."""
    for window, match in scene.near(pattern):
        first, last = window.sentence(*match.span())
        close = gap(window, match) <= BESIDE
        if close and any(first <= start and end <= last for start, end in window.names):
            yield clue
            return


def nearest(
    scene: Scene,
    patterns: tuple[re.Pattern[str], ...],
    bits: tuple[float, float, float],
    clue: Clue,
) -> Iterator[Clue]:
    """`clue` for the closest place that a pattern is found at, with the bits of post, thread, page.

    Its message says {where}.
    """
    found = (
        any(next(scene.near(pattern), None) for pattern in patterns),
        any(pattern.search(scene.thread) for pattern in patterns),
        any(pattern.search(scene.page) for pattern in patterns),
    )
    for is_there, weight, where in zip(found, bits, ("post", "thread", "page"), strict=True):
        if is_there:
            yield replace(clue, bits=weight, values=(("where", where),))
            return
