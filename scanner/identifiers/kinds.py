"""All kinds of detail, listed once; whoever looks for details does it through here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from scanner.identifiers.address import ADDRESS
from scanner.identifiers.birth_date import BIRTH_DATE
from scanner.identifiers.candidate import Candidate, Found, Identifier, reading
from scanner.identifiers.door_code import DOOR_CODE
from scanner.identifiers.email import EMAIL
from scanner.identifiers.handle import HANDLE
from scanner.identifiers.map_pin import MAP_PIN
from scanner.identifiers.personnummer import PERSONNUMMER
from scanner.identifiers.phone import PHONE
from scanner.identifiers.photo import PHOTO
from scanner.identifiers.plate import PLATE
from scanner.identifiers.property import PROPERTY
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.text.fold import Folded

KINDS: Final[Mapping[DetailKind, Identifier]] = MappingProxyType(
    {
        each.kind: each
        for each in (
            PERSONNUMMER, PHONE, EMAIL, ADDRESS, PLATE, HANDLE, PROPERTY, BIRTH_DATE, DOOR_CODE,
            MAP_PIN, PHOTO,
        )
    }
)  # fmt: skip
"""In order of precedence: of two sure candidates that overlap, the later kind is no longer sure."""


def find_folded(folded: Folded) -> tuple[Candidate, ...]:
    """Every candidate of every kind in a folded text, in order; offsets point into the original.

    Linear in the text's length.
    """
    page = reading(folded)
    claimed = bytearray(len(folded.text))
    candidates: list[Candidate] = []
    for identifier in KINDS.values():
        for found in identifier.find(page):
            sure = found.sure and not any(claimed[found.start : found.end])
            if sure:
                claimed[found.start : found.end] = b"\1" * (found.end - found.start)
            candidates.append(_candidate(identifier, folded, found, sure=sure))
    return tuple(sorted(candidates, key=lambda each: (each.start, each.end)))


def _candidate(identifier: Identifier, folded: Folded, found: Found, *, sure: bool) -> Candidate:
    start, end = folded.span(found.start, found.end)
    return Candidate(
        kind=identifier.kind,
        start=start,
        end=end,
        normal=Personal(found.normal),
        masked=identifier.mask(found.normal),
        sure=sure,
    )


def normalise(kind: DetailKind, value: str) -> str | None:
    """The normal form of a detail as somebody typed it, or None where it is not a valid one."""
    return KINDS[kind].normalise(value)


def mask(kind: DetailKind, normal: str) -> str:
    """A normal form as it may be shown: enough to recognise, too little to use."""
    return KINDS[kind].mask(normal)
