"""Dates of birth, whole or as the open half of a masked personnummer.

Normal form: ``1981-12-28``. Only of people who may be at work: the dates beside a caseworker's name
are as often a child's, whose page it is not.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from scanner.identifiers.candidate import Found, Identifier, Reading, places
from scanner.model.person import DetailKind
from scanner.text.fold import fold

_MONTHS: Final = {
    name: month
    for month, names in enumerate(
        (
            "januari january jan ocak января يناير",
            "februari february feb şubat февраля فبراير شباط",
            "mars march mar mart марта مارس اذار",
            "april apr nisan апреля ابريل نيسان",
            "maj may mayıs мая مايو ايار",
            "juni june jun haziran июня يونيو حزيران",
            "juli july jul temmuz июля يوليو تموز",
            "augusti august aug ağustos августа اغسطس اب",
            "september sept sep eylül сентября سبتمبر ايلول",
            "oktober october okt oct ekim октября اكتوبر",
            "november nov kasım ноября نوفمبر",
            "december dec aralık декабря ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))

_DATES: Final = (
    re.compile(
        r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})[ ./-]?(?P<month>[0-9]{2})[ ./-]?(?P<day>[0-9]{2})"
        r"(?![0-9])"
    ),
    re.compile(
        r"(?P<day>[0-9]{1,2})[ ]?[./-][ ]?(?P<month>[0-9]{1,2})[ ]?[./ -][ ]?-?"
        r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
    ),
    re.compile(
        rf"(?P<day>[0-9]{{1,2}})(?::?e|th|st|nd|rd)?[ .](?P<name>{_MONTH})[ .,]{{1,2}}"
        r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
    ),
    re.compile(
        rf"(?P<name>{_MONTH})[ ](?P<day>[0-9]{{1,2}})(?:th|st|nd|rd)?,?[ ]"
        r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
    ),
)
_WORDS: Final = (
    "föd", "born", "birth", "f.", "مواليد", "ولد", "ميلاد", "تولد", "متولد", "doğum", "рожд",
    "родил", "dhala", "dhash",
)  # fmt: skip
"""What each form of "born" begins with."""
_BORN: Final = re.compile(
    r"(?<!\w)(?:född|födelse(?:datum|dag)|born|birth(?:day|date)?|f\.|"
    r"مواليد|ولدت?|(?:تاريخ )?(?:ال)?ميلاده?ا?|متولد|(?:تاريخ )?تولد|doğum(?: tarihi)?|"
    r"рождения|родил(?:ась|ся)|dhalatay|dhalashada|dhashay)"
    r"[ :]{0,3}(?:(?:den|the|on|är|is|в|في|يوم)[ ]){0,2}"
)
_MASKED: Final = re.compile(
    r"(?<![\w-])(?P<date>[0-9]{6}(?:[0-9]{2})?)[-+ ]?(?:x{4}|\*{4}|•{4})(?!\w)"
)
_MASKED_LENGTHS: Final = (6, 8)
_AT_WORK: Final = range(1940, 2009)
_PIVOT: Final = 40
"""Two digits below it are of this century."""


def _find(page: Reading) -> Iterator[Found]:
    for place in places(page.text, _WORDS):
        born = _BORN.match(page.text, place)
        found = _dated(page.digits, born.end()) if born else None
        if found:
            yield found
    for begin, end in page.stretches:
        masked = _MASKED.match(page.text, begin) if end - begin in _MASKED_LENGTHS else None
        normal = normalise(masked["date"]) if masked else None
        if masked and normal:
            yield Found(start=begin, end=masked.end(), normal=normal)


def _dated(text: str, place: int) -> Found | None:
    """The date that stands at a place."""
    for pattern in _DATES:
        match = pattern.match(text, place)
        normal = _normal(match) if match else None
        if match and normal:
            return Found(start=place, end=match.end(), normal=normal)
    return None


def _normal(match: re.Match[str]) -> str | None:
    named = match.groupdict()
    year, day = int(named["year"]), int(named["day"])
    month = _MONTHS[named["name"]] if "name" in named else int(named["month"])
    if year < 100:
        year += 2000 if year < _PIVOT else 1900
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    return born.isoformat() if year in _AT_WORK else None


def normalise(value: str) -> str | None:
    """The date as ISO 8601 writes it, or None where it is none that somebody at work was born."""
    text = fold(value.strip()).text
    matches = (pattern.fullmatch(text) for pattern in _DATES)
    return next((normal for match in matches if match and (normal := _normal(match))), None)


def mask(normal: str) -> str:
    """``1981-••-••``."""
    return f"{normal[:4]}-••-••"


BIRTH_DATE: Final = Identifier(
    kind=DetailKind.BIRTH_DATE,
    find=_find,
    normalise=normalise,
    mask=mask,
    is_watched=False,
    work_weight=2,
    private_weight=2,
    hits=(
        ("född 1981-12-28 i Provstad", "1981-12-28"),
        ("Född den 28 december 1981", "1981-12-28"),
        ("f. 28/12-81", "1981-12-28"),
        ("född 28 dec 81", "1981-12-28"),
        ("född 811228", "1981-12-28"),
        ("born on December 28, 1981", "1981-12-28"),
        ("födelsedatum: 28.12.1981", "1981-12-28"),
        ("مواليد ٢٨/١٢/١٩٨١", "1981-12-28"),
        ("تاريخ ميلادها: ٢٨ ديسمبر ١٩٨١", "1981-12-28"),
        ("doğum tarihi 28 Aralık 1981", "1981-12-28"),
        ("родилась 28 декабря 1981", "1981-12-28"),
        ("dhalatay 28/12/1981", "1981-12-28"),
        ("född 28/12 -81", "1981-12-28"),
        ("född den 28:e december 1981", "1981-12-28"),
        ("hon heter så, 811228-XXXX", "1981-12-28"),
        ("19811228-****", "1981-12-28"),
        ("född l98l-l2-28", "1981-12-28"),
        ("född 29 februari 2000", "2000-02-29"),
    ),
    near_misses=(
        "född 30 februari 1981",
        "född 1981-02-30",
        "född 29 februari 1981",
        "född 1981",
        "mötet den 28 december 1981",
        "min dotter är född 2015-03-02",
        "811328-XXXX",
        "dnr 811228-1234-XXXX",
    ),
)
