"""Swedish street addresses.

Normal form: street, number and letter, ``storgatan 5b``. Postcode and town are left out because
pages leave them out; a street name that many towns share is why an address counts only beside her
name until she has shown that it is hers.
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Identifier
from scanner.model.person import DetailKind
from scanner.text.fold import Folded, fold, fold_key

_STREETS: Final = (
    "gata", "gatan", "väg", "vägen", "stig", "stigen", "gränd", "gränden", "allé", "allén", "torg",
    "torget", "plan", "plats", "platsen", "backe", "backen", "slinga", "slingan", "led", "leden",
    "kaj", "kajen", "bron", "esplanad", "esplanaden", "bulevarden", "promenaden", "stråket",
    "parken", "gård", "gården", "höjd", "höjden", "ringen", "krok", "kroken", "gången", "trappan",
    "terrassen", "hamnen", "strand", "stranden", "rondellen", "varvet", "länken", "brinken",
    "kullen", "ängen", "åsen", "liden", "lunden", "tvären", "grinden", "gläntan",
)  # fmt: skip
"""What street names end in, or are when they stand alone."""

_ALONE: Final = frozenset(fold_key(street) for street in _STREETS)
_COMPOUND: Final = re.compile(rf".{{2,}}(?:{'|'.join(sorted(_ALONE))})")

_NUMBER: Final = re.compile(
    r" (?P<number>[1-9]\d{0,2})(?P<letter>[a-hA-H]| [A-H])?(?!\w|[-:.,]?\d)"
)
_WORDS_BEFORE: Final = re.compile(r"(?:[^\W\d_]+[ -])?[^\W\d_]{3,}$")
_LONGEST_STREET: Final = 60
_UNMISTAKABLE: Final = ("gata", "gatan", "vag", "vagen", "stigen", "granden", "torget", "backen")
"""Endings that make a street of a word in lower case too; "fasen 2" and "omgången 3" are none."""


def _find(folded: Folded) -> Iterator[Found]:
    for number in _NUMBER.finditer(folded.cased):
        words = _WORDS_BEFORE.search(
            folded.cased, max(0, number.start() - _LONGEST_STREET), number.start()
        )
        street = _street(words[0]) if words else None
        if street:
            letter = (number["letter"] or "").strip().lower()
            yield Found(
                start=number.start() - len(street),
                end=number.end(),
                normal=f"{fold_key(street)} {number['number']}{letter}",
                sure=street[0].isupper() or fold_key(street).endswith(_UNMISTAKABLE),
            )


def _street(words: str) -> str | None:
    """The street that one or two words end in."""
    last = re.split("[ -]", words)[-1]
    key = fold_key(last)
    if key in _ALONE:
        # The kind alone names no street: "Eriks gata" does, "hela vägen" does not.
        return words if words != last and words[0].isupper() else None
    return last if _COMPOUND.fullmatch(key) else None


def normalise(value: str) -> str | None:
    """Street, number and letter of an address typed alone, or None where it holds no street."""
    return next((found.normal for found in _find(fold(value.title()))), None)


def mask(normal: str) -> str:
    """``S•••• ••``."""
    return f"{normal[:1].upper()}•••• ••"


ADDRESS: Final = Identifier(
    kind=DetailKind.ADDRESS,
    find=_find,
    normalise=normalise,
    mask=mask,
    bits=11.0,  # without its town, and shared with a household
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
    ),
)
