"""The watch of somebody new begins: from then on every page is read for her once."""

from datetime import datetime

from scanner.store import consents, scans
from scanner.store.database import Transaction, bump_generation


def begin_watches(tx: Transaction, now: datetime) -> None:
    """Note whose time to say no has ended since the last scan began. Call it as a scan begins."""
    before = scans.last_scan_began(tx)
    begun = (hers[-1].active_from for _, hers in consents.everybody(tx))
    if any(at <= now and (before is None or at > before) for at in begun):
        bump_generation(tx)
