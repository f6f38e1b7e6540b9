"""Swedish personal identity numbers and coordination numbers.

Normal form: ten digits, ``ÅÅMMDDNNNK``. The century is left out: a page that writes ``+`` or ``-``
means one that depends on the day of writing, and equal ten digits a century apart do not meet.
Source: Skatteverket's description of personnummer and samordningsnummer.
"""

import re
from calendar import isleap
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Identifier, Reading, has_beside, places
from scanner.model.person import DetailKind
from scanner.text.fold import fold

_FEWEST_DIGITS: Final = 10
_NUMBER: Final = re.compile(
    r"(?<![\d.-])(?P<century>18|19|20)?(?P<year>\d\d)[ ./-]?(?P<month>\d\d)[ ./-]?(?P<day>\d\d)"
    r"(?P<sign> ?[-+] ?| )?(?P<serial>\d{3})(?P<check>\d)(?![\d-])"
)
_SPACED: Final = re.compile(r"(?<![\w.-])\d(?:[ .-]{0,3}\d){9}(?:(?:[ .-]{0,3}\d){2})?(?![ .-]?\d)")
"""Digits set apart anyhow: one by one, in pairs."""
_LAST_WORDS: Final = ("sista", "last")
_LAST_FOUR: Final = re.compile(
    r"(?<![\d.-])(?P<date>(?:\d\d)?\d{6})[-+,.:]?[ ](?:(?:och|med|de|fyra|4|and|the)[ ]){0,3}"
    r"(?:sista|last)(?:[ ](?:fyra|4|four|siffrorna|digits))*(?:[ ]är|[ ]is|[ ]?[:=])?[ ]"
    r"(?P<last>\d{4})(?!\d)"
)
_LONGEST_LAST: Final = 32
"""Characters from a date to the word "sista", or from it to the last digit."""

_WORDS: Final = re.compile(
    "person-?n|pers ?nr|pnr|personal (?:identity )?(?:number|id)|samordningsn|födelsen|född"
    "|الرقم الشخصي|رقم شخصي|الرقم الوطني|kimlik no|lambarka shaqsiga"
)
_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _find(page: Reading) -> Iterator[Found]:
    for begin, end in page.stretches:
        if end - begin >= _FEWEST_DIGITS:
            yield from _in_stretch(page, begin, end + 1)
    for place in sorted(places(page.text, _LAST_WORDS)):
        begin, stop = max(0, place - _LONGEST_LAST), place + _LONGEST_LAST
        parted = _LAST_FOUR.search(page.digits, begin, stop)
        normal = normalise(parted["date"] + parted["last"]) if parted else None
        if parted and normal:
            yield Found(start=parted.start(), end=parted.end(), normal=normal)


def _in_stretch(page: Reading, begin: int, stop: int) -> Iterator[Found]:
    for match in _NUMBER.finditer(page.digits, begin, stop):
        normal = _normal(match)
        if normal:
            start, end = match.span()
            sure = _says_itself(match) or has_beside(_WORDS, page.text, start, end)
            yield Found(start=start, end=end, normal=normal, sure=sure)
    for match in _SPACED.finditer(page.digits, begin, stop):
        normal = None if _NUMBER.fullmatch(match[0]) else normalise(re.sub(r"\D", "", match[0]))
        if normal and has_beside(_WORDS, page.text, *match.span()):
            yield Found(start=match.start(), end=match.end(), normal=normal)


def normalise(value: str) -> str | None:
    """Ten digits, or None where the value is no number that was ever handed out."""
    match = _NUMBER.fullmatch(fold(value).text.strip())
    return _normal(match) if match else None


def mask(normal: str) -> str:
    return f"{normal[:2]}••••-••••"


def _says_itself(match: re.Match[str]) -> bool:
    # Ten bare digits are as often a telephone or an order number.
    return match["century"] is not None or (match["sign"] or "").strip() in ("-", "+")


def _normal(match: re.Match[str]) -> str | None:
    digits = match["year"] + match["month"] + match["day"] + match["serial"] + match["check"]
    centuries = (match["century"],) if match["century"] else ("19", "20")
    real = any(_is_date(century, match) for century in centuries)
    return digits if real and match["serial"] != "000" and luhn(digits) else None


def _is_date(century: str, match: re.Match[str]) -> bool:
    year, month, day = int(century + match["year"]), int(match["month"]), int(match["day"])
    if day > 60:
        day -= 60  # a coordination number
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= _MONTH_DAYS[month - 1] + (month == 2 and isleap(year))


def luhn(digits: str) -> bool:
    """True if the last digit is the check digit of the others (Luhn's mod 10)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits), 1))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


PERSONNUMMER: Final = Identifier(
    kind=DetailKind.PERSONNUMMER,
    find=_find,
    normalise=normalise,
    mask=mask,
    bits=20.0,
    work_weight=5,
    private_weight=5,
    hits=(
        ("hon har 18900101-9802 sedan länge", "9001019802"),
        ("900101+9802", "9001019802"),
        ("189001019802", "9001019802"),
        ("1890-01-01-9802", "9001019802"),
        ("191401682396", "1401682396"),
        ("personnummer 9001019802.", "9001019802"),
        ("الرقم الشخصي ٩٠٠١٠١٩٨٠٢", "9001019802"),
        ("pnr 9 0 0 1 0 1 - 9 8 0 2", "9001019802"),
        ("pnr 90 01 01 98 02", "9001019802"),
        ("hon är 900101, sista fyra 9802", "9001019802"),
        ("18900101 och de fyra sista siffrorna är 9802", "9001019802"),
        ("90\u200b0101–9802", "9001019802"),
        ("l89OOlOl-98O2", "9001019802"),
        ("personnummer ۹۰۰۱۰۱۹۸۰۲", "9001019802"),
    ),
    near_misses=(
        "18900101-9803",
        "900230-9801",
        "190013-0109",
        "900101-XXXX",
        "556036-0793 är ett organisationsnummer",
        "9001019802 utan ett ord om vad det är",
        "order 118900101-98020",
        "900101-0005",
        "1-900101-9802-7",
        "19140199-2396",
        "900101, sista gången 9802 kronor",
        "sista dag 900101, sista pris 9802",
    ),
)
