"""Telephone numbers as Swedes write them, and as they hide them from filters.

Normal form: E.164, ``+46701740605``. Validity by libphonenumber's tables, region SE.
"""

import re
from collections.abc import Iterator
from typing import Final

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    format_number,
    is_valid_number,
    parse,
)

from scanner.identifiers.candidate import Found, Identifier, Reading, alone
from scanner.model.person import DetailKind

MOBILE: Final = "+467"
"""How the normal form of a Swedish mobile telephone begins (PTS numbering plan)."""


def is_mobile_number(normal: str) -> bool:
    """True of a Swedish mobile telephone's normal form.

    >>> is_mobile_number("+46701740605"), is_mobile_number("+46846500400")
    (True, False)
    """
    return normal.startswith(MOBILE)


_ONES: Final = {
    "noll": "0", "nolla": "0", "ett": "1", "etta": "1", "två": "2", "tvåa": "2", "tre": "3",
    "trea": "3", "fyra": "4", "fem": "5", "femma": "5", "sex": "6", "sexa": "6", "sju": "7",
    "sjua": "7", "åtta": "8", "nio": "9", "nia": "9",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9",
    "صفر": "0", "واحد": "1", "اثنان": "2", "اثنين": "2", "ثلاثه": "3", "اربعه": "4",
    "خمسه": "5", "سته": "6", "سبعه": "7", "ثمانيه": "8", "تسعه": "9",
    "يك": "1", "دو": "2", "سه": "3", "چهار": "4", "پنج": "5", "شش": "6", "هفت": "7", "هشت": "8",
    "نه": "9",
    "sıfır": "0", "bir": "1", "iki": "2", "üç": "3", "dört": "4", "beş": "5", "altı": "6",
    "yedi": "7", "sekiz": "8", "dokuz": "9",
    "eber": "0", "kow": "1", "laba": "2", "saddex": "3", "afar": "4", "shan": "5", "lix": "6",
    "toddoba": "7", "siddeed": "8", "sagaal": "9",
    "ноль": "0", "нуль": "0", "один": "1", "два": "2", "три": "3", "четыре": "4", "пять": "5",
    "шесть": "6", "семь": "7", "восемь": "8", "девять": "9",
}  # fmt: skip
"""Words for one digit, folded."""
_TENS: Final = {
    "tio": "10", "elva": "11", "tolv": "12", "tretton": "13", "fjorton": "14", "femton": "15",
    "sexton": "16", "sjutton": "17", "arton": "18", "nitton": "19", "tjugo": "20",
    "trettio": "30", "fyrtio": "40", "femtio": "50", "sextio": "60", "sjuttio": "70",
    "åttio": "80", "nittio": "90",
}  # fmt: skip
_COMPOUNDS: Final = {
    ten + one: digits[0] + digit
    for ten, digits in _TENS.items()
    if digits[1] == "0"
    for one, digit in _ONES.items()
    if one in ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
}
_COUNTED: Final = {**_ONES, **_TENS, **_COMPOUNDS}
_WORDS: Final = _COUNTED | {f"noll{word}": f"0{digits}" for word, digits in _COUNTED.items()}
"""``nollsjuttio`` is how 070 is said."""

_WORD: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
_DIGIT: Final = rf"(?:[0-9]|(?<!\w)(?:{_WORD})(?!\w))"
_LONGEST_GAP: Final = 3
_GAP: Final = r"(?:[ \u00a0./()_·•*~\-]|%20){0,3}"
_STEP: Final = re.compile(rf"{_GAP}({_DIGIT})")

_BARE: Final = r"[0+](?<![\w+].)"
_START: Final = re.compile(rf"{_BARE}(?={_GAP}(?:0{_GAP})?[1-9])")
_ZEROS: Final = "noll|zero|صفر|sıfır|eber|ноль|нуль"
_SIGNS: Final = (*_ZEROS.split("|"), "wa.me/", "phone=", "%2b")
"""One of these stands where a number begins in another way than with 0 or +."""
_ANY_START: Final = re.compile(
    rf"(?:{_BARE}|%2b|(?<!\w)(?:(?:{_ZEROS})(?!\w)|noll(?:{_WORD})(?!\w))"
    rf"|[1-9](?<=wa\.me/.|phone=.))(?={_GAP}{_DIGIT})"
)

_DATE: Final = re.compile(r"(?:0[1-9]|[12]\d|3[01])[./-](?:0[1-9]|1[0-2])[./-](?:1[349]|20)\d\d")
_ABROAD: Final = ("+", "%2b")
_LINKED: Final = "123456789"
"""First signs of what a link to a messenger has."""
_AMID_DIGITS: Final = re.compile(r"\d[ (./-]{1,2}$")
"""Before a start: what begins here may be the tail of a longer number."""

_MOST_DIGITS: Final = 15
"""E.164 allows no more."""
_FEWEST_DIGITS: Final = 8
_SHAPE: Final = re.compile(r"(?:\+|00)[1-9]\d{6,14}|0[1-9]\d{6,8}")


def _find(page: Reading) -> Iterator[Found]:
    if any(sign in page.digits for sign in _SIGNS):
        yield from _between(page.digits, _ANY_START, 0, len(page.digits))
        return
    for begin, end in page.stretches:
        if end - begin >= _FEWEST_DIGITS - 1:
            yield from _between(page.digits, _START, max(0, begin - _LONGEST_GAP - 1), end)


def _between(text: str, starts: re.Pattern[str], place: int, stop: int) -> Iterator[Found]:
    while start := starts.search(text, place, stop):
        dated = _DATE.match(text, start.start())
        found = None if dated else _longest(text, start)
        if found:
            yield found
        place = found.end if found else start.end()


def _longest(text: str, start: re.Match[str]) -> Found | None:
    """The longest valid number from `start`; a second number may follow close behind it."""
    sign = "+" if start[0] in _ABROAD or start[0] in _LINKED else ""
    digits, ends = _digits(text, start.end() if start[0] in _ABROAD else start.start())
    for count in range(len(digits), _FEWEST_DIGITS - 1, -1):
        end = ends[count - 1]
        within = end in ends[count : count + 1] or text[end : end + 1].isdigit()
        normal = None if within else _e164(sign + digits[:count])
        if normal:
            sure = not _AMID_DIGITS.search(text[max(0, start.start() - 3) : start.start()])
            return Found(start=start.start(), end=end, normal=normal, sure=sure)
    return None


def _digits(text: str, place: int) -> tuple[str, list[int]]:
    """Up to 15 digits and a word more from `place` on, and where each ends."""
    digits, ends = "", list[int]()
    while len(digits) < _MOST_DIGITS and (step := _STEP.match(text, place)):
        value = _WORDS.get(step[1], step[1])
        digits += value
        place = step.end()
        ends += [place] * len(value)
    return digits, ends


def _e164(number: str) -> str | None:
    if not _SHAPE.fullmatch(number):
        return None  # the tables are dear: a page of digits must not ask them at every place
    parsed = _parsed(number)
    valid = parsed is not None and is_valid_number(parsed)
    return format_number(parsed, PhoneNumberFormat.E164) if parsed and valid else None


def _parsed(number: str) -> PhoneNumber | None:
    if number[0] == "0" and number[1] != "0":
        return PhoneNumber(country_code=46, national_number=int(number[1:]))
    try:
        return parse(number, "SE")
    except NumberParseException:
        return None


def normalise(value: str) -> str | None:
    """E.164 of a number typed alone, or None where it is none that can be called."""
    return alone(_find, value)


def mask(normal: str) -> str:
    """Swedish numbers as they are dialled at home: ``07•-••• •• 05``."""
    parsed = _parsed(normal)
    home = parsed is not None and parsed.country_code == 46
    style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    shown = format_number(parsed, style) if parsed else normal
    places = [place for place, character in enumerate(shown) if character.isdigit()]
    hidden = set(places[2:-2])
    return "".join("•" if place in hidden else sign for place, sign in enumerate(shown))


PHONE: Final = Identifier(
    kind=DetailKind.PHONE,
    find=_find,
    normalise=normalise,
    mask=mask,
    bits=16.0,
    work_weight=1,
    private_weight=4,
    hits=(
        ("ring 070-174 06 05 nu", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("070/1740605", "+46701740605"),
        ("(070) 174 06 05", "+46701740605"),
        ("+46 (0)70-174 06 05", "+46701740605"),
        ("0046701740605", "+46701740605"),
        ("tfn 031-390 06 05, kvällar", "+46313900605"),
        ("08-465 004 05", "+46846500405"),
        ("0 7 0 1 7 4 0 6 0 5", "+46701740605"),
        ("O7O-I74 O6 O5", "+46701740605"),
        ("noll sju noll ett sju fyra noll sex noll fem", "+46701740605"),
        ("٠٧٠-١٧٤ ٠٦ ٠٥", "+46701740605"),
        ("0️⃣7️⃣0️⃣1️⃣7️⃣4️⃣0️⃣6️⃣0️⃣5️⃣", "+46701740605"),
        ("https://wa.me/46701740605", "+46701740605"),
        ("https://t.me/+46701740605", "+46701740605"),
        ("tel:+46701740605", "+46701740605"),
        ("tel:%2B46%20701740605", "+46701740605"),
        ("070\u200b-174\u00ad06–05", "+46701740605"),
        ("070−174﹣06－05", "+46701740605"),
        ("0_7_0_1_7_4_0_6_0_5", "+46701740605"),
        ("070•174•06•05", "+46701740605"),
        ("۰۷۰ ۱۷۴ ۰۶ ۰۵", "+46701740605"),
        ("О7О-174 О6 О5", "+46701740605"),  # Cyrillic
        ("noll sjuttio ett sjuttiofyra noll sex noll fem", "+46701740605"),
        ("nollsjuttio ett sju fyra noll sex noll fem", "+46701740605"),
        ("sıfır yedi sıfır bir yedi dört sıfır altı sıfır beş", "+46701740605"),
        ("eber toddoba eber kow toddoba afar eber lix eber shan", "+46701740605"),
        ("صفر هفت صفر یک هفت چهار صفر شش صفر پنج", "+46701740605"),
        ("ноль семь ноль один семь четыре ноль шесть ноль пять", "+46701740605"),
        ("noll-sju-noll-ett-sju-fyra-noll-sex-noll-fem", "+46701740605"),
        ("صفر سبعة صفر واحد سبعة أربعة صفر ستة صفر خمسة", "+46701740605"),
    ),
    near_misses=(
        "070-174 06 0",
        "2026-11-20 18:04",
        "07.04.2020 10:27",
        "AT58 1420 0200 1086 3865",
        "0,5 procent av 1740605",
        "070174060512345678",
        "a0701740605",
        "00000000000",
        "sex noll fem ett",
        "Oj, 17 av 40 röstade",
        "noll sju noll åtta mål",
        "SE0701740605",
    ),
)
