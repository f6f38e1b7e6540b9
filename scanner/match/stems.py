"""Words without what grammar adds to them, many at once: the vectorised face of `endings`."""

from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Bytes, Flags, Numbers, where
from scanner.match.batch import Words
from scanner.match.endings import BEGINNINGS, ENDINGS, SHORTEST
from scanner.match.letters import GAP, LETTERS
from scanner.match.nearness import SHORTEST_SLIP

_GENITIVE: Final = ord("s")


def genitives(words: Words) -> Numbers:
    """Which words may have a Swedish or English genitive's s at their end."""
    ends = words.letters[words.first + words.length - 1] == _GENITIVE
    return where(ends & (words.length > SHORTEST_SLIP - 1))


def finnish(names: Words) -> tuple[Numbers, Words]:
    """Which names change before a Finnish ending, and what they are there: Virtanen, Virtase-."""
    ends = names.first + names.length
    last = np.stack([names.letters[ends - back] for back in (3, 2, 1)], axis=1)
    of = where((last == _NEN).all(axis=1) & (names.length > len(_NEN)))
    letters = names.letters.copy()
    letters[ends[of] - len(_NEN)] = ord("s")
    return of, Words.taken(letters, names.first[of], names.length[of] - 1)


_NEN: Final = np.frombuffer(b"nen", dtype=np.uint8)


Edges = NDArray[np.int32]
"""Up to three letters at an edge of words, the outermost lowest."""
_LONGEST: Final = 3


class _Rules(NamedTuple):
    """What is cut off words, and what is added at their end instead, of all scripts."""

    is_ending: Flags
    """False for what is cut off at the beginning."""
    cut: Edges
    mask: Edges
    """Of the letters that are cut."""
    length: Numbers
    """How many they are."""
    added: Bytes
    """By rule: the last letter, and the one before it."""
    added_length: Numbers


def native_stems(words: Words) -> tuple[Numbers, Words]:
    """Words of foreign scripts as they are and as `endings.native_stems` reads them.

    Of which word, and the word.
    """
    rules = _rules()
    last = _edge(words.letters, words.first + words.length - 1, -1)
    begin = _edge(words.letters, words.first, 1)
    edge = np.where(rules.is_ending, last[:, None], begin[:, None]) & rules.mask
    is_long = words.length[:, None] >= rules.length + SHORTEST
    word, rule = np.nonzero((edge == rules.cut) & is_long)
    cut_off = rules.length[rule]
    length = words.length[word] - cut_off + rules.added_length[rule]
    first = words.first[word] + np.where(rules.is_ending[rule], 0, cut_off)
    which = np.concatenate((np.arange(len(words.first)), word))
    stems = Words.taken(
        words.letters,
        np.concatenate((words.first, first)),
        np.concatenate((words.length, length)),
    )
    ends = (stems.first + stems.length)[len(words.first) :]
    for place in range(rules.added.shape[1]):
        some = where(rules.added_length[rule] > place)
        stems.letters[ends[some] - 1 - place] = rules.added[rule[some], place]
    return which, stems


def _edge(letters: Bytes, first: Numbers, step: int) -> Edges:
    """Three letters from each place on, forward or back."""
    found = np.zeros(len(first), dtype=np.int32)
    for place in range(_LONGEST):
        found |= letters[first + step * place].astype(np.int32) << 8 * place
    return found


_BYTES: Final = {letter: byte for byte, letter in LETTERS.items()}


@cache
def _rules() -> _Rules:
    endings = [
        (ending[::-1], first[::-1])
        for rules in ENDINGS.values()
        for ending, firsts, _ in rules
        for first in firsts
    ]
    beginnings = [(beginning, "") for rules in BEGINNINGS.values() for beginning, _ in rules]
    cut, added = zip(*endings, *beginnings, strict=True)
    length = np.array([len(letters) for letters in cut])
    return _Rules(
        is_ending=np.arange(len(cut)) < len(endings),
        cut=_edge(_spelled(cut).ravel(), np.arange(len(cut)) * _LONGEST, 1),
        mask=((1 << 8 * length) - 1).astype(np.int32),
        length=length,
        added=_spelled(added),
        added_length=np.array([len(letters) for letters in added]),
    )


def _spelled(words: tuple[str, ...]) -> Bytes:
    """Words as bytes, one a row, `GAP` behind them."""
    found = np.full((len(words), _LONGEST), GAP, dtype=np.uint8)
    for row, word in zip(found, words, strict=True):
        row[: len(word)] = [_BYTES[letter] for letter in word]
    return found
