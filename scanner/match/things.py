"""Words beside a name that make it the name of something: a street, a school, a firm, a prize.

"Anna Bergs gata" is nobody, "Anna Berg Bygg AB" is hers at most. Every word is a look-up key.
"""

import re
from functools import lru_cache
from typing import Final

from scanner.match.lexicon import is_name
from scanner.match.words import is_arabic, key_of, without_proclitics
from scanner.text.fold import fold

# Not hus, väg, plats and pris: a threat to her home must not be taken for a street's name.
_HEADS: Final = """
gata gatan gränd torg torget park parken platsen stig stigen skola skolan museum museet stiftelse
stiftelsen fond fonden stipendium stipendiet priset gymnasium gymnasiet högskola universitet
bibliotek sjukhus sjukhem kyrkogård minneslund
katu kadulla kadun kadulta koulu koulun koulussa säätiö säätiön puisto puiston puistossa rahasto
rahaston aukio museo lukio lukion yliopisto yliopiston areena stadion sairaala
"""
"""Last words of compounds too: minnesfond, förskola, peruskoulu."""
_SMALL: Final = """
vägen kommun församling arena konditori kafé café bageri bokhandel blomsterhandel frisersalong åkeri
advokatbyrå bilverkstad begravningsbyrå trafikskola byggfirma pizzeria krog kiosk minne optik
tandvård antikvariat tryckeri handelsträdgård kauppa hotelli
"""
"""These count in small letters as well as with a capital."""
_CAPITAL: Final = """
university school foundation street road hospital library prize scholarship memorial institute
college avenue square stadium center centre award group holdings consulting bakery motors
partners publishing garage kitchen diner barbershop bookstore catering
sokak sokağı caddesi okulu ilkokulu ortaokulu lisesi bulvarı parkı mahallesi hastanesi vakfı
üniversitesi stadyumu camii meydanı kütüphanesi köprüsü holding inşaat lokantası eczanesi market
kuyumculuk pastanesi derneği apartmanı tesisleri fırını
bygg måleri schakt fastigheter redovisning livs yhtiöt
"""
"""These with a capital only: in small letters they are what somebody speaks of."""
_COMPANIES: Final = "ab hb kb aktiebolag handelsbolag ltd inc llc gmbh aps oy oyj ky"
_AND: Final = "co söner sons partners döttrar daughters"
"""Behind an ampersand."""
_ENDINGS: Final = "s n en et ns ens ets nde nda nden ndan ne na nin nun"
_BEFORE: Final = """
stiftelsen fonden firma firman advokatfirman restaurang konditori bageriet galleri salong
kvarteret villa hotell hotel kahvila ravintola parturi leipomo toiminimi tmi
dugsiga jaamacadda shirkadda waddada isbitaalka xawaaladda masjidka machadka
شركة مدرسة مؤسسة مطعم مكتبة محلات صيدلية مخبز مصنع شارع مستشفى جامعة مسجد حديقة ساحة جائزة معهد
ثانوية جسر حي مدينة فندق متجر نادي ملعب صالون
شرکت فروشگاه رستوران کتابفروشی داروخانه کارخانه نانوایی هتل خیابان دانشگاه بیمارستان کوچه
بنیاد پارک میدان بلوار دبیرستان باشگاه سالن ورزشگاه
"""
"""مدرسة is a school, and in Arabic a teacher: she is a weak hint then."""
_RUSSIAN: Final = """
ооо зао оао ао магазин кафе фирм ресторан салон компани ул улиц школ фонд площад переулок
переулк проспект парк музе институт университет больниц гимнази лице библиотек театр аптек
клуб стадион набережн отел
"""
"""Stems of what stands before a name."""
_CASES: Final = "а я у ю ом ем е ы и ой ей ь й ия ию ии"


def _keys(words: str) -> tuple[str, ...]:
    return tuple(key_of(word) for word in fold(words).text.split())


def _any(words: str) -> str:
    return "|".join(_keys(words))


_BEHIND_SMALL: Final = re.compile(
    rf"(?:.{{2,}})?(?:{_any(_HEADS)})(?:{_any(_ENDINGS)})?|(?:{_any(_SMALL)})(?:{_any(_ENDINGS)})?"
)
_BEHIND_CAPITAL: Final = re.compile(rf"(?:{_any(_CAPITAL)})(?:{_any(_ENDINGS)})?")
_IN_RUSSIAN: Final = re.compile(rf"(?:{_any(_RUSSIAN)})(?:{_any(_CASES)})?")
_FIRMS: Final = frozenset(_keys(_COMPANIES))
_BEFORE_IT: Final = frozenset(_keys(_BEFORE))
_SHARERS: Final = frozenset(_keys(_AND))
_KEPT: Final = 1 << 14


@lru_cache(maxsize=_KEPT)
def is_behind(key: str, *, capital: bool) -> bool:
    """True for what stands behind a name that something bears."""
    whole = _BEHIND_SMALL.fullmatch(key) or (capital and _BEHIND_CAPITAL.fullmatch(key))
    return bool(whole) and (key in _WHOLE or not is_name(key))


def is_company(key: str) -> bool:
    """True for the last word of a firm's name."""
    return key in _FIRMS


def is_and(key: str) -> bool:
    """True for "Co" as in "& Co"."""
    return key in _SHARERS


@lru_cache(maxsize=_KEPT)
def is_before(key: str) -> bool:
    """True for what stands before a name that something bears."""
    if is_arabic(key):
        return key in _BEFORE_IT or any(rest in _BEFORE_IT for rest in without_proclitics(key))
    return key in _BEFORE_IT or bool(_IN_RUSSIAN.fullmatch(key))


_WHOLE: Final = frozenset(_keys(f"{_HEADS} {_SMALL} {_CAPITAL}"))
