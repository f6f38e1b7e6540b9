"""What she writes about how to be reached: judged, and brought to its normal form."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scanner.identifiers.kinds import normalise
from scanner.model.person import DetailKind
from scanner.model.personal import UNKNOWN, Personal
from scanner.urls import registrable

LONGEST: Final = 200


class Fault(StrEnum):
    NOT_VALID = "not_valid"
    """Neither a phone number nor an e-mail address."""
    AT_WORK = "at_work"
    """An address of the employer's: whoever reads her mail there would be told."""
    TOO_LONG = "too_long"
    CODE = "code"
    """Not the code that was sent, or one that is too old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """As the browser sent it."""

    private: Personal = UNKNOWN
    hours: Personal = UNKNOWN
    instead: Personal = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """Where she is reached outside work."""

    kind: DetailKind
    """A phone number or an e-mail address."""
    value: Personal
    """In its normal form."""


def fault(written: Written, work_domains: Sequence[str]) -> Fault | None:
    """What is to be mended; None where it can be kept. Everything may be left out."""
    if any(
        len(one.reveal()) > LONGEST for one in (written.private, written.hours, written.instead)
    ):
        return Fault.TOO_LONG
    if not written.private.reveal().strip():
        return None
    found = normal(written.private)
    if found is None:
        return Fault.NOT_VALID
    is_work = found.kind is DetailKind.EMAIL and _is_work(found.value, work_domains)
    return Fault.AT_WORK if is_work else None


def _is_work(mail: Personal, work_domains: Sequence[str]) -> bool:
    """True of every host of the employer's: who runs one of them may well read the others' mail."""
    domain = mail.reveal().rpartition("@")[2]
    return registrable(domain) in {registrable(one.lower()) for one in work_domains}


def normal(private: Personal) -> Private | None:
    """What she wrote; None where it is neither a phone number nor an e-mail address."""
    for kind in (DetailKind.EMAIL, DetailKind.PHONE):
        value = normalise(kind, private.reveal().strip())
        if value is not None:
            return Private(kind=kind, value=Personal(value))
    return None
