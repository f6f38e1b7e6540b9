"""Nothing about her is kept from her for longer than it takes to review it."""

from datetime import timedelta

import pytest

from scanner.findings.decide import judge
from scanner.findings.disclosure import is_open, opens_at
from scanner.model.assessment import Level
from scanner.model.finding import Verdict
from tests.findings.cast import DAY_1, DAY_2, found, seen, sighting


@pytest.mark.parametrize(
    ("level", "hours"),
    [(Level.INFO, 0), (Level.LOW, 24), (Level.MEDIUM, 24), (Level.HIGH, 24), (Level.ACUTE, 4)],
)
def test_unreviewed_it_opens_by_itself(level: Level, hours: int) -> None:
    at = DAY_1 + timedelta(hours=hours)
    assert opens_at(found(level)) == at
    assert is_open(found(level), at)
    assert not is_open(found(level), at - timedelta(microseconds=1))


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.UNJUDGED])
def test_reviewed_it_is_open_at_once(verdict: Verdict) -> None:
    assert is_open(judge(found(Level.ACUTE), verdict), DAY_1)


def test_what_is_seen_again_stays_open() -> None:
    again = seen(found(Level.HIGH), sighting(DAY_2, Level.HIGH))
    assert opens_at(again) == DAY_2
