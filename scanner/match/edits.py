"""Stretches of texts that are read in another way than they are written, and why."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple


class Odd(StrEnum):
    """Why a text is read in another way."""

    REPAIRED = "repaired"
    """Machines wrote it so, or for them: ``&auml;``, ``%C3%A4``, ``LindstrÃ¶m``, ``L<b>in</b>d``,
    ``lind (at) berg (dot) se``."""
    IMITATED = "imitated"
    """A Latin word in letters of another script that look alike, all of them."""
    SPACED = "spaced"
    """``B e r g``, ``B.e.r.g``."""
    LEET = "leet"
    """``S0nja``, ``WahIberg``. A digit that may be one of two letters is `HIDDEN` in a second
    reading."""
    MASKED = "masked"
    """``A*na``, ``L_ndström``: `HIDDEN` stands for each sign."""
    NUMBERED = "numbered"
    """``annaberg84``, ``@anna_berg84``."""
    TURNED = "turned"
    """Written backwards, with a sign that turns it: seen as ``Anna Berg``."""
    HALVES = "halves"
    """``Lind ström``, and ``Ann-Marie`` for Annmarie."""


class Edit(NamedTuple):
    """A stretch of a row of texts that is read in another way."""

    start: int
    end: int
    read: str


Edits = Sequence[Edit]
"""In order, none within another."""

REACH: Final = 64
"""Characters around an edit that are read with it."""
LONGEST_ODD: Final = 40
"""Characters of a disguised word; longer ones are addresses and keys."""


def merged(edits: Edits, others: Edits) -> Iterator[Edit]:
    """All in order; of two that overlap the first."""
    until = -1
    for edit in sorted((*edits, *others)) if others else edits:
        if edit.start >= until:
            yield edit
            until = edit.end
