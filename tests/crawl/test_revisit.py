"""A page is due again by its source's cadence; with too many pages, by how often it changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scanner.crawl.revisit import NOTHING_KNOWN, Outlook, next_due, outlook, revisits
from scanner.model.frontier import Changes, DuePage, Tally
from scanner.model.ids import Address, PageId, Sha256, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.places.sources import Source, SourceClass
from tests.crawl.desk import source

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
FORUM = SourceId("forum")
WHERE = Address("http://forum.example/")


def due(fails: int, depth: int = 1, gone_sha256: str = "") -> DuePage:
    return DuePage(
        page_id=PageId("1" * 32), source_id=FORUM, address=WHERE, host_group="forum.example",
        depth=depth, etag="", last_modified="", generation="1", fails=fails, lease_owner="o",
        horizon=NOW, next_due=NOW, gone_sha256=gone_sha256,
    )  # fmt: skip


def missed(reason: MissReason, shown: str = "") -> Missed:
    page = Page(
        source_id=FORUM, asked=WHERE, final=WHERE, fetched_at=NOW, status=404, headers=(),
        body=b"hej", digest=Sha256(shown),
    )  # fmt: skip
    return Missed(
        source_id=FORUM, asked=WHERE, at=NOW, reason=reason, shown=page if shown else None
    )


@pytest.mark.parametrize(
    ("reason", "fails", "cadence", "wait"),
    [
        (MissReason.NOT_MODIFIED, 0, HOUR, HOUR),
        (MissReason.TIMEOUT, 9, HOUR, HOUR),
        (MissReason.GONE, 0, HOUR, HOUR),
        (MissReason.GONE, 1, HOUR, HOUR),
        (MissReason.GONE, 2, HOUR, WEEK),
        (MissReason.GONE, 2, timedelta(days=30), timedelta(days=30)),
    ],
)
def test_when_a_page_is_due_again(
    reason: MissReason, fails: int, cadence: timedelta, wait: timedelta
) -> None:
    assert next_due(due(fails), missed(reason), cadence) == NOW + wait


def test_a_page_that_a_watchlist_names_is_never_left_alone_for_a_week() -> None:
    assert next_due(due(9, depth=0), missed(MissReason.GONE), HOUR) == NOW + HOUR


@pytest.mark.parametrize(
    ("before", "now", "wait"),
    [("a", "b", HOUR), ("", "b", HOUR), ("b", "b", WEEK), ("b", "", WEEK)],
)
def test_a_page_said_to_be_gone_that_shows_something_new_is_not_left_alone(
    before: str, now: str, wait: timedelta
) -> None:
    gone = missed(MissReason.GONE, shown=now)
    assert next_due(due(9, gone_sha256=before), gone, HOUR) == NOW + wait


def tally(tempo: int | None, pages: int, *, is_seed: bool = False, **changes: float) -> Tally:
    return Tally(
        source_id=FORUM, host_group="forum.example", is_seed=is_seed, tempo=tempo, pages=pages,
        changes=Changes(**changes),
    )  # fmt: skip


def crowded(of: Source, *tallies: Tally, budget: int = 200) -> Outlook:
    return outlook(tallies, {FORUM: of}, NOW, budget=budget, floor_seconds=5.0)


def hourly(**changes: Any) -> Source:
    return replace(source(str(WHERE), cadence_minutes=60), **changes)


def wait(of: Source, seen: Outlook, changes: Changes, depth: int = 1) -> timedelta:
    """How long a page with this record is left alone after a visit that found it as it was."""
    page = replace(due(0, depth), changes=changes)
    return revisits(page, of, of.cadence(NOW), seen)[0].due_at - NOW


OFTEN = Changes(count=300.0, days=100.0)
SELDOM = Changes(count=1.0, days=100.0)


def test_while_there_is_room_every_page_is_due_by_its_cadence() -> None:
    of = hourly(cadence_minutes=1440)
    seen = crowded(of, tally(0, 150), tally(-20, 50))
    assert seen.crowds == {}
    assert {wait(of, seen, one) for one in (OFTEN, SELDOM, Changes())} == {DAY}


def test_where_there_is_not_pages_that_change_often_come_first() -> None:
    of = hourly()
    seen = crowded(of, tally(3, 100), tally(-13, 4900))
    assert HOUR <= wait(of, seen, OFTEN) < wait(of, seen, Changes()) < wait(of, seen, SELDOM)
    # By the root of how often: 300 times as often is 17 times as soon.
    assert 12 < wait(of, seen, SELDOM) / wait(of, seen, OFTEN) < 25


@pytest.mark.parametrize(("often", "seldom"), [(100, 4900), (1000, 1000), (20, 9000)])
def test_the_budget_is_used_and_not_exceeded(often: int, seldom: int) -> None:
    of = hourly()
    seen = crowded(of, tally(3, often), tally(-13, seldom), tally(None, 2, is_seed=True))
    asked = often * DAY / wait(of, seen, OFTEN) + seldom * DAY / wait(of, seen, SELDOM)
    # The seeds have theirs: twice 24 visits.
    assert 0.8 * (200 - 48) < asked < 1.2 * (200 - 48)


def test_no_page_is_left_alone_for_longer_than_four_rounds() -> None:
    of = hourly()
    seen = crowded(of, tally(20, 1000), tally(-24, 1000))
    longest = seen.longest(of, HOUR)["forum.example"]
    assert longest == 4 * timedelta(days=10)
    assert wait(of, seen, Changes(count=0.0, days=10_000.0)) == longest
    smear = hourly(source_class=SourceClass.CAMPAIGN)
    assert crowded(smear, tally(20, 1000), tally(-24, 1000)).longest(smear, HOUR) == {
        "forum.example": 2 * timedelta(days=10)
    }


def test_what_people_call_a_campaign_comes_before_the_rest_of_its_host() -> None:
    tallies = (tally(0, 5000), replace(tally(0, 5000), source_id=SourceId("smear")))
    calm = hourly(source_class=SourceClass.NEWS)
    smear = hourly(source_class=SourceClass.CAMPAIGN)
    both = {FORUM: calm, SourceId("smear"): smear}
    seen = outlook(tallies, both, NOW, budget=200, floor_seconds=5.0)
    assert wait(calm, seen, OFTEN) == pytest.approx(2 * wait(smear, seen, OFTEN), rel=0.01)


def test_watchlists_pages_and_cron_expressions_are_obeyed_whatever_there_is_room_for() -> None:
    of = hourly()
    seen = crowded(of, tally(-20, 9000))
    assert wait(of, seen, SELDOM, depth=0) == HOUR
    cron = hourly(schedule="0 8 * * *", time_zone="UTC")
    assert wait(cron, crowded(cron, tally(-20, 9000)), SELDOM) == timedelta(hours=2)
    assert crowded(cron, tally(-20, 9000)).longest(cron, HOUR) == {}


def test_a_change_seen_after_long_stands_for_several() -> None:
    page = replace(due(0), changes=Changes(count=20.0, days=10.0), read_in=NOW - timedelta(days=5))
    same, changed = revisits(page, hourly(), HOUR, NOTHING_KNOWN)
    assert same.changes == Changes(count=20.0, days=15.0)
    assert changed.changes.days == 15.0
    assert 28 < changed.changes.count < 31
    assert same.tempo < changed.tempo


def test_a_new_page_is_taken_to_be_as_its_hosts_others_of_its_kind() -> None:
    of = hourly()
    lively = crowded(of, tally(4, 5000, count=20_000.0, days=5_000.0))
    quiet = crowded(of, tally(-14, 5000, count=20.0, days=5_000.0))
    assert revisits(due(0), of, HOUR, lively)[0].tempo == 4
    assert revisits(due(0), of, HOUR, quiet)[0].tempo < -12


def test_a_clock_that_went_back_teaches_nothing() -> None:
    page = replace(due(0), read_in=NOW + DAY, changes=SELDOM)
    same, changed = revisits(page, hourly(), HOUR, NOTHING_KNOWN)
    assert same.changes == changed.changes == SELDOM
