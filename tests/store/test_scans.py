from datetime import timedelta

from scanner.model.ids import ScanId
from scanner.store import scans
from scanner.store.database import Store
from tests.conftest import MORNING

HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
FIRST, KILLED, THIRD = (ScanId(f"{n:032x}") for n in range(3))


def test_what_no_report_has_told_begins_after_the_latest_scan_that_ended(any_store: Store) -> None:
    assert any_store.read(scans.unreported_since) is None
    any_store.write(lambda tx: scans.begin(tx, FIRST, MORNING))
    # It was killed, or is at work: nothing has been told.
    assert any_store.read(scans.unreported_since) == MORNING
    any_store.write(lambda tx: scans.end(tx, FIRST, MORNING + HOUR))
    assert any_store.read(scans.unreported_since) == MORNING + HOUR + INSTANT
    any_store.write(lambda tx: scans.begin(tx, KILLED, MORNING + 2 * HOUR))
    assert any_store.read(scans.unreported_since) == MORNING + HOUR + INSTANT
    any_store.write(lambda tx: scans.begin(tx, THIRD, MORNING + 3 * HOUR))
    any_store.write(lambda tx: scans.end(tx, THIRD, MORNING + 4 * HOUR))
    assert any_store.read(scans.unreported_since) == MORNING + 4 * HOUR + INSTANT


def test_the_latest_scan_counts_whether_it_ended_or_not(any_store: Store) -> None:
    assert any_store.read(scans.last_scan_began) is None
    any_store.write(lambda tx: scans.begin(tx, FIRST, MORNING))
    any_store.write(lambda tx: scans.end(tx, FIRST, MORNING + HOUR))
    any_store.write(lambda tx: scans.begin(tx, KILLED, MORNING + 2 * HOUR))
    assert any_store.read(scans.last_scan_began) == MORNING + 2 * HOUR
