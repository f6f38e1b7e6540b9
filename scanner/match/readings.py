"""What a text may be read as, where its letters are disguised or broken.

Odd stretches are few; each is read in its likeliest other way, with some words around it, so that
whatever looks for names in a text looks for them in its readings too, and never knows why. The
readings of one kind do not overlap and are no longer than the text: all together at most as many
times its length as there are kinds, and once more for `Odd.LEET`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from scanner.match.batch import Batch
from scanner.match.disguises import imitated, in_disguise, misread, spaced
from scanner.match.edits import REACH, Edit, Edits, Odd, merged
from scanner.match.repairs import repairs, turned
from scanner.match.row import APART, Row


class _Place(NamedTuple):
    """Where what was edited stands in a reading, and where in the text."""

    start: int
    end: int
    text_start: int
    text_end: int


_start: Final = itemgetter(0)


# By identity: it may be as long as a page, and is asked for at each of its spots.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """A stretch of a text as it may also be read."""

    text: int
    """Which text, counted from 0."""
    odd: Odd
    written: str
    """As it is read. What `Odd.REPAIRED` mends is mended in all kinds."""
    begins: int
    """Where the stretch begins in the text."""
    edited: tuple[_Place, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``written[start:end]`` (not empty) stands in the text, half open."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def tells(self, start: int, end: int) -> bool:
        """Whether anything in ``written[start:end]`` is read in another way than it is written."""
        at = bisect_left(self.edited, end, key=_start) - 1
        return at >= 0 and self.edited[at].end > start

    def _origin(self, place: int) -> tuple[int, int]:
        at = bisect_right(self.edited, place, key=_start) - 1
        if at < 0:
            return self.begins + place, self.begins + place + 1
        edit = self.edited[at]
        if place < edit.end:
            return edit.text_start, edit.text_end
        origin = edit.text_end + place - edit.end
        return origin, origin + 1


def readings(row: Row, batch: Batch, halves: Edits) -> list[Reading]:
    """Every other way to read stretches of texts. Linear in the texts' length.

    `batch` has the words of `row`; `halves` are the words that make a name when put together.
    """
    mended = repairs(row)
    ways = (
        *in_disguise(row),
        (Odd.LEET, misread(row)),
        (Odd.IMITATED, imitated(row, batch)),
        (Odd.SPACED, spaced(row, batch)),
        (Odd.TURNED, turned(row)),
        (Odd.HALVES, halves),
    )
    begins = row.begins.tolist()
    found = [_reading(row, Odd.REPAIRED, near, (), begins) for near in _stretches(mended, begins)]
    # Where no digit may be one of two letters, both readings of `Odd.LEET` are one.
    stretches = dict.fromkeys(
        (odd, near) for odd, edits in ways for near in _stretches(edits, begins)
    )
    return found + [_reading(row, odd, near, mended, begins) for odd, near in stretches]


def _stretches(edits: Edits, begins: Sequence[int]) -> Iterator[tuple[Edit, ...]]:
    """Edits that are near each other, in one text: it begins where `begins` says."""
    first = 0
    for place, (one, other) in enumerate(pairwise(edits), 1):
        apart = other.start - one.end > 2 * REACH
        if apart or other.start >= begins[bisect_right(begins, one.start)]:
            yield tuple(edits[first:place])
            first = place
    if edits:
        yield tuple(edits[first:])


def _reading(row: Row, odd: Odd, edits: Edits, mended: Edits, begins: Sequence[int]) -> Reading:
    text = bisect_right(begins, edits[0].start) - 1
    first = _blank_behind(row.joined, edits[0].start, begins[text])
    last = _blank_before(row.joined, edits[-1].end, begins[text + 1] - len(APART))
    within = mended[bisect_left(mended, first, key=_start) : bisect_left(mended, last, key=_start)]
    pieces: list[str] = []
    edited: list[_Place] = []
    length, done = 0, first
    for edit in merged(edits, within):
        pieces += row.joined[done : edit.start], edit.read
        until = length + edit.start - done
        length, done = until + len(edit.read), edit.end
        origin = edit.start - begins[text], edit.end - begins[text]
        edited.append(_Place(until, length, *origin))
    return Reading(
        text=text,
        odd=odd,
        written="".join(pieces) + row.joined[done:last],
        begins=first - begins[text],
        edited=tuple(edited),
    )


def _blank_behind(joined: str, place: int, least: int) -> int:
    """Where words before a place begin to be read: behind a blank, so that none is cut."""
    if place - REACH <= least:
        return least
    blank = joined.find(" ", place - REACH, place)
    return place if blank < 0 else blank + 1


def _blank_before(joined: str, place: int, most: int) -> int:
    if place + REACH >= most:
        return most
    blank = joined.rfind(" ", place, place + REACH)
    return place if blank < 0 else blank
