"""The opt-in form: what she wrote becomes a profile, or a list of what to mend.

Nothing is assumed: a detail counts only with its own tick, a recipient only if chosen, the whole
only with the consent ticked.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from scanner.config.settings import LANGUAGES
from scanner.identifiers.kinds import KINDS, normalise
from scanner.model.consent import Choices, Depth, DetailEntry, Profile
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import UNKNOWN, Personal
from scanner.people.choices import NOTHING, Chosen, Offer, choices, leaves_nobody, not_offered
from scanner.people.mailbox import carries_name, is_hers, proofs, shows_all_of_one

LONGEST_NAME: Final = 80
LONGEST_WORDS: Final = 120
"""Of role, unit and town."""
LONGEST_DETAIL: Final = 200
MOST_SPELLINGS: Final = 12
MOST_DETAILS: Final = 20

_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")

E = TypeVar("E", bound=StrEnum)


class Field(StrEnum):
    GIVEN = "given"
    SURNAME = "surname"
    SPELLINGS = "spellings"
    ROLE = "role"
    UNIT = "unit"
    TOWN = "town"
    BORN = "born"
    LANGUAGE = "language"
    DETAILS = "details"
    RECIPIENTS = "recipients"
    PROVIDERS = "providers"
    EXCLUDED = "excluded"
    OFFICER = "officer"
    CONSENT = "consent"


class Fault(StrEnum):
    MISSING = "missing"
    """Nothing was written where something is needed."""
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NOT_A_NAME = "not_a_name"
    """Holds signs that no name has, or too few letters."""
    NOT_WHOLE = "not_whole"
    """A spelling of one word: it would find everybody of that name."""
    OTHER_MAILBOX = "other_mailbox"
    """Neither the mailbox that the link was sent to nor what the directory calls its holder holds
    given name and surname."""
    MORE_NAMES = "more_names"
    """It holds these, but neither every given name nor every surname."""
    OTHER_NAME = "other_name"
    """A spelling of somebody else's name."""
    NOT_VALID = "not_valid"
    """Not a detail of the kind that was chosen; no year."""
    NOT_TICKED = "not_ticked"
    """Written, but not said yes to."""
    NOT_OFFERED = "not_offered"
    """A choice that this installation does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    field: Field
    fault: Fault
    row: int = 0
    """Which spelling or detail, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailRow:
    """One row of the form for a detail. Kind and setting are as the browser sent them."""

    kind: str
    setting: str
    value: Personal
    ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form as the browser sent it: anything may be missing, too long or hostile."""

    given: Personal = UNKNOWN
    surname: Personal = UNKNOWN
    spellings: Personal = UNKNOWN
    """One a line."""
    role: Personal = UNKNOWN
    unit: Personal = UNKNOWN
    town: Personal = UNKNOWN
    born: Personal = UNKNOWN
    """The year alone."""
    kept_spellings: frozenset[Personal] = frozenset()
    """When she changes her opt-in: spellings that were accepted or confirmed before."""
    kept_name: tuple[Personal, Personal] = (UNKNOWN, UNKNOWN)
    """When she changes her opt-in: given name and surname, which were proved before."""
    language: str = ""
    details: tuple[DetailRow, ...] = ()
    kept_details: frozenset[str] = frozenset()
    """When she changes her opt-in: the ids of details that stay."""
    chosen: Chosen = NOTHING
    depth: str = ""
    consent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A form without problems."""

    profile: Profile
    details: tuple[DetailEntry, ...]
    """Values in their normal form, each once."""
    choices: Choices


def read(
    form: Form, mail: Personal, offer: Offer, called: Personal = UNKNOWN
) -> Answers | tuple[Problem, ...]:
    """What the form says, or every problem in it, in the form's order.

    `mail` is the mailbox that was proved, in canonical form; `called` what the employer's directory
    calls its holder.
    """
    details = tuple(dict.fromkeys(_entries(form)))
    answers = Answers(
        profile=_profile(form, mail),
        details=details,
        choices=choices(form.chosen, offer, frozenset(entry.kind for entry in details)),
    )
    return tuple(_problems(form, answers, offer, called)) or answers


def _profile(form: Form, mail: Personal) -> Profile:
    return Profile(
        mail=mail,
        given=_tidy(form.given),
        surname=_tidy(form.surname),
        spellings=tuple(dict.fromkeys(_spellings(form))),
        role=_tidy(form.role),
        unit=_tidy(form.unit),
        town=_tidy(form.town),
        born=_year(form.born),
        language=form.language,
        depth=_depth(form),
    )


def _year(written: Personal) -> int | None:
    """None where nothing or no year was written: a whole date of birth is not taken."""
    found = _YEAR.fullmatch(_tidy(written).reveal())
    return int(found[0]) if found else None


def _depth(form: Form) -> Depth:
    """The least where she chose none."""
    return next(iter(_known(Depth, (form.depth,))), Depth.EXISTS)


def _entries(form: Form) -> Iterator[DetailEntry]:
    for row in form.details:
        entry = _entry(row)
        if row.ticked and entry is not None:
            yield entry


def _entry(row: DetailRow) -> DetailEntry | None:
    """The detail in its normal form; None where it is not one of its kind."""
    kinds, settings = _known(DetailKind, (row.kind,)), _known(Setting, (row.setting,))
    value = _tidy(row.value).reveal()
    if not kinds or not settings or len(value) > LONGEST_DETAIL or not KINDS[kinds[0]].is_watched:
        return None
    normal = normalise(kinds[0], value)
    if normal is None:
        return None
    return DetailEntry(kind=kinds[0], setting=settings[0], value=Personal(normal))


def _problems(form: Form, answers: Answers, offer: Offer, called: Personal) -> Iterator[Problem]:
    profile = answers.profile
    names = (
        *_name_problems(Field.GIVEN, profile.given),
        *_name_problems(Field.SURNAME, profile.surname),
    )
    yield from names
    if not names and (profile.given, profile.surname) != form.kept_name:
        yield from _proof_problems(profile, called)
    yield from _spelling_problems(profile, form.kept_spellings)
    for field, words in (
        (Field.ROLE, profile.role), (Field.UNIT, profile.unit), (Field.TOWN, profile.town)
    ):  # fmt: skip
        if len(words.reveal()) > LONGEST_WORDS:
            yield Problem(field=field, fault=Fault.TOO_LONG)
    if _tidy(form.born) and profile.born is None:
        yield Problem(field=Field.BORN, fault=Fault.NOT_VALID)
    if form.language not in LANGUAGES:
        yield Problem(field=Field.LANGUAGE, fault=Fault.NOT_OFFERED)
    yield from _detail_problems(form.details, offer)
    yield from _choice_problems(form.chosen, offer)
    if not form.consent:
        yield Problem(field=Field.CONSENT, fault=Fault.NOT_TICKED)


def _proof_problems(profile: Profile, called: Personal) -> Iterator[Problem]:
    name = profile.given, profile.surname
    carrying = [one for one in proofs(profile.mail, called) if carries_name(one, *name)]
    if not carrying:
        yield Problem(field=Field.SURNAME, fault=Fault.OTHER_MAILBOX)
    elif not any(shows_all_of_one(one, *name) for one in carrying):
        yield Problem(field=Field.SURNAME, fault=Fault.MORE_NAMES)


def _name_problems(field: Field, name: Personal, row: int = 0) -> Iterator[Problem]:
    text = name.reveal()
    if not text:
        yield Problem(field=field, fault=Fault.MISSING, row=row)
    elif len(text) > LONGEST_NAME:
        yield Problem(field=field, fault=Fault.TOO_LONG, row=row)
    elif not _is_name(text):
        yield Problem(field=field, fault=Fault.NOT_A_NAME, row=row)


def spelling_fault(written: Personal) -> tuple[Personal, Fault | None]:
    """A spelling that somebody will confirm, tidied, and what is to be mended in it."""
    spelling = _tidy(written)
    faults = [problem.fault for problem in _name_problems(Field.SPELLINGS, spelling)]
    if not faults and not _is_whole(spelling.reveal()):
        faults.append(Fault.NOT_WHOLE)
    return spelling, next(iter(faults), None)


def _spelling_problems(profile: Profile, kept: frozenset[Personal]) -> Iterator[Problem]:
    spellings = profile.spellings
    if len(spellings) > MOST_SPELLINGS:
        yield Problem(field=Field.SPELLINGS, fault=Fault.TOO_MANY)
    for row, spelling in enumerate(spellings[:MOST_SPELLINGS]):
        yield from _name_problems(Field.SPELLINGS, spelling, row)
        if not _is_whole(spelling.reveal()):
            yield Problem(field=Field.SPELLINGS, fault=Fault.NOT_WHOLE, row=row)
        elif spelling not in kept and not is_hers(spelling, profile.given, profile.surname):
            yield Problem(field=Field.SPELLINGS, fault=Fault.OTHER_NAME, row=row)


def _choice_problems(chosen: Chosen, offer: Offer) -> Iterator[Problem]:
    for name in not_offered(chosen, offer):
        yield Problem(field=Field(name), fault=Fault.NOT_OFFERED)
    if chosen.is_protected:
        if chosen.officer not in offer.officers:
            yield Problem(field=Field.OFFICER, fault=Fault.MISSING)
    elif leaves_nobody(chosen, offer):
        yield Problem(field=Field.EXCLUDED, fault=Fault.TOO_MANY)


def _detail_problems(rows: tuple[DetailRow, ...], offer: Offer) -> Iterator[Problem]:
    if len(rows) > MOST_DETAILS:
        yield Problem(field=Field.DETAILS, fault=Fault.TOO_MANY)
    for number, row in enumerate(rows[:MOST_DETAILS]):
        fault = _detail_fault(row, offer)
        if fault is not None:
            yield Problem(field=Field.DETAILS, fault=fault, row=number)


def _detail_fault(row: DetailRow, offer: Offer) -> Fault | None:
    written = bool(_tidy(row.value))
    if written and row.kind == DetailKind.PERSONNUMMER and not offer.has_personnummer:
        return Fault.NOT_OFFERED
    if not written:
        return Fault.MISSING if row.ticked else None
    if not row.ticked:
        return Fault.NOT_TICKED
    return Fault.NOT_VALID if _entry(row) is None else None


def _known(members: type[E], sent: tuple[str, ...]) -> tuple[E, ...]:
    return tuple(member for member in members if member.value in sent)


def _spellings(form: Form) -> Iterator[Personal]:
    for line in form.spellings.reveal().splitlines():
        spelling = _tidy(Personal(line))
        if spelling:
            yield spelling


def _tidy(text: Personal) -> Personal:
    """One line in NFC, without control and format characters, single spaces.

    Format characters (zero width, text direction) are invisible: she could not see that the name
    she checked is another.
    """
    visible = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign
        for sign in unicodedata.normalize("NFC", text.reveal())
        if unicodedata.category(sign) != "Cf"
    )
    return Personal(" ".join(visible.split()))


def _is_name(text: str) -> bool:
    letters = sum(sign.isalpha() for sign in text)
    rest = re.sub(r"[ .'’ʼ‘-]", "", text)
    return letters > 1 and all(unicodedata.category(sign)[0] in "LM" for sign in rest)


def _is_whole(spelling: str) -> bool:
    """Two words, or a name in a script that sets no spaces between them."""
    unspaced = all(unicodedata.east_asian_width(sign) == "W" for sign in spelling)
    return unspaced or len(re.findall(r"[^\s-]+", spelling)) > 1
