"""How well words render names in another script, many at once: `scripts.bits`, roughly.

Rough where the sieve may be generous: a letter's rendering depends on the next letter only, accents
are anything that they may be, and other words are told by their letters alone.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Bits, Flags, Numbers, where
from scanner.match.batch import Words
from scanner.match.consonants import may_begin, may_end
from scanner.match.letters import FIRST_FOREIGN, LATIN, LETTERS
from scanner.match.scripts import ALPHABETS, EDGE, NO_SLIPS, Rendering, Slips, models
from scanner.match.somali import by_others
from scanner.text.fold import bare

LONGEST: Final = 24
"""Letters of a word that may render a name."""
_MOST: Final = 1 << 13
"""Pairs compared at once, so that all of it stays in the cache."""
_SLIP: Final = 1e-5
"""Chance of a letter that was never seen for another."""
_LETTERS: Final = len(LATIN) + 1
_NATIVE: Final = 0x100 - FIRST_FOREIGN + 1
_BELOW: Final = FIRST_FOREIGN - 1


_Shares = NDArray[np.float32]


class _Chances(NamedTuple):
    """What Latin letters become. Latin letters by their place from 1 on, native ones by byte."""

    none: _Shares
    """By script, letter and the next, in one row: that it is not written."""
    one: _Shares
    """By letter, the next, and native letter."""
    two: _Shares
    """By letter and two native letters."""
    usual: Bits
    """By native letter: bits of it in any word; first 0, of what is none."""
    ends: Bits
    """By script: bits of a word's end."""
    script: NDArray[np.intp]
    """Of each native letter."""


def rendered(
    stems: Words, stem: Numbers, parts: Words, part: Numbers, slips: Slips = NO_SLIPS
) -> Bits:
    """Bits that words render parts in another script."""
    foreign = stems.is_foreign()[stem], parts.is_foreign()[part]
    found = np.full(len(stem), -np.inf, dtype=np.float32)
    native = where(foreign[0] & ~foreign[1])
    of, others = by_others(parts.those(part[native]))
    somali = native[of]
    native = native[_may_begin_so(parts, part[native], stems, stem[native])]
    found[native] = bits(parts, part[native], stems, stem[native], slips)
    also = bits(others, np.arange(len(somali)), stems, stem[somali], slips)
    found[somali] = np.maximum(found[somali], also)
    latin = where(~foreign[0] & foreign[1])
    latin = latin[_may_begin_so(stems, stem[latin], parts, part[latin])]
    found[latin] = bits(stems, stem[latin], parts, part[latin], slips)
    return found


def _may_begin_so(latin: Words, one: Numbers, native: Words, other: Numbers) -> Flags:
    """Whether words may begin or end with each other's letters, which most may not."""
    ends = [
        (words.letters[words.first + words.length * place - place])[which]
        for words, which in ((latin, one), (native, other))
        for place in (0, 1)
    ]
    found: Flags = may_begin()[ends[0], ends[2]] | may_end()[ends[1], ends[3]]
    return found


def bits(
    latin: Words, one: Numbers, native: Words, other: Numbers, slips: Slips = NO_SLIPS
) -> Bits:
    """How well ``native[other]`` render ``latin[one]``, in bits; above 0 speaks for it."""
    found = np.full(len(one), -np.inf, dtype=np.float32)
    length, written = latin.length[one], native.length[other]
    short = where((length <= LONGEST) & (written <= LONGEST))
    # Equally long words go together, so that letters are compared only where there are some.
    order = short[np.argsort(written[short].astype(np.uint8), kind="stable")]
    for at in range(0, len(order), _MOST):
        some = order[at : at + _MOST]
        some = some[np.argsort(-length[some], kind="stable")]
        found[some] = _bits(latin, one[some], native, other[some], _chances(slips))
    return found


def _bits(latin: Words, one: Numbers, native: Words, other: Numbers, chances: _Chances) -> Bits:
    """`bits` of pairs by the length of the Latin word, longest first."""
    letters, word = _letters(latin, one, ord(LATIN[0]) - 1), _letters(native, other, _BELOW)
    letters[letters >= _LETTERS] = 0
    script, word_pairs = chances.script[word[0]], word[:-1] * _NATIVE + word[1:]
    reached = np.zeros((len(word), len(one)), dtype=np.float32)
    reached[0] = 1.0
    for place in range(len(letters) - 1):
        upto = int(np.count_nonzero(latin.length[one] > place))
        letter = letters[place, :upto]
        pair, before = letter * _LETTERS + letters[place + 1, :upto], reached[:, :upto]
        silent = chances.none.take(script[:upto] * _LETTERS**2 + pair)
        further = before * silent
        further[1:] += before[:-1] * chances.one.take(pair * _NATIVE + word[:-1, :upto])
        both = chances.two.take(letter * _NATIVE**2 + word_pairs[:-1, :upto])
        further[2:] += before[:-2] * both
        reached[:, :upto] = further
    with np.errstate(divide="ignore"):
        likely = np.log2(reached[native.length[other], np.arange(len(one))])
    usual: Bits = chances.usual[word].sum(axis=0) + chances.ends[script]
    return likely - usual


def _letters(words: Words, which: Numbers, below: int) -> NDArray[np.intp]:
    """By place and word the letters, counted from `below`; 0 behind the last, one at least."""
    length = words.length[which]
    place = np.arange(int(length.max(initial=0)) + 1)[:, None]
    letters = words.letters[words.first[which] + np.minimum(place, length)]
    return np.where(place < length, letters.astype(np.intp) - below, 0)


@cache
def _chances(slips: Slips) -> _Chances:
    if slips is NO_SLIPS:
        return _seen()
    seen = _seen()
    one = np.maximum(seen.one, slips.changed)
    likeliest = one.reshape(_LETTERS, _LETTERS, _NATIVE).max(axis=1)
    either = np.maximum(likeliest[:, :, None], likeliest[:, None, :])
    stray = np.where(np.eye(_NATIVE, dtype=np.bool_), slips.doubled, slips.stray)
    two = np.maximum(seen.two, (either * stray).ravel()).astype(np.float32)
    return seen._replace(none=np.maximum(seen.none, slips.dropped), one=one, two=two)


@cache
def _seen() -> _Chances:
    # As lists, for a hundred thousand single numbers are written.
    none = [0.0] * (len(ALPHABETS) * _LETTERS**2)
    one, two = [_SLIP] * (_LETTERS**2 * _NATIVE), [0.0] * (_LETTERS * _NATIVE**2)
    usual = np.zeros(_NATIVE, dtype=np.float32)
    ends = np.zeros(len(ALPHABETS), dtype=np.float32)
    scripts = np.zeros(_NATIVE, dtype=np.intp)
    for script, (name, alphabet) in enumerate(ALPHABETS.items()):
        model = models()[name]
        seen = model.background.counts[""]
        total = sum(seen.values())
        ends[script] = np.log2(seen[EDGE] / total)
        for letter in alphabet:
            usual[_NATIVES[letter]] = np.log2(seen.get(letter, 1.0) / total)
            scripts[_NATIVES[letter]] = script
        for latin, behind, written, share in _shares(model.rendering):
            pairs = [latin * _LETTERS + number for number in behind]
            match [_NATIVES[each] for each in written]:
                case []:
                    _raise(none, [script * _LETTERS**2 + pair for pair in pairs], share)
                case [first]:
                    _raise(one, [pair * _NATIVE + first for pair in pairs], share)
                case [first, second]:
                    _raise(two, [(latin * _NATIVE + first) * _NATIVE + second], share)
    return _Chances(
        none=np.array(none, dtype=np.float32),
        one=np.array(one, dtype=np.float32),
        two=np.array(two, dtype=np.float32),
        usual=usual,
        ends=ends,
        script=scripts,
    )


def _raise(chances: list[float], places: list[int], least: float) -> None:
    for place in places:
        if chances[place] < least:
            chances[place] = least


_NATIVES: Final[Mapping[str, int]] = {
    letter: byte - FIRST_FOREIGN + 1 for byte, letter in LETTERS.items() if byte >= FIRST_FOREIGN
}


def _shares(rendering: Rendering) -> Iterator[tuple[int, list[int], str, float]]:
    """A Latin letter, letters behind it (0: none), what it becomes before them, and how often."""
    counts = rendering.counts
    for letter in (each for each in counts if len(each) == 1 and each != EDGE):
        place = LATIN.find(bare(letter)[0]) + 1
        pairs = [letter + behind for behind in EDGE + LATIN] if place else []
        unseen = [number for number, pair in enumerate(pairs) if pair not in counts]
        told = [([number], pair) for number, pair in enumerate(pairs) if pair in counts]
        for behind, context in (*told, (unseen, letter)) if place else ():
            for native, share in rendering.renderings((letter, context, context)).items():
                yield place, behind, native, share
