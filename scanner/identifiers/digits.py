"""Where digits stand in a text, and letters that stand for digits: ``O7O-I74 O6 O5``."""

import re
from typing import Final

Stretch = tuple[int, int]
"""Start and end of digits that stand at most three signs apart, half open."""

_LETTERS: Final = "oоοliіι|"
"""Latin, Cyrillic and Greek o; l, i and their likenesses."""
_DIGITS: Final = str.maketrans(_LETTERS, "00011111")
_DIGIT_LIKE: Final = frozenset(_LETTERS)
_WORD: Final = re.compile(rf"(?<![^\W_])[0-9{_LETTERS}]+(?![^\W_])")
"""A word of digits and such letters only."""

_STRETCH: Final = re.compile(r"[0-9][0-9]*(?:[\W_]{1,3}[0-9]+)*")


def read_digits(folded: str) -> tuple[str, tuple[Stretch, ...]]:
    """`folded` with the letters o, l and i as digits in each word of digits, and its stretches.

    The length stays. Linear in it: the text is searched once, and all kinds of numbers look only
    where digits stand.
    """
    stretches = _stretches(folded)
    if not any(
        folded[start - 1 : start] in _DIGIT_LIKE or folded[end : end + 1] in _DIGIT_LIKE
        for start, end in stretches
    ):
        return folded, stretches
    plain = _WORD.sub(_plain, folded)
    return plain, _stretches(plain)


def _stretches(text: str) -> tuple[Stretch, ...]:
    return tuple(match.span() for match in _STRETCH.finditer(text))


def _plain(word: re.Match[str]) -> str:
    is_number = any("0" <= sign <= "9" for sign in word[0])
    return word[0].translate(_DIGITS) if is_number else word[0]
