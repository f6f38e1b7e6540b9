"""Slips of the hand: how near a word is to a name, and how likely it is a slip at all.

Method: edit distance in which a swap of neighbours counts one (optimal string alignment). Hands
double, drop and swap letters and hit the neighbouring key; a letter from the other end of the
keyboard is more often another name.
"""

from collections.abc import Iterator
from itertools import combinations
from math import hypot, prod
from typing import Final

from rapidfuzz.distance import OSA, Levenshtein

PREFIX: Final = 7
"""Slips are looked for in the first letters only; this bounds the work for every word (SymSpell's
prefix filter: two words within distance two share a shortened prefix)."""
LONGEST: Final = 24
"""Letters of the longest part of a name; longer words are not looked at."""

SWAPPED: Final = 0.97
DOUBLED: Final = 0.96
DROPPED: Final = 0.92
NEIGHBOURING_KEY: Final = 0.92
STRAY_LETTER: Final = 0.88
NEAR_VOWEL: Final = 0.88
OTHER_LETTER: Final = 0.72
SHORT: Final = 0.96
"""In a name of four or five letters another name is never far."""


def allowed(key: str) -> int:
    """How many slips a name of this length may have and still be known for itself.

    None below four letters, one up to seven, two from eight. None in scripts that write few
    vowels: there one letter makes another word.
    """
    if len(key) < 4 or key[0] > "\u052f":
        return 0
    return 1 if len(key) < 8 else 2


def shortened(key: str, slips: int) -> Iterator[str]:
    """The first letters of a key with up to `slips` of them left out."""
    if len(key) <= LONGEST:
        prefix = key[:PREFIX]
        for left_out in range(slips + 1):
            for kept in combinations(prefix, len(prefix) - left_out):
                yield "".join(kept)


def count(written: str, known: str) -> int:
    """Slips from a known key to the one written; more than are allowed if it is too far."""
    return OSA.distance(written, known, score_cutoff=allowed(known))


def likelihood(written: str, known: str) -> float:
    """0 to 1: how likely `written` is `known` with slips, rather than somebody else's name."""
    edits = Levenshtein.editops(known, written)
    swaps = len(edits) - OSA.distance(known, written)
    if swaps:
        return SWAPPED**swaps * OTHER_LETTER ** (len(edits) - 2 * swaps)
    each = (_of_edit(edit.tag, edit.src_pos, edit.dest_pos, written, known) for edit in edits)
    return prod(each) * (SHORT if len(known) < 6 else 1.0)


def _of_edit(tag: str, source: int, target: int, written: str, known: str) -> float:
    if tag == "replace":
        return _of_replacement(known[source], written[target])
    if tag == "delete":
        return DOUBLED if known[source] in known[max(0, source - 1) : source] else DROPPED
    letter = written[target]
    beside = written[max(0, target - 1) : target] + written[target + 1 : target + 2]
    if letter in beside:
        return DOUBLED
    return DROPPED if any(_are_neighbours(letter, each) for each in beside) else STRAY_LETTER


_NEAR_VOWELS: Final = frozenset({"ae", "ei", "iy", "ou"})
"""Vowels that are heard for each other, above all in names from languages that write few."""


def _of_replacement(one: str, other: str) -> float:
    if _are_neighbours(one, other):
        return NEIGHBOURING_KEY
    return NEAR_VOWEL if min(one, other) + max(one, other) in _NEAR_VOWELS else OTHER_LETTER


_ROWS: Final = ((0.0, "qwertyuiop"), (0.25, "asdfghjkl"), (0.75, "zxcvbnm"))
_KEYS: Final = {
    letter: (offset + column, row)
    for row, (offset, letters) in enumerate(_ROWS)
    for column, letter in enumerate(letters)
}
"""Where letters lie on the keyboard, in key widths."""


def _are_neighbours(one: str, other: str) -> bool:
    if one not in _KEYS or other not in _KEYS:
        return False
    (x, y), (u, v) = _KEYS[one], _KEYS[other]
    return 0 < hypot(x - u, y - v) < 1.5
