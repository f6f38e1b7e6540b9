"""Which two words may be one name: by their marks, capitals, and what stands between them."""

from typing import Final, NamedTuple

import numpy as np

from scanner.match.arrays import Bytes, Flags, Numbers, where
from scanner.match.batch import Batch
from scanner.match.gaps import FARTHEST, MOST_ENCLOSED, WIDEST
from scanner.match.letters import ANY, ARABIC, HEBREW, LETTERS
from scanner.match.meanings import BRIDGE, COMMON, EXACT, GIVEN, LABEL, PART
from scanner.match.nearness import SHORTEST_IN_SMALL, SHORTEST_SLIP

_WIDEST: Final = WIDEST + 2 * 16
"""Characters between two words of a name, with what nobody sees: `text.fold.thin` leaves sixteen on
either side of a sign."""
_FARTHEST_IN_SMALL: Final = 2
"""Words from one part to the other, where one is in small letters or an initial."""
_ONE: Final = np.uint8(1)


class Couples(NamedTuple):
    """A word that may be a given name, and one that may be its surname."""

    given: Numbers
    surname: Numbers
    may_be_near: Flags
    """Whether they may be spelled otherwise than the name is."""


def couples(batch: Batch, marks: Bytes) -> Couples:
    """Every two words that may be of one name, by what stands between them and their capitals."""
    every = where(_are_telling(batch, marks))
    telling = _beside_another(every)
    if not len(every):
        return Couples(every, every, every > 0)
    roles = marks[telling]
    shown = _is_capital(batch, telling)
    near = []
    for step in range(1, FARTHEST + 1):
        before = max(len(telling) - step, 0)
        one, other = roles[:before], roles[step:]
        both = ((one & other >> _ONE | one >> _ONE & other) & GIVEN).astype(np.bool_)
        steps = telling[step:] - telling[:before]
        both &= steps <= FARTHEST
        both &= (steps <= _FARTHEST_IN_SMALL) | (shown[:before] & shown[step:])
        near.append((telling[:before][both], telling[step:][both]))
    first, last = map(np.concatenate, zip(*near, strict=True))
    may = _may_be_one(batch, marks, first, last)
    over = _over_enclosed(batch, marks, every)
    first, last = np.append(first[may], over[0]), np.append(last[may], over[1])
    forth = where(marks[first] & marks[last] >> _ONE & GIVEN)
    back = where(marks[first] >> _ONE & marks[last] & GIVEN)
    # "Erik Berg⏎Anna Lind" are two people; "Berg⏎Anna" may be one.
    parted = (last[back] == first[back] + 1) & batch.are_last(first[back], _WIDEST)
    back = back[~parted | batch.are_alone(first[back], last[back])]
    alike = (_is_capital(batch, first) == _is_capital(batch, last)) | batch.is_tight[first]
    return Couples(
        given=np.concatenate((first[forth], last[back])),
        surname=np.concatenate((last[forth], first[back])),
        may_be_near=alike[np.concatenate((forth, back))],
    )


def _over_enclosed(batch: Batch, marks: Bytes, telling: Numbers) -> tuple[Numbers, Numbers]:
    """Given names and surnames with one pair of brackets or quotation marks between them."""
    found, roles = [], marks[telling]
    for step in (1, 2):  # What is inside may be a part of a name too.
        before = max(len(telling) - step, 0)
        both = (roles[:before] & roles[step:] >> _ONE & GIVEN).astype(np.bool_)
        steps = telling[step:] - telling[:before]
        both &= (steps > 1) & (steps <= MOST_ENCLOSED + 1)
        one, other = telling[:before][both], telling[step:][both]
        enclosed = batch.enclose(one, other)
        found.append((one[enclosed], other[enclosed]))
    first, last = map(np.concatenate, zip(*found, strict=True))
    return first, last


def _beside_another(words: Numbers) -> Numbers:
    """Those that have another near enough to be of one name; few have."""
    near = words[1:] - words[:-1] <= FARTHEST
    found = np.zeros(len(words), dtype=np.bool_)
    found[1:] |= near
    found[:-1] |= near
    return words[found]


def _are_telling(batch: Batch, marks: Bytes) -> Flags:
    """Words that may be part of a name, but common ones that stand alone."""
    joined = batch.is_tight.copy()
    joined[1:] |= batch.is_tight[:-1]
    found: Flags = (marks & PART > 0) & (joined | (marks & COMMON == 0))
    return found


def _may_be_one(batch: Batch, marks: Bytes, first: Numbers, last: Numbers) -> Numbers:
    """Which two words may be of one name, by the gaps and the words between them."""
    may = where(batch.start[first + 1] - batch.end[first] <= _WIDEST)
    may = may[_may_be_initials(batch, first[may], last[may])]
    apart = last[may] - first[may]
    # Over a line's end a name has no third word, but where a form has one.
    behind = marks[first[may] + 1] | marks[np.minimum(first[may] + 2, last[may])]
    in_form = (behind & LABEL).astype(np.bool_)
    in_line = where((apart == 1) | in_form | ~batch.are_last(first[may], _WIDEST))
    may, apart, in_form = may[in_line], apart[in_line], in_form[in_line]
    for step in range(1, FARTHEST):
        farther = where(apart > step)
        if not len(farther):
            break
        word = first[may[farther]] + step
        through = _may_stand_between(batch, marks, word, apart[farther])
        through &= batch.start[word + 1] - batch.end[word] <= _WIDEST
        through &= in_form[farther] | ~batch.are_last(word, _WIDEST)
        kept = np.ones(len(may), dtype=np.bool_)
        kept[farther] = through
        may, apart, in_form = may[kept], apart[kept], in_form[kept]
    return may


def _may_stand_between(batch: Batch, marks: Bytes, word: Numbers, steps: Numbers) -> Flags:
    """Capitals, initials, particles, what quotation marks or brackets enclose, and one given name
    in small letters."""
    plain = (marks[word] & BRIDGE > 0) | ((steps == 2) & (marks[word] & GIVEN > 0))
    plain |= batch.are_enclosed(word)
    found: Flags = plain | (batch.length[word] == 1) | _is_capital(batch, word)
    return found


def _may_be_initials(batch: Batch, first: Numbers, last: Numbers) -> Flags:
    """False for single letters that are no initial of the other word.

    Both have capitals, where their script has some, or stand as in ``a.berg``.
    """
    single = batch.length[first] == 1, batch.length[last] == 1
    near = last - first <= _FARTHEST_IN_SMALL
    shown = _is_capital(batch, first) & _is_capital(batch, last)
    letter = np.where(single[0], first, last)
    shown &= batch.is_capital[letter] | ~HAS_CAPITALS[batch.head[letter]]
    tight = (last - first == 1) & batch.is_tight[first]
    tight &= single[0] | batch.is_capital[last]  # Not the s of "Anna's".
    initial = (single[0] != single[1]) & near & (shown | tight)
    found: Flags = initial | ~(single[0] | single[1])
    return found


HAS_CAPITALS: Final = np.array([LETTERS.get(byte, "").isalpha() for byte in range(256)])
HAS_CAPITALS[[byte for byte, letter in LETTERS.items() if letter in ARABIC + HEBREW]] = False
"""By letter: whether its script has capitals."""


def _is_capital(batch: Batch, word: Numbers) -> Flags:
    """Whether words begin with a capital, or their script has none."""
    return batch.is_capital[word] | (batch.head[word] >= ANY)


def may_be_slipped(batch: Batch, marks: Bytes) -> Numbers:
    """Words that are no part of a name as they stand, but stand where one may be.

    One part at least must agree; both may be slips only where two words begin with capitals.
    """
    telling = _are_telling(batch, marks)
    capital = batch.is_capital | (batch.head >= ANY)
    beside = _near(telling & capital, FARTHEST) | _near(batch.is_capital, 1)
    small = _near(telling & ~capital, 2)
    may = where((capital & beside) | (small & ~capital))
    least = np.where(capital[may], SHORTEST_SLIP - 1, SHORTEST_IN_SMALL)
    found: Numbers = may[(marks[may] & EXACT == 0) & (batch.length[may] >= least)]
    return found


def _near(those: Flags, reach: int) -> Flags:
    """Whether one of those words stands at most `reach` words away."""
    near = np.zeros_like(those)
    for step in range(1, reach + 1):
        near[step:] |= those[:-step]
        near[:-step] |= those[step:]
    return near
