"""How well words render names in another script, many at once: `scripts.bits`, roughly.

Rough where the sieve may be generous: a letter's rendering depends on the next letter only, accents
are anything that they may be, and other words are told by their letters alone.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scanner.match.batch import Numbers
from scanner.match.letters import FIRST_FOREIGN, LATIN, LETTERS
from scanner.match.nearness import Words
from scanner.match.scripts import ALPHABETS, EDGE, Rendering, models
from scanner.text.fold import bare

Reals = NDArray[np.float32]

LONGEST: Final = 24
"""Letters of a word that may render a name."""
_MOST: Final = 1 << 15
"""Pairs compared at once: 20 MB."""
_SLIP: Final = 1e-5
"""Chance of a letter that was never seen for another."""
_LETTERS: Final = len(LATIN) + 1
_NATIVE: Final = 0x100 - FIRST_FOREIGN + 1


class _Chances(NamedTuple):
    """What Latin letters become. Latin letters by their place from 1 on, native ones by byte."""

    none: Reals
    """By script, letter and the next: that it is not written."""
    one: Reals
    """By letter, the next, and native letter."""
    two: Reals
    """By letter and two native letters."""
    usual: Reals
    """By native letter: bits of it in any word; first 0, of what is none."""
    ends: Reals
    """By script: bits of a word's end."""
    script: NDArray[np.intp]
    """Of each native letter."""


def bits(latin: Words, one: Numbers, native: Words, other: Numbers) -> Reals:
    """How well ``native[other]`` render ``latin[one]``, in bits; above 0 speaks for it."""
    found = np.full(len(one), -np.inf, dtype=np.float32)
    short = (latin.length[one] <= LONGEST) & (native.length[other] <= LONGEST)
    # In order of length, so that letters are compared only where there are some.
    order = np.flatnonzero(short)[np.argsort(-latin.length[one[short]], kind="stable")]
    for at in range(0, len(order), _MOST):
        some = order[at : at + _MOST]
        found[some] = _bits(latin, one[some], native, other[some])
    return found


def _bits(latin: Words, one: Numbers, native: Words, other: Numbers) -> Reals:
    chances = _chances()
    length, written = latin.length[one], native.length[other]
    letters = _padded(latin, one, ord(LATIN[0]) - 1)
    letters = np.where(letters < _LETTERS, letters, 0)
    word = _padded(native, other, FIRST_FOREIGN - 1)
    script = chances.script[word[:, 0]]
    reached = np.zeros((len(one), word.shape[1] + 1), dtype=np.float32)
    reached[:, 0] = 1.0
    for place in range(letters.shape[1] - 1):
        upto = int(np.searchsorted(-length, -place))
        letter, behind = letters[:upto, place], letters[:upto, place + 1]
        before = reached[:upto]
        further = before * chances.none[script[:upto], letter, behind][:, None]
        further[:, 1:] += (
            before[:, :-1] * chances.one[letter[:, None], behind[:, None], word[:upto]]
        )
        pairs = chances.two[letter[:, None], word[:upto, :-1], word[:upto, 1:]]
        further[:, 2:] += before[:, :-2] * pairs
        reached[:upto] = further
    with np.errstate(divide="ignore"):
        likely = np.log2(reached[np.arange(len(one)), written])
    usual: Reals = chances.usual[word].sum(axis=1) + chances.ends[script]
    return likely - usual


def _padded(words: Words, which: Numbers, below: int) -> NDArray[np.intp]:
    """Letters of words in a row each, counted from `below`; 0 behind the last, one at least."""
    length = words.length[which]
    place = np.arange(int(length.max(initial=0)) + 1)
    letters = words.letters[words.first[which][:, None] + np.minimum(place, length[:, None])]
    return np.where(place < length[:, None], letters.astype(np.intp) - below, 0)


@cache
def _chances() -> _Chances:
    chances = _Chances(
        none=np.zeros((len(ALPHABETS), _LETTERS, _LETTERS), dtype=np.float32),
        one=np.full((_LETTERS, _LETTERS, _NATIVE), _SLIP, dtype=np.float32),
        two=np.zeros((_LETTERS, _NATIVE, _NATIVE), dtype=np.float32),
        usual=np.zeros(_NATIVE, dtype=np.float32),
        ends=np.zeros(len(ALPHABETS), dtype=np.float32),
        script=np.zeros(_NATIVE, dtype=np.intp),
    )
    for script, (name, alphabet) in enumerate(ALPHABETS.items()):
        model = models()[name]
        seen = model.background.counts[""]
        total = sum(seen.values())
        chances.ends[script] = np.log2(seen[EDGE] / total)
        for letter in alphabet:
            chances.usual[_NATIVES[letter]] = np.log2(seen.get(letter, 1.0) / total)
            chances.script[_NATIVES[letter]] = script
        for latin, behind, written, share in _shares(model.rendering):
            match [_NATIVES[each] for each in written]:
                case []:
                    cell = chances.none[script, latin, behind : behind + 1]
                case [first]:
                    cell = chances.one[latin, behind, first : first + 1]
                case [first, second]:
                    cell = chances.two[latin, first, second : second + 1]
                case _:
                    continue
            np.maximum(cell, share, out=cell)
    return chances


_NATIVES: Final[Mapping[str, int]] = {
    letter: byte - FIRST_FOREIGN + 1 for byte, letter in LETTERS.items() if byte >= FIRST_FOREIGN
}


def _shares(rendering: Rendering) -> Iterator[tuple[int, int, str, float]]:
    """A Latin letter, the next (0: none), what it becomes, and how often."""
    written = [letter for letter in rendering.counts if len(letter) == 1 and letter != EDGE]
    for letter in written:
        place = LATIN.find(bare(letter)[0]) + 1
        for number, behind in enumerate(EDGE + LATIN) if place else ():
            both = letter + behind
            for native, share in rendering.renderings((letter, both, both)).items():
                yield place, number, native, share
