"""How words sound, roughly: equal for spelling twins.

In and out: words as bytes of `letters`, one after the other, a gap behind each. Both sides of a
comparison go through here, so a rule that is too wide costs a look, and never a name.
"""

from functools import cache
from typing import Final

import numpy as np

from scanner.match.batch import Bytes
from scanner.match.letters import GAP, LETTERS

_TWINS: Final = (
    (b"ph", b"f"),
    (b"th", b"t"),
    (b"dt", b"t"),
    (b"qu", b"kv"),
    (b"qv", b"kv"),
    (b"kw", b"kv"),
    (b"x", b"ks"),
    (b"tch", b"ch"),
    (b"sch", b"s"),
    (b"sh", b"s"),
    (b"kh", b"k"),
    (b"gh", b"g"),
    (b"ch", b"k"),
    (b"ck", b"k"),
    (b"ce", b"se"),
    (b"ci", b"si"),
    (b"cy", b"sy"),
    (b"hj", b"j"),
    (b"ou", b"u"),
    (b"oo", b"u"),
    (b"ee", b"i"),
    (b"ie", b"i"),
    (b"ae", b"a"),
    (b"oe", b"o"),
    (b"ue", b"u"),
)
"""Written so, heard so; in this order. Swedish, and Latin spellings of Arabic names."""

_ONE_FOR_ANOTHER: Final = {
    "k": "cq",
    "v": "wf",
    "s": "z",
    "i": "yj",
    "ب": "پ",
    "ف": "ڤ",
    "ك": "گ",
    "ج": "چژ",
}
_SILENT: Final = "h"


def sounds(words: Bytes) -> Bytes:
    """Words of any script by their sound: ``Kristina`` and ``Christina`` are one."""
    heard = words.tobytes()
    for written, spoken in _TWINS:
        heard = heard.replace(written, spoken)
    return _undoubled(heard.translate(_alike(), _bytes(_SILENT)))


def _undoubled(words: bytes) -> Bytes:
    """Each run of a letter as one; gaps stay."""
    letters = np.frombuffer(words, dtype=np.uint8)
    kept = np.ones(len(letters), dtype=np.bool_)
    np.not_equal(letters[1:], letters[:-1], out=kept[1:])
    found: Bytes = letters[kept | (letters == GAP)]
    return found


def _bytes(letters: str) -> bytes:
    return bytes(byte for byte, letter in LETTERS.items() if letter in letters)


@cache
def _alike() -> bytes:
    return _table(_ONE_FOR_ANOTHER)


def _table(alike: dict[str, str]) -> bytes:
    table = bytearray(range(256))
    for letter, others in alike.items():
        for other in _bytes(others):
            table[other] = _bytes(letter)[0]
    return bytes(table)
