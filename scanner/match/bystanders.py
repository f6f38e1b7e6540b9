"""What looks like the name of somebody, whoever she is: for masking third people in excerpts."""

import re
from collections.abc import Iterator
from typing import Final

from scanner.match.common import GIVEN
from scanner.match.words import key_of

_SMALL: Final = "".join(letter for letter in map(chr, range(0x2000)) if letter.islower())
_LARGE: Final = rf"[^\W\d_{_SMALL}]"
"""A capital, or a letter of a script that has none."""
_NAME: Final = re.compile(rf"(?<!\w){_LARGE}[\w’'-]*(?:[ \t]+{_LARGE}[\w’'-]*)+")
_WORD: Final = re.compile(r"\S+")


def bystanders(text: str) -> Iterator[tuple[int, int]]:
    """Spans of runs of capitalised words; of words all in capitals from a given name on.

    A shouted threat has no names in it but those that begin with one.
    """
    for run in _NAME.finditer(text):
        words = [(run.start() + word.start(), word[0]) for word in _WORD.finditer(run[0])]
        starts = [at for at, word in words[:-1] if not run[0].isupper() or _is_given(word)]
        if starts:
            yield starts[0], run.end()


def _is_given(word: str) -> bool:
    return key_of(word.casefold()) in GIVEN
