"""How words sound, roughly: equal for spelling twins.

In and out: words as bytes of `letters`, one after the other, a gap behind each. Both sides of a
comparison go through here, so a rule that is too wide costs a look, and never a name.
"""

from functools import cache
from typing import Final

import numpy as np

from scanner.match.arrays import Bytes, are_first
from scanner.match.letters import GAP, LATIN, LETTERS, NOTHING

_SPELLED_OUT: Final = ((b"qu", b"kv"), (b"x", b"ks"))
"""Letters that are heard as two."""

_HEARD: Final = (
    ("", "h", "", ""),
    ("", "p", "h", "v"),
    ("", "d", "t", ""),
    ("", "c", "eiy", "s"),
    ("", "t", "c", ""),
    ("s", "c", "h", ""),
    ("", "o", "u", ""),
    ("aoui", "e", "", ""),
    ("", "e", "e", "i"),
    ("e", "e", "", "i"),
    ("", "o", "o", "u"),
    ("o", "o", "", "u"),
)
"""A letter before, the letter, one behind (of those; empty: any), and what is heard; later rules go
first. Swedish, and Latin spellings of Arabic names."""

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

_EDGE: Final = bytes([GAP])
_OTHERWISE: Final = (
    (b"dj", b"d"),
    (b"ch" + _EDGE, b"c" + _EDGE),
    *((f"{vowel}{vowel}".encode(), vowel.encode()) for vowel in "aeiou"),
    (b"dh", b"d"),
    (b"x", b"h"),
    *((_EDGE + b"c" + vowel.encode(), _EDGE + vowel.encode()) for vowel in "aeiou"),
    *((b"ac" + behind, b"a" + behind) for behind in (b"d", b"m", b"i", _EDGE)),
    (b"mco", b"mo"),
)
"""Slavic and Somali letters as others write them, in this order: Djukich; Guuleed, Dhagax, Cali,
Sacdiyo, Nimco."""

_BITS: Final = 5
_OTHER: Final = len(LATIN) + 1
"""The number of a letter that is not Latin; Latin ones are counted from 1, a gap is 0."""


def sounds(words: Bytes) -> Bytes:
    """Words of any script by their sound: ``Kristina`` and ``Christina`` are one."""
    spelled = words.tobytes()
    for written, spoken in _SPELLED_OUT:
        spelled = spelled.replace(written, spoken)
    number = np.frombuffer(b"\0" + spelled.translate(_numbers()) + b"\0", dtype=np.uint8)
    three = number[:-2].astype(np.uint16) << 2 * _BITS
    three |= number[1:-1].astype(np.uint16) << _BITS
    three |= number[2:]
    heard = _heard().take(three)
    other = np.flatnonzero(number[1:-1] == _OTHER)
    heard[other] = np.frombuffer(spelled.translate(_alike()), dtype=np.uint8)[other]
    return _undoubled(heard[heard != NOTHING])


def otherwise(words: Bytes) -> Bytes:
    """Words as others write them, if they are Somali or Slavic: ``Guuleed`` is Guled.

    Long vowels are short, X is H, and C where Somali has it is mute; ``Djukich`` is Dukic.
    """
    spelled = _EDGE + words.tobytes()
    for written, spoken in _OTHERWISE:
        spelled = spelled.replace(written, spoken)
    return np.frombuffer(spelled, dtype=np.uint8)[1:]


def _undoubled(letters: Bytes) -> Bytes:
    """Each run of a letter as one; gaps stay."""
    found: Bytes = letters[are_first(letters) | (letters == GAP)]
    return found


@cache
def _heard() -> Bytes:
    """What is heard of the second of three letters, by their numbers."""
    heard = np.zeros((1 << _BITS,) * 3, dtype=np.uint8)
    latin = np.frombuffer(LATIN.encode().translate(_alike()), dtype=np.uint8)
    heard[:, 1:_OTHER] = latin[:, None]
    for before, letter, behind, sound in _HEARD:
        spoken = ord(sound) if sound else NOTHING
        heard[np.ix_(_places(before), _places(letter), _places(behind))] = spoken
    return heard.ravel()


def _places(letters: str) -> list[int]:
    """Numbers of some letters; of none, all."""
    return [LATIN.index(letter) + 1 for letter in letters] or list(range(1 << _BITS))


@cache
def _numbers() -> bytes:
    table = bytearray([_OTHER]) * 256
    table[GAP] = 0
    for place, letter in enumerate(LATIN, 1):
        table[ord(letter)] = place
    return bytes(table)


@cache
def _alike() -> bytes:
    codes = {letter: byte for byte, letter in LETTERS.items()}
    table = bytearray(range(256))
    for letter, others in _ONE_FOR_ANOTHER.items():
        for other in others:
            table[codes[other]] = codes[letter]
    return bytes(table)
