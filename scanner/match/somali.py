"""Somali names as others write them: Xuseen Cali is Huseen Ali, also in another script.

Somali writes ح as X and ع as C. An X says so by itself; a C does beside long vowels, which are
doubled, and in names that begin as hundreds do.
"""

import re
from functools import lru_cache
from typing import Final

import numpy as np

from scanner.match.arrays import Numbers, are_first, spread
from scanner.match.batch import Words
from scanner.match.letters import GAP

_X: Final = re.compile("x")
_C: Final = re.compile("c(?![hkz])")
_SOMALI: Final = re.compile(
    r"(aa|ee|ii|oo|uu)|\A(?:cabd|cal[ai]|cumar|cosman|cusman|cilm|cawa|caydid|nimco|sacd|sucd)"
)


@lru_cache(maxsize=1 << 14)
def as_others_write(name: str) -> str:
    """A folded Latin name in the letters of other languages; itself if it has none of these.

    >>> as_others_write("cabdiraxmaan")
    'abdirahmaan'
    >>> as_others_write("camilla")
    'camilla'
    """
    mute = _SOMALI.search(name) is not None
    return _X.sub("h", _C.sub("", name) if mute else name)


def by_others(words: Words) -> tuple[Numbers, Words]:
    """Which words others write otherwise, and how. Of other scripts none is."""
    of, place = spread(words.first, words.length)
    letters = words.letters[place]
    telling = of[(letters == _X_BYTE) | (letters == _C_BYTE)]
    which, written = [], []
    for one in telling[are_first(telling)].tolist():
        first = int(words.first[one])
        word = words.letters[first : first + int(words.length[one])].tobytes().decode("latin-1")
        other = as_others_write(word)
        if other != word:
            which.append(one)
            written.append(f"{other}{chr(GAP)}")
    others = np.frombuffer("".join(written).encode("latin-1"), dtype=np.uint8)
    return np.array(which, dtype=np.int64), Words.of(others)


_C_BYTE: Final = ord("c")
_X_BYTE: Final = ord("x")
