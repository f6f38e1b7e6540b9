"""A Swedish town as Arabic and Cyrillic write it, from its letters, where nobody has told us."""

import re
from functools import lru_cache
from typing import Final

from scanner.text.fold import bare, fold

_ARABIC: Final = {
    "sch": "ش", "stj": "ش", "skj": "ش", "sj": "ش", "sh": "ش", "ch": "شخك", "tj": "شتج",
    "kö": "كش", "ki": "كش", "ke": "كش", "kä": "كش", "ng": "نغكجگ", "ck": "ك", "qu": "ك",
    "b": "ب", "c": "كس", "d": "د", "f": "ف", "g": "غكجقيگ", "h": "ه", "j": "يج", "k": "كق",
    "l": "ل", "m": "م", "n": "ن", "p": "بپ", "q": "كق", "r": "ر", "s": "سش", "t": "تط",
    "v": "فوڤ", "w": "فوڤ", "x": "كس", "z": "زس",
}  # fmt: skip
"""In comparable letters; vowels are written or not."""
_CYRILLIC: Final = {
    "sch": "ш", "stj": "ш", "skj": "ш", "sj": "ш", "sh": "ш", "ch": "шчх", "tj": "чш",
    "kö": "чк", "ng": "нг", "ck": "к",
    "b": "б", "c": "кс", "d": "д", "f": "ф", "g": "гй", "h": "х", "j": "йь", "k": "кч", "l": "л",
    "m": "м", "n": "н", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "v": "в", "w": "в",
    "x": "к", "z": "зс",
}  # fmt: skip
_VOWELS: Final = {"ar": "[اويهءع]{0,2}", "cy": "[аеёиоуыэюяйь]{0,2}"}
_LATIN_VOWELS: Final = frozenset("aeiouy")
_LEAST: Final = 4
"""Consonants below which a name might be any word."""


@lru_cache(maxsize=1024)
def exonyms(town: str) -> tuple[re.Pattern[str], ...]:
    """Patterns for `comparable` text, one a script; none for a name of few letters."""
    letters = "".join(filter(str.isalpha, fold(town).text))
    if sum(bare(one) not in _LATIN_VOWELS for one in letters) < _LEAST:
        return ()
    arabic = _spelt(letters, _ARABIC, _VOWELS["ar"])
    cyrillic = _spelt(letters, _CYRILLIC, _VOWELS["cy"])
    return (
        re.compile(rf"(?<!\w)[وفبلك]?{arabic}(?!\w)"),
        re.compile(rf"(?<!\w){cyrillic}\w{{0,2}}(?!\w)"),
    )


def _spelt(letters: str, table: dict[str, str], vowels: str) -> str:
    """A pattern of consonants with what vowels may stand between; double letters are one."""
    found: list[str] = []
    rest, before = letters, ""
    while rest:
        size = next((size for size in (3, 2, 1) if rest[:size] in table), 0)
        if size and rest[:size] != before:
            found.append(f"[{table[rest[:size]]}]{{1,2}}")
        before, rest = rest[: max(size, 1)], rest[max(size, 1) :]
    last = vowels if bare(letters[-1:]) in _LATIN_VOWELS else ""
    return vowels + vowels.join(found) + last
