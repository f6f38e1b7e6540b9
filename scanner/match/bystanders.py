"""What looks like the name of somebody, whoever she is: for masking third people in excerpts."""

import re
from collections.abc import Iterator
from typing import Final

from scanner.match.common import GIVEN
from scanner.match.words import key_of

_NAME: Final = re.compile(r"[^\W\d_a-z][\w’'-]*(?:[ \t]+[^\W\d_a-z][\w’'-]*){1,3}")


def bystanders(text: str) -> Iterator[tuple[int, int]]:
    """Spans of runs of capitalised words, each from a well-known given name on."""
    for run in _NAME.finditer(text):
        for word in re.finditer(r"[^\s]+(?=\s)", run[0]):
            if key_of(word[0].casefold()) in GIVEN:
                yield run.start() + word.start(), run.end()
                break
