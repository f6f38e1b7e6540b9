"""Codes that open the door of the house she lives in.

Normal form: the digits.
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Identifier, Reading, places
from scanner.model.person import DetailKind, Setting
from scanner.text.fold import fold

_WORDS: Final = ("kod", "code", "كود", "رمز")
_CODE: Final = re.compile(
    r"(?:(?:(?<=port)|(?<=port-)|(?<=dörr))kod(?:en)?"
    r"|(?<!\w)kod(?:en)? till (?:porten|dörren|huset|trappan)"
    r"|(?:(?<=door)|(?<=door )|(?<=gate)|(?<=gate )|(?<=entry )|(?<=entrance ))code"
    r"|(?<!\w)(?:كود|رمز) (?:الباب|المدخل))"
    r"(?: ?[:=]| är| is| هو)?[ ](?P<code>[0-9](?:[ .-]?[0-9]){3,5})(?![\w-]|[.,][0-9])"
)


def _find(page: Reading) -> Iterator[Found]:
    for place in sorted(places(page.text, _WORDS)):
        match = _CODE.match(page.digits, place)
        if match:
            normal = re.sub(r"\D", "", match["code"])
            yield Found(start=match.start("code"), end=match.end(), normal=normal)


def normalise(value: str) -> str | None:
    """Four to six digits, or None."""
    digits = fold(value.strip()).text
    return digits if re.fullmatch("[0-9]{4,6}", digits) else None


def mask(normal: str) -> str:
    """``••••``."""
    return "•" * len(normal)


DOOR_CODE: Final = Identifier(
    kind=DetailKind.DOOR_CODE,
    find=_find,
    normalise=normalise,
    mask=mask,
    is_watched=False,
    beyond_work=Setting.HOME,
    work_weight=3,
    private_weight=5,
    hits=(
        ("Portkod: 4711", "4711"),
        ("portkoden är 4 7 1 1", "4711"),
        ("koden till porten 471108", "471108"),
        ("door code 4711", "4711"),
        ("portkod ٤٧١١", "4711"),
        ("كود الباب 4711", "4711"),
        ("portkod 47ll", "4711"),
    ),
    near_misses=(
        "rabattkod 4711",
        "portkod saknas 4711",
        "portkod 47",
        "postkod 41451",
        "koden 4711",
    ),
)
