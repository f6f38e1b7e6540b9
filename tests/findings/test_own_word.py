"""Her own word on a finding."""

import pytest

from scanner.findings.decide import judge
from scanner.findings.own_word import claimed, disclaimed
from scanner.model.assessment import Level
from scanner.model.finding import Verdict
from tests.findings.cast import found

HIGH = found(Level.HIGH)


@pytest.mark.parametrize(
    ("said", "after", "reopened"),
    [
        (Verdict.UNJUDGED, Verdict.UNJUDGED, 0),
        (Verdict.HER, Verdict.HER, 0),
        (Verdict.SET_ASIDE, Verdict.UNJUDGED, 0),
        (Verdict.NOT_HER, Verdict.UNJUDGED, 1),
    ],
)
def test_it_is_me(said: Verdict, after: Verdict, reopened: int) -> None:
    one = claimed(judge(HIGH, said))
    assert (one.verdict, one.reopened, one.is_claimed) == (after, reopened, True)


def test_the_last_word_counts() -> None:
    assert disclaimed(claimed(HIGH)) == disclaimed(HIGH)
    assert claimed(disclaimed(HIGH)) == claimed(HIGH)
    assert disclaimed(HIGH).is_about_another
