"""Words without what grammar adds to them, many at once: the vectorised face of `endings`."""

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from scanner.match.batch import Bytes, Numbers, spread
from scanner.match.endings import BEGINNINGS, ENDINGS, SHORTEST
from scanner.match.letters import GAP, LETTERS
from scanner.match.nearness import SHORTEST_SLIP, Words
from scanner.match.scripts import ALPHABETS

_GENITIVE: Final = ord("s")


def genitives(words: Words) -> Numbers:
    """Which words may have a Swedish or English genitive's s at their end."""
    ends = words.letters[words.first + words.length - 1] == _GENITIVE
    return np.flatnonzero(ends & (words.length > SHORTEST_SLIP - 1))


class _Rule(NamedTuple):
    """Bytes of `letters`."""

    cut: Bytes
    added: Bytes


class _Rules(NamedTuple):
    """The rules of one script, whose letters are a range of bytes."""

    first: int
    last: int
    endings: tuple[_Rule, ...]
    beginnings: tuple[_Rule, ...]


def native_stems(words: Words) -> tuple[Numbers, Words]:
    """Words of foreign scripts as they are and as `endings.native_stems` reads them.

    Of which word, and the word.
    """
    words = Words.taken(words.letters, words.first, words.length)
    head = words.letters[words.first]
    which = [np.arange(len(head))]
    stems = [words.text()]
    for rules in _rules():
        of = np.flatnonzero((head >= rules.first) & (head <= rules.last))
        for found, stem in _read(words.those(of), rules) if len(of) else ():
            which.append(of[found])
            stems.append(stem)
    return np.concatenate(which), Words.of(np.concatenate(stems))


def _read(words: Words, rules: _Rules) -> Iterator[tuple[Numbers, Bytes]]:
    for rule in rules.endings:
        found = _with(words, rule.cut, words.first + words.length - len(rule.cut))
        yield found, _taken(words.those(found), 0, len(rule.cut), rule.added)
    for rule in rules.beginnings:
        found = _with(words, rule.cut, words.first)
        yield found, _taken(words.those(found), len(rule.cut), 0, rule.added)


def _with(words: Words, letters: Bytes, at: Numbers) -> Numbers:
    """Words with some letters at a place of theirs, long enough to lose them."""
    found = np.flatnonzero(words.length >= len(letters) + SHORTEST)
    for place, letter in enumerate(letters):
        found = found[words.letters[at[found] + place] == letter]
    return found


def _taken(words: Words, before: int, behind: int, added: Bytes) -> Bytes:
    """Words without so many letters, others added at their end, a gap behind each."""
    length = words.length - before - behind + len(added) + 1
    _, place = spread(words.first + before, length)
    letters = words.letters[place]
    ends = np.cumsum(length) - 1
    letters[ends] = GAP
    for number, letter in enumerate(added[::-1], 1):
        letters[ends - number] = letter
    return letters


_BYTES: Final = {letter: byte for byte, letter in LETTERS.items()}


@cache
def _rules() -> tuple[_Rules, ...]:
    return tuple(
        _Rules(
            first=min(map(_BYTES.__getitem__, alphabet)),
            last=max(map(_BYTES.__getitem__, alphabet)),
            endings=tuple(
                _Rule(_encoded(ending), _encoded(first))
                for ending, firsts, _ in ENDINGS[script]
                for first in firsts
            ),
            beginnings=tuple(
                _Rule(_encoded(beginning), _encoded(""))
                for beginning, _ in BEGINNINGS.get(script, ())
            ),
        )
        for script, alphabet in ALPHABETS.items()
    )


def _encoded(word: str) -> Bytes:
    return np.array([_BYTES[letter] for letter in word], dtype=np.uint8)
