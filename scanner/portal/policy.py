"""Who may open which page, and what it may show whom. What has no line here cannot be served.

Two tables decide together: a page shows a visitor what its line says *and* what `MAY_SEE` gives
her standing. `docs/roles.md` is written from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from scanner.model.staff import Role
from scanner.people.form import MOST_DETAILS

MOST_BYTES: Final = 64 * 1024
"""Largest body: the longest honest form has about 10 kB."""

MOST_PHOTO_BYTES: Final = 12 * 1024 * 1024
"""A photo of a phone has 3 to 8 MB."""

MOST_TIP_BYTES: Final = 4 * 1024 * 1024 + MOST_BYTES
"""A screenshot, and what is written beside it."""


TENTH: Final = 0.1
"""Queueing a mail takes a few milliseconds."""

SECOND: Final = 1.0
"""Hashing a password, or asking fifty people, takes a quarter of that."""


class Listener(StrEnum):
    """Two addresses of one program, so that a firewall can tell them apart."""

    CASEWORKERS = "caseworkers"
    """Reachable from her phone."""
    STAFF = "staff"
    """Inside only."""


class Who(StrEnum):
    """What a visitor may stand as. On the caseworkers' pages several at a time, of staff one."""

    ANYBODY = "anybody"
    PROVED = "proved"
    """Somebody who proved that she reads a work mailbox; opted in or not."""
    ENROLLED = "enrolled"
    """Somebody who opted in and gave her second factor, on her own pages."""
    SECURITY = Role.SECURITY.value
    HR = Role.HR.value
    AUDITOR = Role.AUDITOR.value
    OPERATOR = Role.OPERATOR.value


class Field(StrEnum):
    """What a page may show, beyond its own fixed words."""

    OWN = "own"
    """What belongs to the visitor herself."""
    NOTICE = "notice"
    """Of a case: reference, level, by when to act, who has taken note."""
    CASE = "case"
    """Of a case: label, kind, masked details, places, reasons without words, verdict."""
    WORDS = "words"
    """Of a case: her name and the words about her; by a reason, noted and shown to her."""
    CONTACT = "contact"
    """How to reach a person safely; in what is grave, by a reason, noted and shown to her."""
    TIPS = "tips"
    """What a person reported herself; opening one is noted and shown to her."""
    REGISTRY = "registry"
    """Of registered cases of people who left: reference, registry number, by what they are kept."""
    AUDIT = "audit"
    """Who did what and when; not to whom."""
    SOURCES = "sources"
    """What is read, how much of it, and what could not be."""
    ACCOUNTS = "accounts"
    """Staff accounts: role, name, mail, state; invitations that wait: role, by whom, until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    method: str
    path: str
    who: tuple[Who, ...]
    """One of these opens it."""
    shows: tuple[Field, ...] = ()
    counts: bool = False
    """True where attempts from one network are counted and limited."""
    same_for_all: bool = False
    """True where no cookie is read or set: the answer does not depend on who asks."""
    steady: float = 0.0
    """A refusal, and every other page, waits for a whole number of so many seconds: its time tells
    nothing of what was found. 0 where there is nothing to tell."""
    gives_back: tuple[str, ...] = ()
    """The fields with words of hers that a refusal shows her once more: a session that ends while
    she writes takes nothing from her. Never a code, nor what opens anything."""
    is_upload: bool = False
    """True where a form may carry files; `upload.sent` holds them, in memory only."""
    most_bytes: int = MOST_BYTES


ALL: Final = (Who.ANYBODY,)
CAME_BY_MAIL: Final = (Who.PROVED,)
HERSELF: Final = (Who.ENROLLED,)
OWN: Final = (Field.OWN,)

OPT_IN_WORDS: Final = (
    *("given", "surname", "spellings", "role", "unit", "town", "born"),
    *(f"detail-{number}-value" for number in range(MOST_DETAILS)),
)

CASEWORKERS: Final = (
    Rule(method="GET", path="/", who=ALL),
    Rule(method="GET", path="/style.css", who=ALL, same_for_all=True),
    Rule(method="GET", path="/exit", who=ALL),
    Rule(method="GET", path="/about", who=ALL),
    Rule(method="POST", path="/link", who=ALL, counts=True, steady=TENTH),
    Rule(method="GET", path="/away", who=ALL),
    Rule(method="POST", path="/away", who=ALL, counts=True, steady=SECOND),
    Rule(method="GET", path="/enter/{token}", who=ALL),
    Rule(method="POST", path="/enter", who=ALL, counts=True),
    Rule(method="GET", path="/factor", who=CAME_BY_MAIL),
    Rule(method="POST", path="/factor", who=CAME_BY_MAIL, counts=True, steady=SECOND),
    Rule(method="GET", path="/key", who=CAME_BY_MAIL, shows=OWN),
    Rule(method="POST", path="/key", who=CAME_BY_MAIL, shows=OWN),
    Rule(method="GET", path="/stop/{token}", who=ALL),
    Rule(method="POST", path="/stop", who=ALL, counts=True),
    Rule(method="GET", path="/leaving/{token}", who=ALL),
    Rule(method="POST", path="/leaving", who=ALL, counts=True),
    Rule(method="GET", path="/undo/{token}", who=ALL),
    Rule(method="POST", path="/undo", who=ALL, counts=True),
    Rule(method="POST", path="/undo/links", who=ALL, counts=True),
    Rule(method="GET", path="/form", who=CAME_BY_MAIL, shows=OWN),
    Rule(method="POST", path="/form", who=CAME_BY_MAIL, shows=OWN, gives_back=OPT_IN_WORDS),
    Rule(method="POST", path="/leave", who=CAME_BY_MAIL),
    Rule(method="GET", path="/done", who=HERSELF, shows=OWN),
    Rule(method="GET", path="/me", who=HERSELF, shows=OWN),
    Rule(method="GET", path="/text", who=HERSELF, shows=OWN),
    Rule(method="GET", path="/case/{reference}", who=HERSELF, shows=OWN),
    Rule(method="POST", path="/is-me", who=HERSELF),
    Rule(method="POST", path="/not-me", who=HERSELF),
    Rule(method="POST", path="/pause", who=HERSELF),
    Rule(method="POST", path="/go-on", who=HERSELF),
    Rule(method="POST", path="/links/end", who=HERSELF),
    Rule(method="GET", path="/tip", who=HERSELF, shows=OWN),
    Rule(
        method="POST",
        path="/tip",
        who=HERSELF,
        gives_back=("address", "note"),
        is_upload=True,
        most_bytes=MOST_TIP_BYTES,
    ),
    Rule(method="POST", path="/tip/drop", who=HERSELF),
    Rule(method="GET", path="/checklist", who=HERSELF, shows=OWN),
    Rule(method="POST", path="/checklist", who=HERSELF),
    Rule(method="GET", path="/recheck/{site}", who=HERSELF, shows=OWN),
    Rule(method="POST", path="/recheck", who=HERSELF, shows=OWN),
    Rule(method="POST", path="/recheck/drop", who=HERSELF),
    Rule(method="GET", path="/leaver", who=HERSELF, shows=OWN),
    Rule(method="POST", path="/leaver", who=HERSELF),
    Rule(method="GET", path="/export", who=HERSELF, shows=OWN),
    Rule(method="POST", path="/export", who=HERSELF, shows=OWN),
    Rule(method="GET", path="/contact", who=HERSELF, shows=OWN),
    Rule(
        method="POST",
        path="/contact",
        who=HERSELF,
        shows=OWN,
        gives_back=("private", "hours", "instead"),
    ),
    Rule(method="POST", path="/contact/code", who=HERSELF, counts=True, shows=OWN),
    Rule(method="GET", path="/names", who=HERSELF, shows=OWN),
    Rule(method="POST", path="/names", who=HERSELF, shows=OWN, gives_back=("name",)),
    Rule(method="POST", path="/names/drop", who=HERSELF),
    Rule(method="GET", path="/photo", who=HERSELF, shows=OWN),
    Rule(
        method="POST",
        path="/photo",
        who=HERSELF,
        shows=OWN,
        counts=True,
        is_upload=True,
        most_bytes=MOST_PHOTO_BYTES,
    ),
    Rule(method="POST", path="/photo/drop", who=HERSELF),
    Rule(method="GET", path="/withdraw", who=HERSELF, shows=OWN),
    Rule(method="POST", path="/withdraw", who=HERSELF, shows=OWN),
)

OFFICERS: Final = (Who.SECURITY,)
HR: Final = (Who.HR,)
AUDITORS: Final = (Who.AUDITOR,)
OPERATORS: Final = (Who.OPERATOR,)
TOLD: Final = (Who.SECURITY, Who.HR)
EVERY_ROLE: Final = (Who.SECURITY, Who.HR, Who.AUDITOR, Who.OPERATOR)

STAFF: Final = (
    Rule(method="GET", path="/", who=ALL),
    Rule(method="GET", path="/style.css", who=ALL, same_for_all=True),
    Rule(method="POST", path="/log-in", who=ALL, counts=True),
    Rule(method="POST", path="/sso", who=ALL, counts=True),
    Rule(method="GET", path="/sso/back", who=ALL),
    Rule(method="POST", path="/sso/invitation", who=ALL, counts=True),
    Rule(method="GET", path="/invitation/{token}", who=ALL),
    Rule(method="POST", path="/invitation", who=ALL, counts=True),
    Rule(method="POST", path="/leave", who=EVERY_ROLE),
    Rule(method="GET", path="/account", who=EVERY_ROLE, shows=OWN),
    Rule(method="POST", path="/account/password", who=EVERY_ROLE, shows=OWN, counts=True),
    Rule(method="GET", path="/cases", who=TOLD, shows=(Field.NOTICE, Field.CASE)),
    Rule(method="GET", path="/cases/{reference}", who=TOLD, shows=(Field.NOTICE, Field.CASE)),
    Rule(method="POST", path="/cases/note", who=TOLD),
    Rule(method="POST", path="/cases/judge", who=OFFICERS),
    Rule(method="POST", path="/cases/register", who=OFFICERS, shows=(Field.NOTICE, Field.CASE)),
    Rule(
        method="POST",
        path="/cases/reveal",
        who=OFFICERS,
        shows=(Field.NOTICE, Field.CASE, Field.WORDS),
    ),
    Rule(
        method="POST",
        path="/cases/contact",
        who=OFFICERS,
        shows=(Field.NOTICE, Field.CASE, Field.CONTACT),
    ),
    Rule(method="GET", path="/spelling", who=OFFICERS),
    Rule(method="POST", path="/spelling", who=OFFICERS, counts=True),
    Rule(method="POST", path="/spelling/confirm", who=OFFICERS, counts=True),
    Rule(method="GET", path="/tips", who=OFFICERS, shows=(Field.TIPS,)),
    Rule(method="POST", path="/tips/open", who=OFFICERS, shows=(Field.TIPS,)),
    Rule(method="POST", path="/tips/picture", who=OFFICERS, shows=(Field.TIPS,)),
    Rule(method="POST", path="/tips/done", who=OFFICERS),
    Rule(method="GET", path="/registry", who=OFFICERS, shows=(Field.REGISTRY,)),
    Rule(
        method="POST",
        path="/registry/reveal",
        who=OFFICERS,
        shows=(Field.REGISTRY, Field.WORDS),
    ),
    Rule(method="GET", path="/leavers", who=HR),
    Rule(method="POST", path="/leavers", who=HR, counts=True, steady=SECOND),
    Rule(method="GET", path="/audit", who=AUDITORS, shows=(Field.AUDIT,)),
    Rule(method="POST", path="/audit/verify", who=AUDITORS, shows=(Field.AUDIT,), counts=True),
    Rule(method="GET", path="/sources", who=OPERATORS, shows=(Field.SOURCES,)),
    Rule(method="GET", path="/accounts", who=OPERATORS, shows=(Field.ACCOUNTS,)),
    Rule(method="POST", path="/accounts/invite", who=OPERATORS, shows=(Field.ACCOUNTS,)),
    Rule(method="POST", path="/accounts/shut", who=OPERATORS, shows=(Field.ACCOUNTS,)),
)

PLACES: Final = (
    "/cases",
    "/tips",
    "/spelling",
    "/registry",
    "/leavers",
    "/audit",
    "/sources",
    "/accounts",
    "/account",
)
"""What staff begin with and the head of each page leads to, where it opens to them."""

RULES: Final[Mapping[Listener, tuple[Rule, ...]]] = MappingProxyType(
    {Listener.CASEWORKERS: CASEWORKERS, Listener.STAFF: STAFF}
)

MAY_SEE: Final[Mapping[Who, frozenset[Field]]] = MappingProxyType(
    {
        Who.ANYBODY: frozenset(),
        Who.PROVED: frozenset({Field.OWN}),
        Who.ENROLLED: frozenset({Field.OWN}),
        Who.SECURITY: frozenset(
            {
                Field.OWN,
                Field.NOTICE,
                Field.CASE,
                Field.WORDS,
                Field.CONTACT,
                Field.TIPS,
                Field.REGISTRY,
            }
        ),
        Who.HR: frozenset({Field.OWN, Field.NOTICE}),
        Who.AUDITOR: frozenset({Field.OWN, Field.AUDIT}),
        Who.OPERATOR: frozenset({Field.OWN, Field.SOURCES, Field.ACCOUNTS}),
    }
)


def rule(listener: Listener, method: str, path: str) -> Rule:
    """The line for a route, its path as it was declared. `LookupError` where there is none."""
    for line in RULES[listener]:
        if (line.method, line.path) == (method, path):
            return line
    raise LookupError(f"{method} {path} has no line in the policy of the {listener} pages.")


def has_page(listener: Listener, path: str) -> bool:
    """Whether there is something to see at a path, as it was declared."""
    return any((line.method, line.path) == ("GET", path) for line in RULES[listener])


def places(listener: Listener, standing: frozenset[Who]) -> tuple[str, ...]:
    """Of `PLACES`, those that open to a visitor who stands as all of `standing`."""
    return tuple(
        path
        for path in PLACES
        if has_page(listener, path) and allows(rule(listener, "GET", path), standing)
    )


def allows(line: Rule, standing: frozenset[Who]) -> bool:
    """Whether a page opens to a visitor who stands as all of `standing`."""
    return not standing.isdisjoint(line.who)


def visible(line: Rule, standing: frozenset[Who]) -> frozenset[Field]:
    """What a page may show a visitor who stands as all of `standing`; nothing where it is shut."""
    given = (MAY_SEE[who] for who in standing.intersection(line.who))
    return frozenset(line.shows).intersection(frozenset().union(*given))
