"""Whole names inside longer words: ``#stoppaaminatestberg``, ``aminatestbergavslojad``."""

from collections.abc import Iterable
from functools import cache, lru_cache
from math import inf
from typing import Final

import numpy as np

from scanner.match import common
from scanner.match.arrays import Numbers, spread, where
from scanner.match.batch import Words
from scanner.match.lexicon import Role, is_name, is_rather_word, role_bits
from scanner.match.names import SHORTEST_WHOLE, Name, in_one_word
from scanner.match.row import LONGEST

_SHORTEST_REST: Final = 3
"""Letters of what is glued to a name."""
SHORTEST: Final = SHORTEST_WHOLE + _SHORTEST_REST
LONGEST_GLUED: Final = 40
"""Letters of a word in which names are looked for: the longest has twelve stretches a letter."""
_RAREST: Final = -20.0
"""Bits of a word that is glued to a name, at least: one in a million."""
_LEAST: Final = {2: -11.5, 3: -15.5}
"""The same of words of two and three letters, of which nearly all are counted somewhere."""
_OF_NAMES: Final = ("oglu", "han", "men", "man", "son", "sen", "soy", "lar", "ler", "zade", "pour")
"""Words, some of them, with which longer names go on: Kaya and Kayaoğlu."""
_NUMBER: Final = -8.0
"""Bits of a number, about."""
_MOST: Final = 3
"""Words glued to one side of a name."""


def stretches(words: Words) -> tuple[Numbers, Words]:
    """What in long words may be a name, with nothing or a word on either side.

    Of which word, and the stretch.
    """
    long = where((words.length >= SHORTEST) & (words.length <= LONGEST_GLUED))
    begin, length, first, count = _by_size()
    size = words.length[long]
    of, place = spread(first[size], count[size])
    which = long[of]
    return which, Words(words.letters, words.first[which] + begin[place], length[place])


@cache
def _by_size() -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Where stretches begin and how long they are; of each size of a word its first, how many."""
    found = [_within(size) for size in range(LONGEST_GLUED + 1)]
    begin, length = map(np.concatenate, zip(*found, strict=True))
    count = np.array([len(begins) for begins, _ in found])
    return begin, length, np.cumsum(count) - count, count


def _within(size: int) -> tuple[Numbers, Numbers]:
    """Where stretches of a word of so many letters begin, and how long each is."""
    begin, end = (each.ravel() for each in np.mgrid[0:size, 0 : size + 1])
    opens = (begin == 0) | (begin >= _SHORTEST_REST)
    closes = (end == size) | (end <= size - _SHORTEST_REST)
    length = end - begin
    told = opens & closes & (length >= SHORTEST_WHOLE) & (length <= min(LONGEST, size - 1))
    return begin[told], length[told]


def stretch_of(word: str, name: Name) -> tuple[int, int] | None:
    """Where in a bare folded word a name stands with other words glued to it, half open.

    None where what is glued to it is no word, or makes another name of it: the Anna Berg in
    ``susannaberg``. A name of ordinary words is not looked for.
    """
    parts = (*name.given.parts, *name.surname.parts)
    if len(word) > LONGEST_GLUED or all(common.is_also_word(part.key) for part in parts):
        return None
    for one, other in in_one_word(name):
        begin = word.find(one + other)
        end = begin + len(one + other)
        if begin >= 0 and _may_precede(word[:begin], one) and _may_follow(word[end:], other):
            return begin, end
    return None


def _may_precede(rest: str, part: str) -> bool:
    return _is_likelier(rest, part, ((rest[:at], rest[at:] + part) for at in range(len(rest))))


def _may_follow(rest: str, part: str) -> bool:
    if rest.startswith(_OF_NAMES):
        return False
    parted = ((rest[at:], part + rest[:at]) for at in range(1, len(rest) + 1))
    return _is_likelier(rest, part, parted)


def _is_likelier(rest: str, part: str, others: Iterable[tuple[str, str]]) -> bool:
    """Whether words and a name are likelier than any other words and a longer name."""
    own = words_bits(rest) + _name_bits(part)
    return own > -inf and not any(
        is_name(name) and words_bits(left) + _name_bits(name) > own for left, name in others
    )


def _name_bits(name: str) -> float:
    return max(role_bits(name, Role.GIVEN), role_bits(name, Role.SURNAME))


@lru_cache(maxsize=1 << 12)
def words_bits(rest: str, most: int = _MOST) -> float:
    """How likely letters are as a few words and numbers, 0 where there are none, in bits."""
    if not rest:
        return 0.0
    parted = ((rest[:at], rest[at:]) for at in range(2, len(rest) - 1)) if most > 1 else ()
    several = (_word_bits(one) + words_bits(left, most - 1) for one, left in parted)
    return max((_word_bits(rest), *several))


def _word_bits(word: str) -> float:
    """How common an ordinary word is; of a name, and of a rare word, minus infinity."""
    if word.isdigit():
        return _NUMBER
    named = is_name(word) and not is_rather_word(word)
    bits = role_bits(word, Role.WORD)
    return bits if bits > _LEAST.get(len(word), _RAREST) and not named else -inf
