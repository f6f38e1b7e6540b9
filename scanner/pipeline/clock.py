"""A clock that was wrong: what it left in the store is put right, and the operator is told."""

from datetime import datetime, timedelta
from typing import Final

from scanner.alert.deliver import LAST_RETRY
from scanner.crawl.pace import BREAKER_REST, LONGEST_CALM
from scanner.enrol.withdraw import WITNESS
from scanner.store import audit, hosts, outbox, scans
from scanner.store.database import Transaction

TOLERANCE: Final = timedelta(minutes=5)
"""So much the clocks of machines that share a store may differ."""

LEAP: Final = timedelta(days=30)
"""Longer than this nobody scans seldom on purpose."""


def put_right(tx: Transaction, now: datetime) -> None:
    """Bring back what a clock that ran ahead has put beyond any wait that there is.

    Otherwise no page, host or mail of that time comes before the wrong date does. For who holds
    the scan lock.
    """
    outbox.bring_forward(tx, now, longest=LAST_RETRY)
    newest = scans.newest(tx)
    if newest is not None and newest > now:
        scans.set_back(tx, now)
        # A site may have asked for a long rest, but not until that date.
        hosts.bring_forward(tx, now, calm=LONGEST_CALM, failing=BREAKER_REST)


def doubt(tx: Transaction, now: datetime) -> str:
    """Why the clock may be wrong, and what to do; '' where nothing speaks against it."""
    known = [at for at in (scans.newest(tx), audit.newest(tx)) if at is not None]
    newest = max(known, default=now)
    if newest > now + TOLERANCE:
        return (
            f"Something was stored on {newest:%Y-%m-%d %H:%M} UTC, which is still to come: the "
            "clock was wrong then, or is now. Set it right (timedatectl shows it); the next run "
            "mends what was put off."
        )
    # Asked for as long as nothing is erased by it.
    before = scans.last_began_by(tx, now - WITNESS)
    if before is not None and now - before > LEAP:
        return (
            f"Before today the last scan was on {before:%Y-%m-%d}, {(now - before).days} days ago "
            "by the clock. If the clock is wrong, set it right today (timedatectl shows it): "
            "after a day of work by it, opt-ins that ended long ago are erased."
        )
    return ""
