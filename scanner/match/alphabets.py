"""How letters of each script are mistaken: keys side by side, sounds alike, shapes alike.

Letters are those of `letters`: й is и, ة is ه, ς is σ.
"""

from dataclasses import dataclass
from typing import Final

from scanner.match import letters
from scanner.match.scripts import Script, script_of

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alphabet:
    """The letters of a script, and what is written in place of what."""

    letters: str
    keyboards: tuple[tuple[str, str, str], ...]
    """Rows of keys, as they are used for the script; what is no letter of it keeps its place."""
    vowels: Pairs
    """Two that are heard for each other."""
    twins: Pairs
    """Spelt one way or the other."""
    near_vowels: Pairs
    """Vowels that spellings mix up."""
    misread: Pairs
    """Alike to a scanner's eye."""


def alphabet_of(word: str) -> Alphabet:
    """The alphabet of a folded word's first letter; the Latin one for all that have none."""
    return _ALPHABETS[script_of(word)]


def _pairs(written: str) -> Pairs:
    """``kv:qv ck:k``, and ``ll`` for a letter that may be doubled."""
    parted = (each.partition(":") for each in written.split())
    return tuple((one, other if colon else one[:1]) for one, colon, other in parted)


_LATIN: Final = Alphabet(
    letters=letters.LATIN,
    keyboards=(("qwertyuiop", "asdfghjkl", "zxcvbnm"),),
    vowels=_pairs("a:e e:i i:y o:u"),
    # In Swedish, and in Latin spellings of Arabic and Persian names.
    twins=_pairs(
        "kv:qv kv:qu qv:qu kv:kw ck:k ch:k c:k c:s z:s w:v ph:f f:v ff:v th:t dt:t x:ks sh:sch"
        " sh:ch kh:k kh:h gh:g dj:j hj:j y:j y:i ie:i ee:i ou:u oo:u ae:a oe:o aa:a"
        " ll mm nn ss tt rr pp bb dd ah:a ih:i el:al"
    ),
    near_vowels=_pairs("o:u e:i ai:ei ay:ey"),
    misread=_pairs("rn:m l:i cl:d vv:w ii:u h:b li:h"),
)
_ARABIC: Final = Alphabet(
    letters=letters.ARABIC,
    keyboards=(
        ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "يءور يهوزظ"),
        ("ضصثقفغعهخحجچ", "شسيبلاتنمكگ", "ظطزرذدپو"),
    ),
    vowels=_pairs("ا:ه و:ا ي:ا"),
    # Said alike by Arabs or by Persians; sounds that Arabic lends letters to.
    twins=_pairs(
        "ض:ظ ذ:ز ذ:د ث:ت ث:س ص:س ط:ت ق:غ ق:ك ح:ه ض:ز ظ:ز ض:د ه:ا ي:ا وو يي چ:ج چ:تش گ:غ گ:ك گ:ج"
        " پ:ب ڤ:ف ژ:ج ژ:ز ء:ا يا:ا"
    ),
    near_vowels=(),
    misread=_pairs("ب:ت ب:ن ب:ي ت:ث ت:ن ن:ي ج:ح ح:خ ج:خ د:ذ ر:ز س:ش ص:ض ط:ظ ع:غ ف:ق"),
)
_CYRILLIC: Final = Alphabet(
    letters=letters.CYRILLIC,
    keyboards=(
        ("ицукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
        ("ицукенгшщзхї", "фівапролджє", "ячсмитьбю"),
    ),
    vowels=_pairs("о:а е:и я:е у:о"),
    # Russian and Ukrainian, and how either writes names of the other.
    twins=_pairs(
        "е:э и:ы и:і і:ї и:ї е:є г:ґ г:х ья:ия ью:ию ье:ие ья:я ьо:е ио:е иа:я иу:ю тс:ц сч:щ дз:з"
        " нн лл сс тт мм пп рр кк фф"
    ),
    near_vowels=_pairs("о:а е:и я:а ю:у"),
    misread=_pairs("и:н п:н ш:щ ъ:ь е:с"),
)
_HEBREW: Final = Alphabet(
    letters=letters.HEBREW,
    keyboards=(("/'קראטונמפ", "שדגכעיחלכפ", "זסבהנמצתצ"),),
    vowels=_pairs("ו:י א:ה"),
    twins=_pairs("ט:ת כ:ק כ:ח ו:ב וו יי א:ה א:ע ס:ש ס:צ"),
    near_vowels=(),
    misread=_pairs("ד:ר ה:ח ו:י ו:ז ב:כ מ:ס נ:ג"),
)
_GREEK: Final = Alphabet(
    letters=letters.GREEK,
    keyboards=((";σερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"),),
    vowels=_pairs("η:ι υ:ι ω:ο α:ε"),
    twins=_pairs(
        "η:ι υ:ι ει:ι οι:ι ω:ο αι:ε αυ:αβ ευ:εβ γγ:γκ ξ:κσ ου:ω λλ νν σσ μμ ππ κκ ττ ρρ ββ"
    ),
    near_vowels=(),
    misread=_pairs("ν:υ ρ:ο α:σ"),
)

_ALPHABETS: Final = {
    None: _LATIN,
    Script.ARABIC: _ARABIC,
    Script.CYRILLIC: _CYRILLIC,
    Script.HEBREW: _HEBREW,
    Script.GREEK: _GREEK,
}
