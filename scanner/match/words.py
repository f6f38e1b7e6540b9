"""A text as words: where each stands, and the key by which it is looked up.

Look-up keys are folded, without accents, with aa, ae and oe as one letter.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from scanner.match.batch import SHORTEST_HUMP
from scanner.match.letters import BEFORE_GERESH
from scanner.text.fold import Folded, fold, word_key
from scanner.text.particles import PARTICLES


class Word(NamedTuple):
    """A word of a folded text. `end` includes an ending behind an apostrophe or colon."""

    start: int
    stem_end: int
    end: int


_VOWELS: Final = "".join(
    re.escape(chr(point))
    for point in (*range(0x700, 0x1D00), *range(0xA800, 0xAC00), *range(0x11000, 0x1F000))
    if unicodedata.category(chr(point)) in ("Mn", "Mc")
)
"""Vowel signs of Indian and Southeast Asian scripts, which are letters to their readers."""
LETTERS: Final = rf"[^\W_]+(?:[{_VOWELS}]+[^\W_]*)*"

_WORD: Final = re.compile(
    rf"(?:[א-ת]*[{BEFORE_GERESH}ץ]['׳])+[א-ת]*"  # ג'ון
    r"|[^\W_]{1,2}'[^\W_]{2,}"  # O'Neil
    rf"|({LETTERS})"
    r"(?:'[^\W\d_]{1,4}(?![^\W_])|:(?:s|n|ns|en)(?![^\W_]))?"  # Anna's, Anna'nın, SVT:s
)


_LETTERS: Final = re.compile(LETTERS)


def split(folded: Folded) -> list[Word]:
    """The words of a text in order. ``AnnaBerg`` is two, ``O'Neil`` is one."""
    words: list[Word] = []
    cased, text = folded.cased, folded.text
    for match in _WORD.finditer(cased):
        start, end = match.span()
        stem_end = match.end(1)
        if stem_end < 0:
            stem_end = end
        # Equal from the second letter on: no capital inside, as in nearly every word.
        if cased[start + 1 : stem_end] == text[start + 1 : stem_end]:
            words.append(Word(start, stem_end, end))
        else:
            words += _humps(cased, Word(start, stem_end, end))
    return words


def _humps(cased: str, word: Word) -> Iterator[Word]:
    """The parts of a word written in CamelCase; words all in capitals, and ``aNnA``, stay whole."""
    start = word.start
    humps = [
        place
        for place in range(word.start + 1, word.stem_end)
        if cased[place].isupper() and cased[place - 1].islower()
    ]
    for place in humps if _are_several(len(humps), word.stem_end - word.start) else ():
        yield Word(start, place, place)
        start = place
    yield Word(start, word.stem_end, word.end)


def _are_several(humps: int, length: int) -> bool:
    """False where capitals inside a word alternate with small letters."""
    return length > SHORTEST_HUMP * (humps + 1) - (humps == 1)


_LINKS: Final = """
och o and und et y e i med with samt eller or oder vs mot till to from från av by in på on at for
för the is var says said säger sade enligt hos som att om der die das vid dear kära hej ve iyo
ja ili oraz ile veya sekä и или против
و مع ضد عن الي من بعد قبل بلا بدون او في لكن ليس با عليه براي از در به يا بي درباره پس تا نه
בלי עם נגד של או και με στο
"""

LINKS: Final = frozenset(_LINKS.split())
"""Folded words that stand between or before names, also with a capital in a heading."""

_TITLES: Final = """
mr mrs ms miss dr sir madam fru fröken herr doktor professor prof frau herrn mme madame tant farbror
aunt auntie uncle señora señor sra soc socionom handläggaren handläggare
د
"""
TITLES: Final = frozenset(_TITLES.split())
"""Folded words that stand before a surname with a capital, and are no given name."""

_FORMER: Final = "fodd fd f d ogift gift tidigare tid nee formerly"
FORMER: Final = frozenset(_FORMER.split())
"""Keys of words in small letters between a name and a former one: "Anna Berg, född Lind"."""

_CURSES: Final = """
jävla jävlar jävlas jävlig jävliga djävla jäkla förbannade helvetes satans hora horan fitta fittan
hynda hyndan häxa häxan kärring kärringen idiot idioten subba subban slyna slynan svinet
fucking fuckin damn bloody bitch whore cunt kurva kurwa jebena jebeni vittu vitun helvetin
saatanan perkeleen orospu lanet olası dhillo чертова чертов проклятая проклятый сука шлюха
اللعينه الكلبه العاهره الحقير الحقيره لعنتي عوضي جنده
"""
CURSES: Final = frozenset(_CURSES.split())
"""What haters put into a name, in small letters: "Amina jävla Testberg"."""


def parts(name: str) -> tuple[str, ...]:
    """The words of a name that tell somebody, as folded text, without particles and initials.

    ``MacKay`` is one of them, as it stands.
    """
    folded = fold(name).text
    words = tuple(match[0] for match in _NAMED.finditer(folded))
    telling = tuple(word for word in words if len(word) > 1 and word not in PARTICLES)
    return telling or words


_NAMED: Final = re.compile(rf"{LETTERS}(?:'{LETTERS})*")


@lru_cache(maxsize=1 << 14)
def key_of(word: str) -> str:
    """The look-up key of a folded word: ``löfgren`` and ``loefgren`` have one."""
    key = word_key(word if word.isalnum() else "".join(_LETTERS.findall(word)))
    return without_article(key) if is_arabic(key) else key


def is_arabic(key: str) -> bool:
    return "\u0620" <= key[:1] <= "\u06ff"


_SHORTEST_STEM: Final = 3


def without_article(key: str) -> str:
    """An Arabic word without its article ال, if enough of it remains."""
    return key[2:] if key.startswith("ال") and len(key) >= 2 + _SHORTEST_STEM else key


def without_proclitics(key: str) -> Iterator[str]:
    """What an Arabic word may be behind و ف ب ل ك, with or without the article."""
    for proclitics in ("و", "ف", "ب", "ل", "ك", "لل", "وال", "بال", "فال", "كال", "وب", "ول"):
        if key.startswith(proclitics) and len(key) >= len(proclitics) + _SHORTEST_STEM:
            yield key[len(proclitics) :]
