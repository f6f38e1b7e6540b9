"""The plain letter of those that Unicode keeps apart and readers do not, by rule from their names.

One table for all that compare letters: `fold` and `match.letters`.
"""

import re
import unicodedata
from functools import cache
from typing import Final


@cache
def dressed() -> dict[str, str]:
    """Symbols that write plain words in posts, and the letter that is read: 🅰 is A, ᴀ is a."""
    found = dict(zip(_IMITATIONS, _IMITATED, strict=True))
    for point in (point for first, last in _SYMBOLS for point in range(first, last)):
        match = _DRESSED.fullmatch(unicodedata.name(chr(point), ""))
        if match:
            found[chr(point)] = match["capital"] or (match["small"] or match["tiny"]).lower()
    return found


_SYMBOLS: Final = (
    (0x0250, 0x02B0),
    (0x1D00, 0x1D80),
    (0x2460, 0x2500),
    (0xA720, 0xA800),
    (0x1F100, 0x1F1B0),
)
_DRESSED: Final = re.compile(
    r"(?:NEGATIVE )?(?:CIRCLED|SQUARED|PARENTHESIZED) LATIN"
    r" (?:CAPITAL LETTER (?P<capital>[A-Z])|SMALL LETTER (?P<small>[A-Z]))"
    r"|LATIN LETTER SMALL CAPITAL (?P<tiny>[A-Z])"
)
_IMITATIONS: Final = "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᎡᏚᎢᏙᎳᎩᏃոսօհցյզՕՍՏԼ"
_IMITATED: Final = "ABCDEGHIJKLMPRRSTVWYZnuohgjqOUSL"
"""Cherokee and Armenian letters, and Latin ones that they look like (Unicode Technical Standard
39)."""


def plain(letter: str) -> str:
    """A small letter without what is written on, through or behind it: å is a, ø o, ς σ, ۀ ه.

    Letters of Cyrillic alphabets that have a sound of their own stay: ї, ў, ґ, ѓ, ќ.
    """
    if letter in _OWN:
        return letter
    first = unicodedata.normalize("NFD", letter)[0]
    return _BY_HAND.get(first) or _undressed(first)


def _undressed(letter: str) -> str:
    """A letter without its stroke, hook or tail, which Unicode does not take apart."""
    match = _TAILED.fullmatch(unicodedata.name(letter, ""))
    if not match:
        return letter
    try:
        found = unicodedata.lookup(match[1])
    except KeyError:
        return letter
    return _BY_HAND.get(found, found)


_TAILED: Final = re.compile(
    r"((?:LATIN SMALL|CYRILLIC SMALL|ARABIC) LETTER (?:DOTLESS )?[A-Z]+) WITH .+"
)
_OWN: Final = frozenset("їўґѓќ")
_BY_HAND: Final = {
    form: letter
    for letter, forms in {
        "a": "æ",
        "d": "ðԁ",
        "e": "əɛ",
        "g": "ԍ",
        "h": "һ",
        "i": "ıɩ",
        "j": "ȷ",
        "k": "ĸ",
        "l": "ӏ",
        "n": "ŋ",
        "o": "œɔ",
        "q": "ԛ",
        "t": "þ",
        "w": "ԝ",
        "ا": "ٱ",
        "ت": "ٹ",
        "د": "ڈ",
        "ر": "ڑ",
        "ك": "کڪ",
        "ن": "ں",
        "ه": "ةہھەۃ",
        "و": "ۆۇۈۋ",
        "ي": "ىیےې",
        "е": "ә",
        "о": "ө",
        "у": "үұ",
        "σ": "ς",
        "כ": "ך",
        "מ": "ם",
        "נ": "ן",
        "פ": "ף",
        "צ": "ץ",
    }.items()
    for form in forms
}
"""Of Kurdish, Pashto and Urdu, Tatar and Kazakh, final letters, and Cyrillic ones that are only
written among Latin letters."""
