"""Which pages there are, and who may open each. A page without a line here cannot be served."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Who(StrEnum):
    ANYBODY = "anybody"
    PROVED = "proved"
    """Somebody who proved that she reads a work mailbox; opted in or not."""
    ENROLLED = "enrolled"
    """Somebody who opted in, on her own pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    method: str
    path: str
    who: Who
    counts: bool = False
    """True where attempts from one network are counted and limited."""
    same_for_all: bool = False
    """True where no cookie is read or set: the answer does not depend on who asks."""


RULES: Final = (
    Rule(method="GET", path="/", who=Who.ANYBODY),
    Rule(method="GET", path="/style.css", who=Who.ANYBODY, same_for_all=True),
    Rule(method="POST", path="/link", who=Who.ANYBODY, counts=True),
    Rule(method="GET", path="/enter/{token}", who=Who.ANYBODY),
    Rule(method="POST", path="/enter", who=Who.ANYBODY, counts=True),
    Rule(method="GET", path="/form", who=Who.PROVED),
    Rule(method="POST", path="/form", who=Who.PROVED),
    Rule(method="POST", path="/leave", who=Who.PROVED),
    Rule(method="GET", path="/me", who=Who.ENROLLED),
    Rule(method="POST", path="/not-me", who=Who.ENROLLED),
    Rule(method="GET", path="/withdraw", who=Who.ENROLLED),
    Rule(method="POST", path="/withdraw", who=Who.ENROLLED),
)


def rule(method: str, path: str) -> Rule:
    """The line for a route, its path as it was declared. `LookupError` where there is none."""
    for line in RULES:
        if (line.method, line.path) == (method, path):
            return line
    raise LookupError(f"{method} {path} has no line in the portal's policy.")


def has_page(path: str) -> bool:
    """Whether there is something to see at a path, as it was declared."""
    return any((line.method, line.path) == ("GET", path) for line in RULES)


def allows(who: Who, *, is_proved: bool, is_enrolled: bool) -> bool:
    """Whether a page for `who` opens to a visitor of that standing."""
    if who is Who.ENROLLED:
        return is_enrolled
    return who is Who.ANYBODY or is_proved
