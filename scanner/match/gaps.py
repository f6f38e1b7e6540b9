"""What may stand between the words of one name."""

import re
from enum import Enum, auto
from typing import Final

from scanner.match.words import Word
from scanner.text.fold import Folded


class Gap(Enum):
    TIGHT = auto()
    """Nothing but one sign that joins the words of an address or a line, or nothing at all."""
    SPACE = auto()
    DOT = auto()
    """A full stop and a space: within a name only behind an initial."""
    QUOTE = auto()
    """A quotation mark or bracket: around a nickname or former name."""
    QUOTED = auto()
    """One quotation or emphasis ends and the next begins: "Anna" "Berg", *Anna* *Berg*."""
    LINE = auto()
    """One line break."""
    COMMA = auto()
    BREAK = auto()
    """A sentence, a list or a page goes on with something else."""


_KINDS: Final = (
    (Gap.SPACE, re.compile(r"[ \t]{1,4}")),
    (Gap.TIGHT, re.compile(r"[-_./+|·•~]?")),
    (Gap.COMMA, re.compile(r"[,،] {0,2}")),
    (Gap.DOT, re.compile(r"\.[ \t]{1,2}")),
    (Gap.LINE, re.compile(r"[ \t]{0,4}\r?\n[ \t]{0,4}")),
    (Gap.QUOTED, re.compile(r"""["'“”„«»\])*_~]{1,2}[ \t]?["'“”„«»\[(*_~]{1,2}""")),
    (Gap.QUOTE, re.compile(r"""[ \t]?["'“”„«»()][ \t]?""")),
)

FARTHEST: Final = 4
"""Words from a given name to its surname: up to three middle names or initials between."""
WIDEST: Final = 10
"""Characters between two words of a name."""


def between(folded: Folded, one: Word, other: Word) -> Gap:
    """What stands between two words that follow each other."""
    if other.start - one.end > WIDEST:
        return Gap.BREAK
    text = folded.text[one.end : other.start]
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(text)), Gap.BREAK)
