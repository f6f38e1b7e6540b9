"""Opt-in: what she said yes to, as events that never change."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from scanner.model.ids import PersonId, Sha256, StaffId
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import Personal


class Recipient(StrEnum):
    """Who may be told that a case exists. Security always is; each other by her choice."""

    SECURITY = "security"
    HR = "hr"
    MANAGER = "manager"
    SAFETY_REPRESENTATIVE = "safety_representative"
    PERSON = "person"


WORKPLACE: Final = (Recipient.HR, Recipient.MANAGER, Recipient.SAFETY_REPRESENTATIVE)
"""Who looks after her at work: told only if she ticked them, and only of what is grave."""

TOLD_WHEN_PROTECTED: Final = frozenset({Recipient.SECURITY, Recipient.PERSON})
"""Who may be told of somebody with protected personal data, whatever was ticked."""


class ConsentKind(StrEnum):
    GIVEN = "given"
    CHANGED = "changed"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"
    """By the link in a mail, without a log-in: erased after some days unless she resumes."""
    PROLONGED = "prolonged"
    """It lasts longer; what she chose, and whether she is looked for, stays as it is."""
    WITHDRAWN = "withdrawn"


class Depth(StrEnum):
    """How much her own page shows without her asking."""

    EXISTS = "exists"
    """That there is something, and how grave."""
    SUMMARY = "summary"
    """Also of what kind, where, and what is done."""
    WORDS = "words"
    """Also the words, covered until she opens them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What she said yes to, each by itself. Nothing is chosen for her."""

    recipients: frozenset[Recipient]
    detail_kinds: frozenset[DetailKind]
    providers: frozenset[str] = frozenset()
    """Ids of search providers that may be asked for her name and town."""
    excluded: frozenset[StaffId] = frozenset()
    """Staff accounts that never see a case of hers."""
    admitted: frozenset[StaffId] = frozenset()
    """Where any is excluded: the only ones of the security team that do. An account that is made
    later may be an excluded one's next."""
    is_protected: bool = False
    """True for protected personal data: no search outside, nobody told but `TOLD_WHEN_PROTECTED`,
    and of these the security team is `officer` alone."""
    officer: StaffId | None = None
    """With protected personal data: the one of the security team who sees her cases."""


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
    active_from: datetime
    """The watch begins only then: time to say no to what somebody else did in her name."""
    choices: Choices
    text: tuple[str, ...] = ()
    """The consent text, verbatim as she read it: its title, then its paragraphs. `text_sha256` is
    of these with a line break after each."""


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
    depth: Depth = Depth.EXISTS
    born: int | None = field(default=None, repr=False)
    """The year of birth, where she chose to write it: a page that says another is not hers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailEntry:
    """One detail as she typed it, on its way to become a keyed hash. Never stored."""

    kind: DetailKind
    setting: Setting
    value: Personal
