"""Words of other scripts without what their grammar adds, and what each such reading costs.

``Петронеллы`` is read as Петронелла, ``ولارس`` as لارس. Costs in bits: −log2 of the share of a
form among the 335 Russian and 272 Arabic mentions of the development data (xscript_ru, xscript_ar:
real sentences), where it was seen there; forms not seen cost `_RARE`.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from scanner.match.scripts import Script, native_letters, script_of


class Stem(NamedTuple):
    """A form in which a word can be compared with a name."""

    word: str
    cost: float
    """Bits to take off."""


_RARE: Final = 6.0
SHORTEST: Final = 2
"""Letters of a stem."""

_GENITIVE: Final = 2.4
_INSTRUMENTAL: Final = 3.0
_DATIVE: Final = 3.9
_LOCATIVE: Final = 3.8

_Rule = tuple[str, tuple[str, ...], float]
"""An ending, what stands there in a name's first form, bits."""

ENDINGS: Final[dict[Script, tuple[_Rule, ...]]] = {
    Script.CYRILLIC: (
        ("а", ("",), _GENITIVE),
        ("ь", ("",), _RARE),
        ("я", ("ь", "и"), _GENITIVE),
        ("ы", ("а",), _GENITIVE),
        ("и", ("а", "я", "ь"), _GENITIVE),
        ("і", ("а", "я"), _GENITIVE),
        ("ї", ("я",), _GENITIVE),
        ("ом", ("",), _INSTRUMENTAL),
        ("ем", ("ь", "и", ""), _INSTRUMENTAL),
        ("ым", ("",), _INSTRUMENTAL),
        ("им", ("", "ии"), _INSTRUMENTAL),
        ("ои", ("а", "ая"), _INSTRUMENTAL),
        ("ою", ("а",), _INSTRUMENTAL),
        ("еи", ("а", "я"), _INSTRUMENTAL),
        ("єю", ("я",), _INSTRUMENTAL),
        ("у", ("", "а"), _DATIVE),
        ("ю", ("ь", "и", "я"), _DATIVE),
        ("ові", ("",), _DATIVE),
        ("еві", ("ь",), _DATIVE),
        ("е", ("", "а", "я", "ь", "и"), _LOCATIVE),
        ("ого", ("ии", "ыи", "ои"), _GENITIVE),
        ("ому", ("ии", "ыи", "ои"), _DATIVE),
        ("ую", ("ая",), _DATIVE),
    ),
    Script.ARABIC: (("ي", ("",), _RARE), ("ها", ("",), _RARE), ("اي", ("ا",), _RARE)),
    Script.HEBREW: (),
    Script.GREEK: (
        ("ου", ("οσ", "ησ"), _GENITIVE),
        ("α", ("ασ",), _GENITIVE),
        ("η", ("ησ",), _GENITIVE),
        ("ο", ("οσ",), _GENITIVE),
        ("ασ", ("α",), _GENITIVE),
        ("ησ", ("η",), _GENITIVE),
    ),
}

BEGINNINGS: Final[dict[Script, tuple[tuple[str, float], ...]]] = {
    Script.ARABIC: (
        ("و", 2.5),
        ("ل", 4.1),
        ("ب", 5.3),
        ("ف", _RARE),
        ("ك", _RARE),
        ("ال", _RARE),
        ("لل", _RARE),
        ("وال", 2.5 + _RARE),
        ("ول", 2.5 + 4.1),
        ("وب", 2.5 + 5.3),
    ),
    Script.HEBREW: tuple((letter, _RARE) for letter in "והבלמשכ"),
}


def native_stems(word: str, script: Script | None = None) -> tuple[Stem, ...]:
    """The word as it stands, and without endings or words written together with it."""
    plain = native_letters(word)
    script = script or script_of(word)
    if script is None:
        return ()
    return (Stem(plain, 0.0), *_unended(plain, script), *_unbegun(plain, script))


def _unended(word: str, script: Script) -> Iterator[Stem]:
    for ending, firsts, cost in ENDINGS[script]:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST:
            yield from (Stem(stem + first, cost) for first in firsts)


def _unbegun(word: str, script: Script) -> Iterator[Stem]:
    for beginning, cost in BEGINNINGS.get(script, ()):
        stem = word.removeprefix(beginning)
        if stem != word and len(stem) >= SHORTEST:
            yield Stem(stem, cost)
