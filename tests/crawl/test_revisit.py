"""A page is due again by its source's cadence."""

from datetime import UTC, datetime, timedelta

import pytest

from scanner.crawl.revisit import next_due
from scanner.model.frontier import DuePage
from scanner.model.ids import Address, PageId, Sha256, SourceId
from scanner.model.page import Missed, MissReason, Page

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
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
