"""Property designations: the land register's name of where she lives.

Normal form: tract, block and unit, ``testhult 2:16``. The municipality before it is left out: pages
leave it out.
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Identifier, Reading, has_beside, reading
from scanner.model.person import DetailKind, Setting
from scanner.text.fold import fold, fold_key

_UNIT: Final = re.compile(r":(?<=[0-9]:)[1-9][0-9]{0,3}(?![\w:]|[.,-][0-9])")
_TRACT: Final = re.compile(r"(?<![^\W\d_])(?P<tract>[^\W\d_]{3,40}) (?P<block>[1-9][0-9]{0,3})\Z")
_LONGEST: Final = 48

_WORDS: Final = re.compile(
    r"\b(?:fastighet\w{0,12}|gård(?:en|ens)?|tomt(?:en)?|lagfart\w{0,3}|torp(?:et)?|huset|villan|"
    r"sommarstugan?|markägare|property)\b"
)


def _find(page: Reading) -> Iterator[Found]:
    for unit in _UNIT.finditer(page.cased):
        tract = _TRACT.search(page.cased, max(0, unit.start() - _LONGEST), unit.start())
        if tract is None or _WORDS.fullmatch(tract["tract"].lower()):
            continue
        # "Klockan 12:30", "Lukas 2:16": without such a word only her own is one.
        sure = has_beside(_WORDS, page.text, tract.start(), unit.end())
        if sure or tract["tract"][0].isupper():
            normal = f"{fold_key(tract['tract'])} {tract['block']}{unit[0]}"
            yield Found(start=tract.start(), end=unit.end(), normal=normal, sure=sure)


def normalise(value: str) -> str | None:
    """Tract, block and unit of a designation typed alone, or None where it holds none."""
    return next((found.normal for found in _find(reading(fold(value.title())))), None)


def mask(normal: str) -> str:
    """``T•••• •:•``."""
    return f"{normal[:1].upper()}•••• •:•"


PROPERTY: Final = Identifier(
    kind=DetailKind.PROPERTY,
    find=_find,
    normalise=normalise,
    mask=mask,
    bits=14.0,
    beyond_work=Setting.HOME,
    work_weight=0,
    private_weight=5,
    hits=(
        ("hon äger fastigheten Provstad Testhult 2:16", "testhult 2:16"),
        ("lagfart på Testhult 2:16.", "testhult 2:16"),
        ("gården testhult 12:104 är hennes", "testhult 12:104"),
        ("Fastighet: TESTHULT 2:16", "testhult 2:16"),
        ("fastigheten Tést\u200bhult\u00a02:16", "testhult 2:16"),
    ),
    near_misses=(
        "möte i gården klockan 12:30:00",
        "Lukas 2:16",
        "matchen slutade 2:1",
        "fastigheten 2:16",
        "fastigheten Testhult 02:16",
        "gården såldes 12.30",
    ),
)
