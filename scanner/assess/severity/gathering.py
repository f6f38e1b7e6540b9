"""A call to gather: where and when, as the post itself says it."""

from collections.abc import Iterator, Sequence
from typing import Final

from scanner.assess.passage import Passage
from scanner.assess.wording import BREAKS
from scanner.model.assessment import Gathering
from scanner.model.personal import UNKNOWN, Personal

CALLS: Final = frozenset(("gather", "visit", "come", "go"))
"""One of these concepts must stand in the passage."""
WHEN: Final = frozenset(("day", "evening", "morning", "dark"))
CLOCK: Final = frozenset(("<time>", "<number>"))
BRIDGE: Final = 1
"""Words that may stand between two parts of a time: "fredag klockan 18"."""
LONGEST: Final = 6
"""Words of a place."""


def gathering(passage: Passage, text: str) -> Gathering | None:
    """Place and time of the call in a passage of a document's `text`, verbatim.

    None where it calls nobody or names neither.
    """
    if not any(one.concept in CALLS for one in passage.concepts):
        return None
    timed = _timed(passage)
    time = max(_runs(timed, passage), key=_length, default=None)
    place = next(_places(passage, timed), None)
    if time is None and place is None:
        return None
    return Gathering(place=_said(passage, place, text), time=_said(passage, time, text))


def _timed(passage: Passage) -> list[bool]:
    """Which words say when."""
    told = {
        at for one in passage.concepts if one.concept in WHEN for at in range(one.start, one.end)
    }
    return [at in told or word.text in CLOCK for at, word in enumerate(passage.words)]


def _runs(timed: Sequence[bool], passage: Passage) -> Iterator[tuple[int, int]]:
    """Stretches of words that say when, a bridge between them included."""
    first = last = None
    for at, is_time in enumerate(timed):
        if passage.words[at].text in BREAKS or (last is not None and at - last > BRIDGE):
            if first is not None and last is not None:
                yield first, last
            first = last = None
        if is_time:
            first, last = (at if first is None else first), at + 1
    if first is not None and last is not None:
        yield first, last


def _places(passage: Passage, timed: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From a word that a place begins with to the next break or time; then an address alone."""
    for start in passage.where:
        end = start + 1
        while end < min(len(timed), start + LONGEST) and not _ends(passage, timed, end):
            end += 1
        if end > start + 1:
            yield start, end
    for at, word in enumerate(passage.words):
        if word.text == "<address>":
            yield at, at + 1


def _ends(passage: Passage, timed: Sequence[bool], at: int) -> bool:
    gap = passage.window.text[passage.words[at - 1].end : passage.words[at].start]
    return timed[at] or "," in gap or "،" in gap or passage.words[at].text in BREAKS


def _length(run: tuple[int, int]) -> int:
    return run[1] - run[0]


def _said(passage: Passage, run: tuple[int, int] | None, text: str) -> Personal:
    if run is None:
        return UNKNOWN
    start, end = passage.span(*run)
    return Personal(text[start:end])
