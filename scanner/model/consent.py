"""Opt-in: what she said yes to, as events that never change."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scanner.model.ids import PersonId, Sha256
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import Personal


class Recipient(StrEnum):
    """Who may be told that a case exists. Security always is; each other by her choice."""

    SECURITY = "security"
    HR = "hr"
    SAFETY_REPRESENTATIVE = "safety_representative"
    PERSON = "person"


class ConsentKind(StrEnum):
    GIVEN = "given"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentEvent:
    """One immutable event. The state of an opt-in is derived from its events, in order."""

    person_id: PersonId
    number: int
    """1, 2, 3 … for each person."""
    at: datetime
    kind: ConsentKind
    text_version: str
    text_sha256: Sha256
    """Of the consent text as she read it, in `language`."""
    language: str
    expires_at: datetime
    recipients: frozenset[Recipient]
    detail_kinds: frozenset[DetailKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What she wrote about herself; kept only encrypted under her key."""

    mail: Personal
    """Her work e-mail: where her links go."""
    given: Personal
    surname: Personal
    spellings: tuple[Personal, ...]
    role: Personal
    unit: Personal
    town: Personal
    language: str
    """``sv`` or ``en``: how we speak to her."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailEntry:
    """One detail as she typed it, on its way to become a keyed hash. Never stored."""

    kind: DetailKind
    setting: Setting
    value: Personal
