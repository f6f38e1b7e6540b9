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


def _find(page: Reading) -> Iterator[Found]:
    for place in sorted(places(page.text, _WHOSE)):
        match = _RELATIVE.match(page.text, place)
        if match and page.cased[match.start("name") : match.end()].istitle():
            yield Found(start=place, end=match.end(), normal=match["who"])


RELATIVE: Final = Sign(
    find=_find,
    hits=(
        ("Hennes man Erik jobbar på bygget", "man"),
        ("hennes yngsta dotter Sara", "dotter"),
        ("hans fru, Amina", "fru"),
        ("hennes son heter Ali", "son"),
        ("her daughter Sara", "daughter"),
    ),
    near_misses=(
        "hon tog min dotter Sara",
        "hennes man jobbar",
        "hennes barn går på skolan",
        "hans far var arg",
        "hennes mandat Erik",
        "Alis dotter Sara",
    ),
)
