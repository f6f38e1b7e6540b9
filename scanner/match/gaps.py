"""What may stand between the words of one name."""

import re
from enum import Enum, auto
from typing import Final

from scanner.match.words import Word
from scanner.text.fold import Folded


class Gap(Enum):
    TIGHT = auto()
    """One sign that joins the words of an address or a line, or nothing; the two of "A.-L."."""
    SPACE = auto()
    DOT = auto()
    """A full stop and a space: within a name only behind an initial."""
    QUOTE = auto()
    """A quotation mark or bracket: around a nickname or former name."""
    QUOTED = auto()
    """One quotation or emphasis ends and the next begins: "Anna" "Berg", *Anna* *Berg*."""
    LINE = auto()
    """One line break."""
    CELL = auto()
    """From one field of a row to the next: a tab, a semicolon, a stroke, quotes and a comma."""
    SIGNS = auto()
    """What stands in no name and ends no sentence: dashes, dots, emoji."""
    COMMA = auto()
    BREAK = auto()
    """A sentence, a list or a page goes on with something else."""


_SIGNS: Final = r"""(?:\.{2,4}|:{2,3}|_|[^\w\s.:,،;؛!?؟۔&+|()\[\]{}"'“”„«»]){1,3}"""
"""No colon: in "Anna: Berg har ljugit" Anna speaks."""
_KINDS: Final = (
    (Gap.SPACE, re.compile(r"[ \x0b\x0c\x1c-\x1f]{1,4}")),
    (Gap.TIGHT, re.compile(r"[-_./+|·•~]?|\.-")),
    (Gap.COMMA, re.compile(r"[,،] {0,2}")),
    (Gap.DOT, re.compile(r"\.[ \t]{1,2}")),
    (Gap.LINE, re.compile(r"[ \t]{0,4}\r?\n[ \t]{0,4}")),
    (Gap.QUOTED, re.compile(r"""["'“”„«»\])*_~]{1,2}[ \t]?["'“”„«»\[(*_~]{1,2}""")),
    (Gap.QUOTE, re.compile(r"""[ \t]?["'“”„«»()\[\]][ \t]?""")),
    (Gap.CELL, re.compile(r""" {0,3}[\t;|]{1,2} {0,3}|["'] ?[\t;|,] ?["']| {5,}""")),
    (Gap.SIGNS, re.compile(rf"[ \t]{{0,2}}{_SIGNS}(?:[ \t]?{_SIGNS})?[ \t]{{0,2}}")),
)

FARTHEST: Final = 4
"""Words from a given name to its surname: up to three middle names or initials between."""
MOST_ENCLOSED: Final = 10
"""Words that brackets or quotation marks enclose within a name."""
WIDEST: Final = 12
"""Characters between two words of a name."""


_ENCLOSED: Final = re.compile(
    r"""\s?(?:\([^()\n]+\)|\[[^\[\]\n]+\]|["“”„«»][^"“”„«»\n]+["“”«»]|'[^'\n]+')\s?"""
)


def are_enclosed(folded: Folded, one: Word, other: Word) -> bool:
    """Whether one pair of brackets or quotation marks encloses all that is between two words."""
    return _ENCLOSED.fullmatch(folded.text, one.end, other.start) is not None


def between(folded: Folded, one: Word, other: Word) -> Gap:
    """What stands between two words that follow each other."""
    if other.start - one.end > WIDEST:
        return Gap.BREAK
    text = folded.text[one.end : other.start]
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(text)), Gap.BREAK)
