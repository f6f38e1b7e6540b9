from datetime import timedelta
from functools import partial

import pytest

from scanner.model.ids import ScanId
from scanner.store import scans
from scanner.store.database import Store
from tests.conftest import MORNING

HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
FIRST, KILLED, THIRD = (ScanId(f"{n:032x}") for n in range(3))


def test_what_no_report_has_told_begins_with_the_end_of_the_last_that_was_written(
    any_store: Store,
) -> None:
    assert any_store.read(scans.unreported_since) is any_store.read(scans.news_since) is None
    any_store.write(lambda tx: scans.begin(tx, FIRST, MORNING))
    # No report has been written, whether or not the scan has ended.
    assert any_store.read(scans.unreported_since) == MORNING
    any_store.write(lambda tx: scans.end(tx, FIRST, MORNING + HOUR))
    assert any_store.read(scans.unreported_since) == MORNING
    any_store.write(lambda tx: scans.note_report(tx, MORNING, MORNING + HOUR))
    any_store.write(lambda tx: scans.begin(tx, KILLED, MORNING + 2 * HOUR))
    assert any_store.read(scans.unreported_since) == MORNING + HOUR
    assert any_store.read(scans.news_since) == MORNING
    any_store.write(lambda tx: scans.note_report(tx, MORNING + HOUR, MORNING + 3 * HOUR))
    assert any_store.read(scans.unreported_since) == MORNING + 3 * HOUR
    assert any_store.read(scans.news_since) == MORNING + HOUR


def test_only_so_many_scans_are_remembered_however_the_clock_leaps(
    any_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "KEPT", 2)
    for number, at in enumerate((MORNING, MORNING + HOUR, MORNING + 9000 * HOUR)):
        any_store.write(partial(scans.begin, scan_id=ScanId(f"{number:032x}"), now=at))
    assert any_store.read(lambda tx: scans.last_began_by(tx, MORNING)) is None
    before = any_store.read(lambda tx: scans.last_began_by(tx, MORNING + 8000 * HOUR))
    assert before == MORNING + HOUR


def test_the_latest_scan_counts_whether_it_ended_or_not(any_store: Store) -> None:
    assert any_store.read(scans.last_scan_began) is None
    any_store.write(lambda tx: scans.begin(tx, FIRST, MORNING))
    any_store.write(lambda tx: scans.end(tx, FIRST, MORNING + HOUR))
    any_store.write(lambda tx: scans.begin(tx, KILLED, MORNING + 2 * HOUR))
    assert any_store.read(scans.last_scan_began) == MORNING + 2 * HOUR
