"""When a page is due again: by its source's cadence and what it answered, never by hits. Pure.

Who watches our requests must not learn who is enrolled: nothing of findings comes in here.
"""

from datetime import datetime, timedelta
from typing import Final

from scanner.model.page import Missed, MissReason, Page

GONE_VISITS: Final = 3
"""After so many visits that found nothing, a page that is gone is looked for weekly."""
WEEK: Final = timedelta(days=7)


def wait_for_gone(cadence: timedelta) -> timedelta:
    """How long a page that stays gone is left alone."""
    return max(cadence, WEEK)


def next_due(outcome: Page | Missed, fails: int, cadence: timedelta, horizon: datetime) -> datetime:
    """When a page is due again that a scan begun at `horizon` visited.

    `fails` counts the visits in a row before this one that were no good read. Counted from the
    scan's start, so that a scan an hour after another finds the hourly pages due.
    """
    if isinstance(outcome, Missed) and outcome.reason is MissReason.GONE:
        return horizon + (cadence if fails + 1 < GONE_VISITS else wait_for_gone(cadence))
    return horizon + cadence
