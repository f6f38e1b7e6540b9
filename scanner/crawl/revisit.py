"""When a page is due again: by its source's cadence and what it answered, never by hits. Pure.

Who watches our requests must not learn who is enrolled: nothing of findings comes in here.
"""

from datetime import datetime, timedelta
from typing import Final

from scanner.model.frontier import DuePage
from scanner.model.page import Missed, MissReason, Page

GONE_VISITS: Final = 3
"""After so many visits in a row that found nothing new, a page that is gone and that no watchlist
names is looked for weekly."""
WEEK: Final = timedelta(days=7)


def wait_for_gone(cadence: timedelta) -> timedelta:
    """How long a page that stays gone is left alone."""
    return max(cadence, WEEK)


def next_due(due: DuePage, outcome: Page | Missed, cadence: timedelta) -> datetime:
    """When a page is due again whose visit came to `outcome`.

    Counted from the scan's start, so that a scan an hour after another finds the hourly pages due.
    """
    return due.horizon + (wait_for_gone(cadence) if _stays_gone(due, outcome) else cadence)


def _stays_gone(due: DuePage, outcome: Page | Missed) -> bool:
    # A site may call a page gone that people go on writing on.
    if not isinstance(outcome, Missed) or outcome.reason is not MissReason.GONE:
        return False
    return not due.is_seed and not due.is_news(outcome) and due.fails + 1 >= GONE_VISITS
