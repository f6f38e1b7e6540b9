"""What is due the store says: missed visits are one, and no failing source is a loop."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from scanner.model.ids import Address
from scanner.places.sources import Source, SourceKind
from scanner.service.schedule import due, is_report_due
from scanner.store import frontier, turns
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.sources.test_kinds import source as made

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FORUM = made(SourceKind.PAGES)
DAILY = replace(FORUM, cadence_minutes=24 * 60)
CRON = replace(FORUM, schedule="0 6,18 * * *", time_zone="UTC")
PAGE = Address("http://forum.example/t/1")


def turned(store: Store, *, is_cut_off: bool = False, at: datetime = MORNING) -> None:
    store.write(lambda tx: turns.begin(tx, (FORUM.source_id,), at))
    if not is_cut_off:
        store.write(lambda tx: turns.close(tx, (FORUM.source_id,)))


def is_due(store: Store, source: Source, now: datetime) -> bool:
    return bool(store.read(lambda tx: due(tx, (source,), now, HOUR)))


def test_who_was_never_read_is_due(any_store: Store) -> None:
    assert is_due(any_store, DAILY, MORNING)


@pytest.mark.parametrize(
    ("source", "early", "at"),
    [
        (replace(FORUM, cadence_minutes=5), 4 * MINUTE, 5 * MINUTE),
        (FORUM, 59 * MINUTE, HOUR),
        (DAILY, 23 * HOUR, DAY),
        (CRON, 12 * HOUR - MINUTE, 12 * HOUR),
    ],
    ids=["hot", "hourly", "daily", "cron"],
)
def test_each_is_due_at_its_own_time(
    any_store: Store, source: Source, early: timedelta, at: timedelta
) -> None:
    turned(any_store)
    assert not is_due(any_store, source, MORNING + early)
    assert is_due(any_store, source, MORNING + at)


@pytest.mark.parametrize("source", [FORUM, CRON])
def test_what_was_missed_is_made_up_for_by_one_visit(any_store: Store, source: Source) -> None:
    turned(any_store)
    back = MORNING + 3 * DAY
    assert is_due(any_store, source, back)
    turned(any_store, at=back)
    assert not is_due(any_store, source, back + MINUTE)


def test_what_a_turn_left_over_comes_an_hour_later(any_store: Store) -> None:
    turned(any_store)
    assert not is_due(any_store, DAILY, MORNING + 2 * HOUR), "nothing is left"
    any_store.write(lambda tx: frontier.seed(tx, DAILY.source_id, (PAGE,), MORNING))
    assert not is_due(any_store, DAILY, MORNING + HOUR - MINUTE)
    assert is_due(any_store, DAILY, MORNING + HOUR)


def test_what_a_kill_cut_off_comes_again_and_is_no_loop(any_store: Store) -> None:
    turned(any_store, is_cut_off=True)
    assert not is_due(any_store, DAILY, MORNING + MINUTE)
    assert is_due(any_store, DAILY, MORNING + HOUR)


def test_a_turn_that_is_still_to_come_is_not_waited_for(any_store: Store) -> None:
    turned(any_store, at=MORNING + 40 * DAY)
    assert is_due(any_store, DAILY, MORNING)


def test_nobody_is_due_in_quiet_hours_or_when_it_has_expired(any_store: Store) -> None:
    quiet = replace(FORUM, quiet_hours="05:00-07:00", time_zone="UTC")
    assert not is_due(any_store, quiet, MORNING)
    assert is_due(any_store, quiet, MORNING + HOUR)
    assert not is_due(any_store, replace(FORUM, expires=date(2026, 11, 21)), MORNING)


@pytest.mark.parametrize(
    ("told", "scanned", "minutes", "is_scanning", "expected"),
    [
        (None, None, 0, False, False),
        (None, 0, 1, False, True),
        (None, 0, 1, True, False),
        (0, 5, 59, False, False),
        (0, 5, 60, False, True),
        (0, 5, 60, True, False),
        (0, 5, 120, True, True),
        (10, 5, 200, False, False),
    ],
    ids=[
        "no scan yet", "the first", "not amid the first scan", "too soon", "in time",
        "not amid a scan", "amid one that goes on and on", "nothing was read since",
    ],
)  # fmt: skip
def test_reports_have_an_interval_of_their_own(
    told: int | None, scanned: int | None, minutes: int, *, is_scanning: bool, expected: bool
) -> None:
    def at(count: int | None) -> datetime | None:
        return None if count is None else MORNING + count * MINUTE

    now = MORNING + minutes * MINUTE
    assert is_report_due(at(told), at(scanned), now, HOUR, is_scanning=is_scanning) is expected
