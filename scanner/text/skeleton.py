"""The consonants of a word in one rough spelling, by which two scripts can be compared."""

from itertools import groupby
from typing import Final

# Sounds that transliterations mix up share a sign; vowels and h, j, w, y have none.
_SOUNDS: Final = {
    "b": "bpبپбп",
    "f": "fvفڤвф",
    "k": "cgkqجغخقكکگچгкхч",
    "l": "lلл",
    "m": "mمм",
    "n": "nنн",
    "r": "rرр",
    "s": "sxzزسشصظژжзсцшщ",
    "t": "dtتثدذضطдт",
}  # fmt: skip
_SIGN: Final = {letter: sign for sign, letters in _SOUNDS.items() for letter in letters}


def skeleton(word: str) -> str:
    """Of a word in lower case, in Latin, Arabic or Cyrillic letters; '' where it has none."""
    signs = (_SIGN[letter] for letter in word if letter in _SIGN)
    return "".join(sign for sign, _ in groupby(signs))
