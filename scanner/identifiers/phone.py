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

from scanner.identifiers.candidate import Found, Identifier, alone
from scanner.model.person import DetailKind
from scanner.text.fold import Folded

_WORDS: Final = {
    "noll": "0", "nolla": "0", "ett": "1", "etta": "1", "två": "2", "tvåa": "2", "tre": "3",
    "trea": "3", "fyra": "4", "fem": "5", "femma": "5", "sex": "6", "sexa": "6", "sju": "7",
    "sjua": "7", "åtta": "8", "nio": "9", "nia": "9", "o": "0", "l": "1", "i": "1",
}  # fmt: skip
"""Words and letters that stand for digits."""

_WORD: Final = "|".join(sorted((word for word in _WORDS if len(word) > 2), key=len, reverse=True))
_LETTER: Final = r"(?<=\d)[oli](?![^\W\doli])|(?<![^\W\doli])[oli](?=\d)"
_DIGIT: Final = rf"(?:\d|(?<!\w)(?:{_WORD})(?!\w)|{_LETTER})"
_GAP: Final = r"[ \u00a0./()\-]{0,3}"
_START: Final = re.compile(
    r"(?<![\w+])(?:(?P<abroad>\+|(?<=wa\.me/)(?=[1-9])|(?<=phone=)(?=[1-9]))|(?=[0o]|noll))"
    rf"(?={_GAP}{_DIGIT})"
)
_STEP: Final = re.compile(rf"{_GAP}({_DIGIT})")

_DATE: Final = re.compile(r"(?:0[1-9]|[12]\d|3[01])[./-](?:0[1-9]|1[0-2])[./-](?:1[349]|20)\d\d")
_AMID_DIGITS: Final = re.compile(r"\d[ (./-]{1,2}$")
"""Before a start: what begins here may be the tail of a longer number."""

_MOST_DIGITS: Final = 15
"""E.164 allows no more."""
_FEWEST_DIGITS: Final = 8
_SHAPE: Final = re.compile(r"(?:\+|00)[1-9]\d{6,14}|0[1-9]\d{6,8}")


def _find(folded: Folded) -> Iterator[Found]:
    place = 0
    while start := _START.search(folded.text, place):
        dated = _DATE.match(folded.text, start.start())
        found = None if dated else _longest(folded.text, start)
        if found:
            yield found
        place = found.end if found else start.end() + 1


def _longest(text: str, start: re.Match[str]) -> Found | None:
    """The longest valid number from `start`; a second number may follow close behind it."""
    digits, ends = _digits(text, start.end())
    sign = "" if start["abroad"] is None else "+"
    for count in range(len(digits), _FEWEST_DIGITS - 1, -1):
        end = ends[count - 1]
        if not text[end : end + 1].isdigit():
            normal = _e164(sign + digits[:count])
            if normal:
                sure = not _AMID_DIGITS.search(text[max(0, start.start() - 3) : start.start()])
                return Found(start=start.start(), end=end, normal=normal, sure=sure)
    return None


def _digits(text: str, place: int) -> tuple[str, list[int]]:
    """Up to 15 digits from `place` on, and where each ends."""
    digits, ends = "", []
    while len(digits) < _MOST_DIGITS and (step := _STEP.match(text, place)):
        digits += _WORDS.get(step[1], step[1])
        place = step.end()
        ends.append(place)
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
        ("070\u200b-174\u00ad06–05", "+46701740605"),
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
        "SE0701740605",
    ),
)
