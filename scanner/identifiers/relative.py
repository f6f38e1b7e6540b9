"""A relative of hers called by name: ``hennes dotter Sara``.

Relatives have not opted in, so no name is kept: the normal form is the word that says who it is.
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Reading, Sign, places

_WHOSE: Final = ("hennes ", "hans ", "her ", "his ")
_RELATIVE: Final = re.compile(
    r"(?<!\w)(?:hennes|hans|her|his) "
    r"(?:(?:äldsta|yngsta|lilla|vuxna|blivande|eldest|youngest|little) )?"
    r"(?P<who>man|make|fru|maka|sambo|särbo|pojkvän|flickvän|ex-man|ex-fru|"
    r"barn|son|söner|dotter|döttrar|mamma|pappa|mor|far|föräldrar|bror|bröder|syster|systrar|"
    r"husband|wife|partner|boyfriend|girlfriend|kids?|children|daughters?|sons?|"
    r"mother|father|mum|mom|dad|parents|brother|sister)"
    r"(?:,| heter| som heter| is called| named)? "
    r"(?P<name>[^\W\d_]{2,})",
)
_OF_ONE_WORD: Final = (
    "kocası", "karısı", "oğlu", "kızı", "çocukları", "annesi", "babası", "kardeşi",
    "ninkeeda", "xaaskiisa", "wiilkeeda", "wiilkiisa", "gabadheeda", "gabadhiisa", "caruurteeda",
    "caruurtiisa", "hooyadeed", "aabaheed", "walaasheed", "walaalkeed",
)  # fmt: skip
"""Turkish and Somali say in one word whose relative it is."""
_ONE_WORD: Final = re.compile(
    rf"(?<!\w)(?P<who>{'|'.join(_OF_ONE_WORD)}):? (?P<name>[^\W\d_]{{2,}})"
)
_CALLED: Final = ("اسم", "مدعو", "يدعي", "تدعي")
_ARABIC: Final = re.compile(
    r"(?<!\w)(?P<who>(?:زوج|ابن|بنت|اخت|ابنا[ءي]?|اولاد|اطفال|ام|ابو|اخو)ت?(?:ها|ه)) "
    r"(?:و?اسم(?:ها|ه|هم)|المدعوه?|[يت]دعي) (?P<name>[^\W\d_]{2,})"
)
"""No letter tells a name here: only a word that says so."""


def _find(page: Reading) -> Iterator[Found]:
    for pattern, signs in ((_RELATIVE, _WHOSE), (_ONE_WORD, _OF_ONE_WORD)):
        for place in sorted(places(page.text, signs)):
            match = pattern.match(page.text, place)
            if match and page.cased[match.start("name") : match.end()].istitle():
                yield Found(start=place, end=match.end(), normal=match["who"])
    if any(called in page.text for called in _CALLED):
        for match in _ARABIC.finditer(page.text):
            yield Found(start=match.start(), end=match.end(), normal=match["who"])


RELATIVE: Final = Sign(
    find=_find,
    hits=(
        ("Hennes man Erik jobbar på bygget", "man"),
        ("hennes yngsta dotter Sara", "dotter"),
        ("hans fru, Amina", "fru"),
        ("hennes son heter Ali", "son"),
        ("her daughter Sara", "daughter"),
        ("kocası Ali", "kocası"),
        ("wiilkeeda Cali", "wiilkeeda"),
        ("زوجها اسمه علي", "زوجها"),
        ("ابنتها المدعوة سارة", "ابنتها"),
    ),
    near_misses=(
        "hon tog min dotter Sara",
        "hennes man jobbar",
        "hennes barn går på skolan",
        "hans far var arg",
        "hennes mandat Erik",
        "Alis dotter Sara",
        "kocası evde",
        "زوجها يعمل هناك",
    ),
)
