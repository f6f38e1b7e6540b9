"""Words by their consonants, in every way that they may be read: keys across scripts.

In and out: words as bytes of `letters`, one after the other, a gap behind each. A Latin name and
its rendering have one reading in common: J is heard in Johan or John, ``ج`` stands for both J and
G. Vowels, and letters that a reading does not hear, are gone; of a word that begins with one,
`SOFT` is left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import numpy as np

from scanner.match.arrays import Bytes, Flags, are_first
from scanner.match.letters import ARABIC, CYRILLIC, GAP, GREEK, HEBREW, LATIN, LETTERS
from scanner.match.scripts import models

SOFT: Final = ord("^")
"""Begins a word whose first letter is not heard."""
_MUTE: Final = b"a"

_Written = tuple[tuple[str, str], ...]
"""Written so, heard so, in this order; # is the edge of a word."""


@dataclass(frozen=True)
class Pronunciation:
    """One way to read words: what is heard for groups of letters, then for single ones."""

    groups: _Written
    letters: Mapping[str, str]
    """Consonant, and the letters for which it is heard; what is nowhere, is not heard."""

    def of(self, words: Bytes) -> Bytes:
        """The consonants of words."""
        heard = bytes([GAP]) + words.tobytes()
        for written, spoken in self.groups:
            heard = heard.replace(_bytes(written), _bytes(spoken))
        heard = heard.translate(self._table).replace(bytes([GAP]) + _MUTE, bytes([GAP, SOFT]))
        plain = _undoubled(heard.translate(None, _MUTE)).replace(b"ts", b"s")
        return np.frombuffer(_undoubled(plain), dtype=np.uint8)[1:]

    @cached_property
    def _table(self) -> bytes:
        table = bytearray(range(256))
        for silent in _bytes(LATIN + ARABIC + CYRILLIC + HEBREW + GREEK):
            table[silent] = _MUTE[0]
        for consonant, letters in self.letters.items():
            for letter in _bytes(consonant + letters):
                table[letter] = ord(consonant)
        return bytes(table)


def _undoubled(words: bytes) -> bytes:
    letters = np.frombuffer(words, dtype=np.uint8)
    return bytes(letters[are_first(letters) | (letters == GAP)])


@cache
def _bytes(letters: str) -> bytes:
    codes = {letter: byte for byte, letter in LETTERS.items()} | {"#": GAP}
    return bytes(codes[letter] for letter in letters)


_ANYWHERE: Final = (
    ("tsch", "s"),
    ("tch", "s"),
    ("sch", "s"),
    ("sh", "s"),
    ("dzh", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("x", "ks"),
    ("kh", "h"),
    ("qu", "kv"),
    ("cz", "s"),
)
_SWEDISH: Final = (
    ("skj", "s"),
    ("stj", "s"),
    ("sj", "s"),
    ("tj", "s"),
    ("kj", "s"),
    ("#lj", "#y"),
    ("#hj", "#y"),
    ("#dj", "#y"),
    ("#gj", "#y"),
    ("ndg", "ng"),
    ("dt", "t"),
)
_ENGLISH: Final = (("#wr", "#r"), ("#kn", "#n"), ("ght", "t"), ("lm", "m"))
_ZH: Final = (("xh", "k"), ("zh", "k"))
_SLAVIC: Final = (("dj", "k"), ("gj", "k"), ("ch", "s"), ("gh", "k"), ("c", "s"))
_SOFT_C: Final = (("ce", "se"), ("ci", "si"), ("cy", "sy"))
_SOFT_G: Final = (("ge", "ye"), ("gi", "yi"), ("gy", "yy"), ("#go", "#yo"), ("#ga", "#ya"))
_HARD_J: Final = (("dj", "k"), ("j", "k"))
_SILENT_ENDS: Final = tuple(
    (f"{end}#", "e#") for end in ("ts", "ds", "ks", "t", "d", "s", "x", "z", "r")
)

_LATIN: Final = {
    "b": "bp",
    "f": "f",
    "k": "kqgc",
    "l": "l",
    "m": "m",
    "n": "n",
    "r": "r",
    "s": "sz",
    "t": "td",
}

LATIN_PRONUNCIATIONS: Final = (
    Pronunciation((*_ANYWHERE, *_SWEDISH, ("gh", "k"), ("ch", "h")), _LATIN | {"f": "fvw"}),
    Pronunciation(
        (*_ENGLISH, *_ANYWHERE, *_ZH, *_HARD_J, ("ch", "s"), ("gh", "h"), *_SOFT_C),
        _LATIN | {"f": "fv"},
    ),
    Pronunciation((*_ANYWHERE, *_ZH, ("gh", "k"), ("ch", "k"), *_SOFT_G, *_SOFT_C), _LATIN),
    Pronunciation(
        (
            *_ZH,
            *_ANYWHERE,
            *_HARD_J,
            ("#ke", "#se"),
            ("#ki", "#si"),
            ("ch", "s"),
            ("gh", "h"),
            *_SOFT_G,
            ("c", "s"),
        ),
        _LATIN,
    ),
    Pronunciation(
        (*_SILENT_ENDS, ("gn", "n"), *_ANYWHERE, *_ZH, *_HARD_J, ("ch", "s"), *_SOFT_C),
        _LATIN | {"f": "fv"},
    ),
    Pronunciation((*_ZH, *_ANYWHERE, *_SLAVIC), _LATIN | {"f": "fvw"}),
)
"""As in Swedish and German; English and Arabic; with V and soft G unheard as in Persian renderings
and Göran; C as S and Swedish soft K; French ends; South Slavic (-vić)."""

_GROUPS: Final = (
    ("дж", "k"),
    ("ж", "k"),
    ("ژ", "k"),
    ("τζ", "k"),
    ("μπ", "b"),
    ("γκ", "k"),
    ("ντ", "t"),
    ("ξ", "ks"),
    ("ψ", "bs"),
    ("ђ", "k"),
    ("џ", "k"),
)
_NATIVE: Final = {
    "b": "بپбпπ",
    "f": "فڤфвφ",
    "k": "جغقكگкгґѓќגכקγκ",
    "l": "لлљלλ",
    "m": "مмמμ",
    "n": "نњнנν",
    "r": "رрרρ",
    "s": "زسشصچзсцшщчћѕזסצשσζ",
    "t": "تثدذضطظдтדטתτδθ",
}

_PERSIAN_S: Final = "ثذضظ"
"""Said as S or Z in Iran and Turkey, as T or D by Arabs."""

NATIVE_PRONUNCIATIONS: Final = (
    Pronunciation(_GROUPS, _NATIVE | {"b": _NATIVE["b"] + "בפ", "f": _NATIVE["f"] + "β"}),
    Pronunciation(
        (
            ("ντ", "nt"),
            ("μπ", "mb"),
            ("ж", "s"),
            ("ژ", "s"),
            ("اس", "s"),
            ("اش", "s"),
            ("щ", "st"),
            *((letter, "s") for letter in "ثذضظ"),
            ("τζ", "k"),
            ("ζ", "k"),
            ("ז", "k"),
            *_GROUPS,
        ),
        _NATIVE
        | {
            "f": _NATIVE["f"] + "בβפ",
            "k": "جغقكگкґѓќכקκ",
            "s": _NATIVE["s"] + _PERSIAN_S,
            "t": "تدطтדטתτδθ",
        },
    ),
    Pronunciation(
        (("ντ", "nt"), ("γκ", "nk"), ("γγ", "nk"), *_GROUPS),
        _NATIVE | {"b": _NATIVE["b"] + "פ", "f": _NATIVE["f"] + "בβו", "k": "غقكگкгґѓќגכקγκ"},
    ),
    Pronunciation(
        (("ντ", "nt"), ("рж", "r"), *_GROUPS),
        _NATIVE | {"b": _NATIVE["b"] + "ב", "f": _NATIVE["f"] + "βפ"},
    ),
    Pronunciation(
        # Not at a word's beginning, whose alif is as mute as any vowel.
        (("#ا", "#ه"), *((f"ال{letter}", letter) for letter in "تثدذرزسشصضطظن"), *_GROUPS),
        _NATIVE | {"b": _NATIVE["b"] + "בפ", "f": _NATIVE["f"] + "β"},
    ),
)
"""Plain; Ukrainian г and Hebrew ג as H or J, Persian words with a vowel before S and with ض as Z,
Greek ντ as nd;
``ج`` as Y, Hebrew ו as V; the other two ways to read ב and פ, Czech ř as Russian рж; an Arabic
article that is said as the letter behind it (Noureddine, Abdessalam)."""


@cache
def may_begin() -> Flags:
    """Whether a name may begin with a Latin letter (row) where its rendering does with a native."""
    return _allowed(model.first for model in models().values())


@cache
def may_end() -> Flags:
    """The same of their last letters. Both together leave a third of the candidates, and lose one
    rendering in a hundred (pairs/xscript.csv)."""
    return _allowed(model.last for model in models().values())


def _allowed(edges: Iterable[Mapping[str, str]]) -> Flags:
    allowed = np.zeros((256, 256), dtype=np.bool_)
    for edge in edges:
        for native, latin in edge.items():
            allowed[list(_bytes(latin)), _bytes(native)[0]] = True
    return allowed
