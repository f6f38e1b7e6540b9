"""One byte for each letter, so that many texts can be compared at once.

Latin letters are their ASCII bytes in small letters without accents, digits of any script ASCII
digits; Arabic, Cyrillic, Hebrew and Greek letters have bytes from 128 on. What shows nothing
(marks, format characters, tatweel) has a byte of its own, everything else parts words.
"""

import unicodedata
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.text.fold import bare, fold
from scanner.text.plain import dressed

GAP: Final = 0
"""Parts words."""
NOTHING: Final = 1
"""Shows nothing: letters on both sides belong together."""
JOINER: Final = 2
"""Zero-width non-joiner: parts words of the Arabic script, shows nothing elsewhere."""
OTHER: Final = 126
"""A letter of a script that we do not compare."""
ANY: Final = 127
"""Any letter: what stands in a word for one that was hidden."""
UPPER: Final = 0x100
"""Added to the byte of a capital."""
ODD: Final = 0x200
"""Added to signs that may disguise a word, and hyphens."""
BLANK: Final = 0x400
"""Added to what separates words and shows nothing."""
OPENING: Final = 0x800
CLOSING: Final = 0x1000
"""Added to quotation marks and brackets that begin and end what they enclose."""
LINE: Final = 0x2000
"""Added to what ends a line."""

HIDDEN: Final = "\ua78f"
"""The letter ꞏ, in which `ANY` is written in texts: no language uses it in names."""
HYPHENS: Final = "-\u2010\u00ad"
SIGNS: Final = "$@!*#_?|+^~%€£¢¤¥•·●■□█▓▒░×…\ufffd"
"""May stand in place of a letter."""
_OPENING: Final = "\"'“”„«»‘’(["
_CLOSING: Final = "\"'“”«»‘’)]"
OVERRIDE: Final = "\u202e"
"""Shows what follows from right to left."""
BRACKETS: Final = "([{<"
"""Begin a mark inside a word, or a full stop that is spelled out."""
ESCAPES: Final = "&%=\\"
"""Begin a letter that is written in several characters."""
BROKEN: Final = "".join(map(chr, range(0xC2, 0xE0)))
"""First bytes of letters in UTF-8, read as Windows-1252."""

ARABIC: Final = "ءابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگڤ"
CYRILLIC: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћџђѓќѕ"
HEBREW: Final = "אבגדהוזחטיכלמנסעפצקרשת"
GERESH: Final = "'’׳"
"""Makes another sound of a Hebrew letter: ג'ון is John."""
BEFORE_GERESH: Final = "גדוזחטעצת"
GREEK: Final = "αβγδεζηθικλμνξοπρστυφχψω"
LATIN: Final = "abcdefghijklmnopqrstuvwxyz"

FIRST_LETTER: Final = ord(LATIN[0])
FIRST_FOREIGN: Final = 128
_BYTES: Final = {letter: ord(letter) for letter in LATIN} | {
    letter: FIRST_FOREIGN + place for place, letter in enumerate(ARABIC + CYRILLIC + HEBREW + GREEK)
}
LETTERS: Final = {byte: letter for letter, byte in _BYTES.items()}
"""The letter that a byte stands for."""

_RANGES: Final = (
    (0x0020, 0x0780),
    (0x0870, 0x0900),
    (0x1D00, 0x2200),
    (0x2460, 0x2500),
    (0x2C60, 0x2C80),
    (0xA640, 0xA6A0),
    (0xA720, 0xA800),
    (0xAB30, 0xAB70),
    (0xFB00, 0xFFF0),
    (0x10780, 0x107C0),
    (0x1D400, 0x1D800),
    (0x1DF00, 0x1E000),
    (0x1EE00, 0x1EF00),
    (0x1F100, 0x1F1B0),
)
"""Code points that may be, or hide among, letters of ours."""
_OTHER_SCRIPTS: Final = (
    (0x0780, 0x1D00),
    (0x2C00, 0x2E00),
    (0x3040, 0xA640),
    (0xA6A0, 0xA720),
    (0xA800, 0xD800),
    (0x10000, 0x1D000),
    (0x1E000, 0x1EE00),
    (0x20000, 0x32000),
)
_TAGS: Final = (0xE0000, 0xE1000)
"""Letters without a shape, and variation selectors."""


@cache
def table() -> NDArray[np.uint16]:
    """Byte of every code point, with what is added to it."""
    codes = np.zeros(0x110000, dtype=np.uint16)
    for first, last in _OTHER_SCRIPTS:
        codes[first:last] = OTHER
    codes[slice(*_TAGS)] = NOTHING
    for first, last in _RANGES:
        codes[first:last] = [_code(chr(point)) for point in range(first, last)]
    for dress in dressed():
        codes[ord(dress)] = _code(dress)
    codes[ord(HIDDEN)] = ANY
    codes[[*range(0x7F, 0x85), *range(0x86, 0xA0)]] = NOTHING | ODD
    for flag, characters in (
        (ODD, HYPHENS + SIGNS + OVERRIDE + BRACKETS + ESCAPES),
        (OPENING, _OPENING),
        (CLOSING, _CLOSING),
        (LINE, "\n\r\u0085\u2028\u2029"),
        (BLANK, "".join(filter(_is_blank, map(chr, range(0x3001))))),
    ):
        codes[[ord(each) for each in characters]] |= flag
    return codes


def _is_blank(character: str) -> bool:
    return character.isspace() or character < " "


def _code(character: str) -> int:
    if character == "\u200c":
        return JOINER
    folded = fold(character)
    letter = bare(folded.text)[:1]
    if letter in _BYTES:
        return _BYTES[letter] + UPPER * folded.cased[0].isupper()
    return ord(letter) if "0" <= letter <= "9" else _of_stranger(character)


def _of_stranger(character: str) -> int:
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf") or character in "\u0640\u115f\u1160\u3164\uffa0":
        return NOTHING
    return OTHER if kind[0] == "L" else GAP


def spelled(word: str) -> bytes:
    """A word of `LETTERS` in their bytes; what is none of them becomes a sign that no name has."""
    if word.isascii():  # Nearly all: a tenth of the time.
        return word.encode()
    return word.translate(_TO_BYTES).encode("latin-1", "replace")


def read(letters: bytes) -> str:
    """The word that `spelled` wrote."""
    return (
        letters.decode() if letters.isascii() else letters.decode("latin-1").translate(_TO_LETTERS)
    )


_TO_BYTES: Final = str.maketrans(
    dict.fromkeys(map(chr, range(FIRST_FOREIGN, 0x100)), "?")
    | {letter: chr(byte) for letter, byte in _BYTES.items()}
)
_TO_LETTERS: Final = str.maketrans({chr(byte): letter for letter, byte in _BYTES.items()})


def _lookalikes(pairs: str) -> NDArray[np.uint8]:
    alike = np.zeros(256, dtype=np.uint8)
    for pair in pairs.split():
        alike[_BYTES[pair[0]]] = _BYTES[pair[1]]
    return alike


IMITATES: Final = np.stack(
    [
        _lookalikes("аa сc еe оo рp хx уy іi ѕs јj αa οo νv ιi υu ρp"),
        _lookalikes(
            "аa вb еe кk мm нh оo рp сc тt хx уy іi ѕs јj αa βb εe ζz ηh ιi κk μm νn οo ρp τt υy χx"
        ),
    ]
)
"""Latin byte of the foreign letter that looks like it, 0 where none does: small, capital (Unicode
Technical Standard 39). Wider than `text.fold`, which knows each capital apart."""
IMITATED: Final = np.stack(
    [
        _lookalikes("aа cс eе oо pр xх yу iі sѕ jј"),
        _lookalikes("aа bв eе kк mм hн oо pр cс tт xх yу iі sѕ jј"),
    ]
)
"""Byte of the Cyrillic letter that a Latin one looks like: small, capital."""
