"""When the one page of hers that she allowed is looked up, and what the looks come to. Pure.

At fixed times, the same for everybody and every year: when a site is asked must tell neither when
she logged in nor what was found. Four times a year, and once more two days later where she did not
stand on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from scanner.model.recheck import Look, Outcome, Recheck, Why

MONTHS: Final = (1, 4, 7, 10)
DAY: Final = 15
HOUR: Final = 1
"""UTC: night in Sweden."""
OPEN: Final = timedelta(days=1)
"""So long after its time a night is caught up: a run once a day falls into it. Later it is not."""
AGAIN: Final = timedelta(days=2)
"""After the first night of a round, for pages on which she did not stand."""
APART: Final = timedelta(days=1)
"""Between two looks of which the second may say that it is gone."""
MOST_TRIES: Final = 2
"""A process that is killed while it waits has asked already: once more, and never again."""
MOST_LOOKS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    at: datetime
    is_second: bool
    """For those only who were not found in the first."""


def night(now: datetime) -> Night | None:
    """The night that is open at a moment."""
    first = _round(now)
    for at in (first, first + AGAIN):
        if at <= now < at + OPEN:
            return Night(at=at, is_second=at != first)
    return None


def next_round(recheck: Recheck, now: datetime) -> datetime:
    """When her page is looked up next."""
    first = _round(now)
    is_now = now < first + OPEN and recheck.allowed_at < first and not _of(recheck, first, now)
    return first if is_now else _after(first)


def is_due(recheck: Recheck, tonight: Night, now: datetime) -> bool:
    """Whether her page is to be asked for. Never in the night in which she allowed it."""
    if not recheck.allowed_at < tonight.at <= now < tonight.at + OPEN:
        return False
    if look := _of(recheck, tonight.at, now):
        # Nobody was asked where its turn did not come.
        is_open = look.outcome is None or look.why is Why.NOT_REACHED
        return is_open and look.tries < MOST_TRIES
    if not tonight.is_second:
        return True
    first = _of(recheck, tonight.at - AGAIN, now)
    return first is not None and first.outcome is Outcome.MISSING and now - first.asked_at >= APART


def begun(recheck: Recheck, tonight: Night, now: datetime) -> Look:
    """The look to note before anything leaves."""
    look = unasked(recheck, tonight, now)
    return replace(look, tries=look.tries + 1)


def unasked(recheck: Recheck, tonight: Night, now: datetime) -> Look:
    """The look where nothing has left yet."""
    before = _of(recheck, tonight.at, now)
    return Look(night=tonight.at, asked_at=now, tries=before.tries if before else 0)


def with_look(recheck: Recheck, look: Look) -> Recheck:
    """With a look more, or the one of that night as it is now."""
    # One of a time to come was noted by a wrong clock.
    before = (
        one for one in recheck.looks if one.night != look.night and one.asked_at <= look.asked_at
    )
    return replace(recheck, looks=(*before, look)[-MOST_LOOKS:])


def is_gone(looks: Sequence[Look]) -> bool:
    """Whether the two latest looks that were answered, a day or more apart, did not find her, and
    no later one was without an answer."""
    if not looks or looks[-1].outcome is not Outcome.MISSING:
        return False
    answered = [one for one in looks if one.outcome in (Outcome.MISSING, Outcome.STILL_THERE)]
    return any(
        one.outcome is Outcome.MISSING and looks[-1].asked_at - one.asked_at >= APART
        for one in answered[-2:-1]
    )


def _of(recheck: Recheck, at: datetime, now: datetime) -> Look | None:
    return next((one for one in recheck.looks if one.night == at and one.asked_at <= now), None)


def _round(now: datetime) -> datetime:
    """When the latest round began."""
    year = now.astimezone(UTC).year
    begun = [at for at in (_at(year - 1, MONTHS[-1]), *(_at(year, m) for m in MONTHS)) if at <= now]
    return begun[-1]


def _after(first: datetime) -> datetime:
    later = [month for month in MONTHS if month > first.month]
    return _at(first.year, later[0]) if later else _at(first.year + 1, MONTHS[0])


def _at(year: int, month: int) -> datetime:
    return datetime(year, month, DAY, HOUR, tzinfo=UTC)
