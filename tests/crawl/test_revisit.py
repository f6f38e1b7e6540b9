"""A page is due again by its source's cadence."""

from datetime import UTC, datetime, timedelta

import pytest

from scanner.crawl.revisit import next_due
from scanner.model.ids import Address, SourceId
from scanner.model.page import Missed, MissReason

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("reason", "fails", "cadence", "wait"),
    [
        (MissReason.NOT_MODIFIED, 0, HOUR, HOUR),
        (MissReason.TIMEOUT, 9, HOUR, HOUR),
        (MissReason.GONE, 0, HOUR, HOUR),
        (MissReason.GONE, 1, HOUR, HOUR),
        (MissReason.GONE, 2, HOUR, timedelta(days=7)),
        (MissReason.GONE, 2, timedelta(days=30), timedelta(days=30)),
    ],
)
def test_when_a_page_is_due_again(
    reason: MissReason, fails: int, cadence: timedelta, wait: timedelta
) -> None:
    missed = Missed(
        source_id=SourceId("forum"), asked=Address("http://forum.example/"), at=NOW, reason=reason
    )
    assert next_due(missed, fails, cadence, NOW) == NOW + wait
