"""What she let be looked up at a people-search site, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scanner.model.personal import Personal


class Seen(StrEnum):
    """What a worker says of what came."""

    NAMED = "named"
    PARTLY = "partly"
    """Only a part of her name stands there."""
    NOT_NAMED = "not_named"
    LOG_IN = "log_in"
    """It asks for a password."""
    UNREADABLE = "unreadable"


class Outcome(StrEnum):
    """What one look came to."""

    STILL_THERE = "still_there"
    MISSING = "missing"
    """Not found at this look: gone only after another one."""
    UNCHECKED = "unchecked"


class Why(StrEnum):
    """Why it could not be checked."""

    ROBOTS = "robots"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    UNREADABLE = "unreadable"
    ELSEWHERE = "elsewhere"
    """The site leads away from her page: to a search, a front page, a log-in, another site."""
    LOG_IN = "log_in"
    DOUBTFUL = "doubtful"
    """Only a part of her name stands there."""
    CONTRADICTS = "contradicts"
    """The site says that the page is gone, and shows her name on it."""
    NOT_REACHED = "not_reached"
    LOST = "lost"
    """The program ended while it waited for the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at her page; noted before anything leaves."""

    night: datetime
    """To which fixed time it belongs."""
    asked_at: datetime
    tries: int
    """How often a program began to ask."""
    outcome: Outcome | None = None
    """None until there is an answer."""
    why: Why | None = None

    @property
    def reason(self) -> Why | None:
        return Why.LOST if self.outcome is None else self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """One address that she pasted and let be asked for."""

    site_id: str
    address: Personal
    allowed_at: datetime
    looks: tuple[Look, ...] = ()
    """The latest ones, in order."""
