"""Swedish street addresses.

Normal form: street, number and letter, ``storgatan 5b``. Postcode and town are left out because
pages leave them out; a street name that many towns share is why an address counts only beside her
name until she has shown that it is hers.
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Identifier, Reading, has_beside, places, reading
from scanner.model.person import DetailKind, Setting
from scanner.text.fold import bare, fold, fold_key

_STREETS: Final = (
    "gata", "gatan", "väg", "vägen", "stig", "stigen", "gränd", "gränden", "allé", "allén", "torg",
    "torget", "plan", "plats", "platsen", "backe", "backen", "slinga", "slingan", "led", "leden",
    "kaj", "kajen", "bron", "esplanad", "esplanaden", "bulevarden", "promenaden", "stråket",
    "parken", "gård", "gården", "höjd", "höjden", "ringen", "krok", "kroken", "gången", "trappan",
    "terrassen", "hamnen", "strand", "stranden", "rondellen", "varvet", "länken", "brinken",
    "kullen", "ängen", "åsen", "liden", "lunden", "tvären", "grinden", "gläntan",
)  # fmt: skip
"""What street names end in, or are when they stand alone."""
_DOUBTFUL: Final = (
    "bro", "bulevard", "promenad", "stråk", "park", "ring", "gång", "trappa", "terrass", "hamn",
    "rondell", "varv", "länk", "tvär", "grind", "glänta", "brink", "kulle", "lund", "ryd", "rud",
    "rude", "by",
)  # fmt: skip
"""The same, of words that are no streets as often, "omgång 3": only her own is one."""
_SHORT: Final = {"g.": "gatan", "v.": "vägen"}
"""``Storg. 5``, and ``Aug. 5`` too: only her own is one."""


def _digraphs(street: str) -> str:
    return street.replace("ä", "ae").replace("ö", "oe").replace("å", "aa")


_ALONE: Final = frozenset(fold_key(street) for street in (*_STREETS, *_DOUBTFUL))
_COMPOUND: Final = re.compile(rf".{{2,}}(?:{'|'.join(sorted(_ALONE))})")
_ENDINGS: Final = tuple(
    {
        form
        for street in (*_STREETS, *_DOUBTFUL)
        for form in (street, bare(street), _digraphs(street))
    }
)
_DOUBTFUL_ENDINGS: Final = tuple(fold_key(street) for street in _DOUBTFUL)
_LAST_LETTERS: Final = frozenset(ending[-2:] for ending in (*_ENDINGS, *_SHORT))

_TOWN: Final = r"[A-ZÅÄÖ][^\W\d_]+(?: [A-ZÅÄÖ][^\W\d_]+)?"
_NUMBER: Final = re.compile(
    r"(?: [Nn](?:r\.?|ummer))? (?P<number>[1-9][0-9]{0,2})(?P<letter>[a-hA-H]| [A-H])?"
    r"(?:-[1-9][0-9]{0,2}[a-hA-H]?)?(?!\w|[-:.,]?[0-9])"
    r"(?:,? (?:[Ll]gh\.?|[Ll]ägenhet) ?[0-9]{4}(?!\w))?"
    r"(?:,? (?:[1-9][0-9]? ?tr(?:appor)?|nb|bv|ög)(?!\w)\.?)?"
    rf"(?:,? (?:[Ss][Ee]?-?)?(?P<postcode>[1-9][0-9]{{2}} ?[0-9]{{2}}),? (?P<town>{_TOWN}))?"
)
_WORDS_BEFORE: Final = re.compile(r"(?:[^\W\d_]+[ -])?[^\W\d_]{3,}\Z")
_VILLAGE: Final = re.compile(r"([^\W\d_]{3,60}) ([1-9][0-9]{0,2}[a-h]?)")
_POSTED: Final = 7
"""Signs that the shortest house number and a postcode take."""
_LONGEST_STREET: Final = 60
_UNMISTAKABLE: Final = ("gata", "gatan", "vag", "vagen", "stigen", "granden", "torget", "backen")
"""Endings that make a street of a word in lower case too; "fasen 2" and "omgången 3" are none."""
_POSTCODES: Final = range(10_000, 98_500)
"""In use (PostNord): 100 12 Stockholm to 984 99 Pajala."""


_NUMBER_WORDS: Final = (" nr", " nr.", " nummer")
_ABROAD: Final = ("شارع ", "خيابان ", "ул")
_STREET_ABROAD: Final = re.compile(
    r"(?<!\w)(?P<street>(?:شارع|خيابان|улиц[аеы]|ул\.?)(?: [^\W\d_]{2,30}){1,3}?)"
    r"[,،]?(?P<said> (?:رقم|پلاك|д\.|дом))? (?P<number>[1-9][0-9]{0,2})(?!\w|[-:.,]?[0-9])"
)
"""Arabic, Persian and Russian: the word for a street comes first."""
_LIVES: Final = re.compile("سكن|عنوان|بيت|منزل|ادرس|خانه|живет|прожива|адрес")


def _find(page: Reading) -> Iterator[Found]:
    for place in places(page.text, _ABROAD):
        abroad = _STREET_ABROAD.match(page.text, place)
        if abroad:
            normal = f"{fold_key(abroad['street'])} {abroad['number']}"
            sure = bool(abroad["said"]) or has_beside(_LIVES, page.text, *abroad.span())
            yield Found(start=place, end=abroad.end(), normal=normal, sure=sure)
    for begin, end in page.stretches:
        place = begin - 1
        if page.text.endswith(_NUMBER_WORDS, 0, max(0, place)):
            place = page.text.rindex(" ", 0, place)
        # Most numbers are none of a house; what follows is dear.
        if end - begin >= _POSTED or page.text[max(0, place - 2) : place] in _LAST_LETTERS:
            number = _NUMBER.match(page.cased, max(0, place))
            found = _before(page, number) if number else None
            if found:
                yield found


def _before(page: Reading, number: re.Match[str]) -> Found | None:
    """The address that ends in a number, if a street or village stands before it."""
    place = number.start()
    posted = _is_posted(number)
    short = page.text[max(0, place - 2) : place]
    if not (posted or short in _SHORT or page.text.endswith(_ENDINGS, 0, place)):
        return None
    end = place - 1 if short in _SHORT else place
    words = _WORDS_BEFORE.search(page.cased, max(0, place - _LONGEST_STREET), end)
    street = _street(words[0], posted=posted or short in _SHORT) if words else None
    if street is None:
        return None
    letter = (number["letter"] or "").strip().lower()
    key = fold_key(street[:-1] + _SHORT[short] if short in _SHORT else street)
    return Found(
        start=end - len(street),
        end=number.end(),
        normal=f"{key} {number['number']}{letter}",
        sure=posted or _is_sure(street, key, short),
    )


def _is_sure(street: str, key: str, short: str) -> bool:
    doubtful = short in _SHORT or key.endswith(_DOUBTFUL_ENDINGS)
    return not doubtful and (street[0].isupper() or key.endswith(_UNMISTAKABLE))


def _is_posted(number: re.Match[str]) -> bool:
    """True if a postcode that exists and a town follow."""
    postcode = number["postcode"]
    return postcode is not None and int(postcode.replace(" ", "")) in _POSTCODES


def _street(words: str, *, posted: bool) -> str | None:
    """The street, or in a posted address the village, that one or two words end in."""
    last = re.split("[ -]", words)[-1]
    key = fold_key(last)
    if key in _ALONE:
        # The kind alone names no street: "Eriks gata" does, "hela vägen" does not.
        return words if words != last and words[0].isupper() else None
    return last if _COMPOUND.fullmatch(key) or (posted and last[0].isupper()) else None


def normalise(value: str) -> str | None:
    """Street, number and letter of an address typed alone, or None where it holds none."""
    typed = fold(value.strip().title())
    found = next((found.normal for found in _find(reading(typed))), None)
    village = _VILLAGE.fullmatch(typed.text)
    return found or (f"{fold_key(village[1])} {village[2]}" if village else None)


def mask(normal: str) -> str:
    """``S•••• ••``."""
    return f"{normal[:1].upper()}•••• ••"


ADDRESS: Final = Identifier(
    kind=DetailKind.ADDRESS,
    find=_find,
    normalise=normalise,
    mask=mask,
    bits=11.0,  # without its town, and shared with a household
    beyond_work=Setting.HOME,
    work_weight=0,
    private_weight=5,
    hits=(
        ("Hon bor på Provstensgatan 12 B, 2 tr, 414 51 Provstad", "provstensgatan 12b"),
        ("bor på provstensgatan 12b", "provstensgatan 12b"),
        ("PROVSTENSGATAN 12B", "provstensgatan 12b"),
        ("Provstensgatan 12 i Provstad", "provstensgatan 12"),
        ("Norra Provvägen 3, lgh 1102", "provvagen 3"),
        ("Prov Eriks gata 7", "eriks gata 7"),
        ("Provhagens allé 114", "provhagens alle 114"),
        ("Provbyn 12, 414 51 Provstad", "provbyn 12"),
        ("Provstensgatan nr 12", "provstensgatan 12"),
        ("Provstensgatan 12-14, port 3", "provstensgatan 12"),
        ("تسكن في شارع بروفغاتان رقم ١٢", "شارع بروفغاتان 12"),
        ("خانه‌اش خیابان پرووستن ۱۲", "خيابان پرووستن 12"),
        ("ул. Провгатан, д. 12", "ул провгатан 12"),
        ("Provsgatan 7, lgh 1102, 2 tr, SE-414 51 Provstad", "provsgatan 7"),
        ("PROVVAEGEN 9", "provvagen 9"),
        ("Pro\u00advvä\u200bgen\u00a09", "provvagen 9"),
    ),
    near_misses=(
        "Provstensgatan är lång",
        "på vägen 5 gånger",
        "i staden 12 år",
        "Provstensgatan 2024",
        "Provstensgatan 12:30",
        "hela vägen 1,5 mil",
        "provgatan",
        "mässan i Halle 7",
        "Kapitel 3, 990 10 Provstad",
        "Provlag 12, 414 51 kronor",
        "Omgång 3 vanns",
        "Aug. 5 var det",
        "Fotbollspark 5",
        "كل شارع فيه 12",
    ),
)
