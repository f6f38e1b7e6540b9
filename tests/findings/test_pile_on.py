from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scanner.findings.decide import judge
from scanner.findings.pile_on import MANY, TRUSTED, WITHIN, with_others
from scanner.model.assessment import Level, SeverityTier
from scanner.model.finding import Finding, Verdict
from scanner.model.ids import FindingId
from scanner.store.names import new_id
from tests.findings.cast import DAY_1, found

NOW = DAY_1 + timedelta(days=30)
SEEN = NOW + WITHIN
"""When the scan read all of them: at the end of the three days."""
ALERT = 0.85


def post(
    said: datetime = NOW,
    tier: SeverityTier = SeverityTier.T2,
    level: Level = Level.LOW,
    *,
    in_doubt: bool = False,
    probability: float = ALERT,
    seen: datetime = SEEN,
) -> Finding:
    first = replace(found(level), first_seen=seen, finding_id=FindingId(new_id()))
    severity = replace(first.assessment.severity, tier=tier, in_doubt=in_doubt)
    identity = replace(first.assessment.identity, probability=probability)
    return replace(
        first,
        assessment=replace(first.assessment, severity=severity, identity=identity),
        excerpt=replace(first.excerpt, posted_at=said),
    )


def level(finding: Finding, *others: Finding) -> Level:
    return with_others(finding, others, alert=ALERT).assessment.severity.level


def test_the_fifth_post_within_three_days_asks_for_an_officer() -> None:
    times = (NOW - WITHIN, NOW - WITHIN / 2, NOW, NOW + WITHIN)
    before = [post(said, seen=said) for said in times]
    raised = with_others(post(seen=NOW), before, alert=ALERT)
    assert len(before) + 1 == MANY
    assert raised.assessment.severity.level is Level.MEDIUM
    assert raised.assessment.severity.because[-1].values == (("count", "4"),)
    alone = post(seen=NOW)
    assert with_others(alone, before[:-1], alert=ALERT) == alone


@pytest.mark.parametrize(
    "other",
    [
        post(NOW - WITHIN - timedelta(minutes=1), seen=SEEN - 2 * WITHIN),
        post(tier=SeverityTier.T1),
        post(tier=SeverityTier.T3),
        post(level=Level.INFO),
        post(in_doubt=True),
        post(probability=0.6),
        judge(post(), Verdict.NOT_HER),
        judge(post(), Verdict.SET_ASIDE),
    ],
    ids=[
        "long ago",
        "criticism",
        "a call to act",
        "on her own page alone",
        "may be lawful",
        "may be about a namesake",
        "not her",
        "set aside",
    ],
)
def test_what_harasses_nobody_now_adds_nothing(other: Finding) -> None:
    assert level(post(), *[other] * MANY) is Level.LOW


def test_a_post_without_a_date_was_said_when_it_was_first_seen() -> None:
    undated = post()
    undated = replace(undated, excerpt=replace(undated.excerpt, posted_at=None))
    others = [replace(undated, finding_id=FindingId(new_id())) for _ in range(MANY)]
    assert level(undated, *others) is Level.MEDIUM


def test_posts_dated_in_the_future_were_said_when_they_were_seen() -> None:
    dated = [post(SEEN + timedelta(days=400 * n)) for n in range(MANY)]
    assert level(*dated) is Level.MEDIUM


def test_what_an_officer_judged_to_be_her_counts_however_unsure_it_was() -> None:
    unsure = judge(post(probability=0.6), Verdict.HER)
    others = [judge(post(probability=0.6), Verdict.HER) for _ in range(MANY)]
    assert level(unsure, *others) is Level.MEDIUM
    unjudged = [post(probability=0.6) for _ in range(MANY)]
    assert level(*unjudged) is Level.LOW


def test_posts_dated_long_before_they_were_seen_were_said_when_they_were_seen() -> None:
    dated = [post(SEEN - timedelta(days=30 * (n + 1))) for n in range(MANY)]
    assert level(*dated) is Level.MEDIUM
    believed = [post(SEEN - TRUSTED + n * timedelta(hours=1)) for n in range(MANY - 1)]
    assert level(post(SEEN - TRUSTED), *believed) is Level.MEDIUM
    later = post(SEEN + 2 * WITHIN, seen=SEEN + 2 * WITHIN)
    assert level(later, *believed) is Level.LOW


def test_dates_of_a_page_hide_none_of_what_was_seen_at_once() -> None:
    dated = [post(SEEN - TRUSTED), post(SEEN - TRUSTED), post(SEEN), post(SEEN)]
    assert level(post(SEEN), *dated) is Level.MEDIUM


def test_a_post_is_not_counted_beside_itself() -> None:
    one = post()
    assert level(one, *[one] * MANY) is Level.LOW


def test_criticism_is_not_raised_by_harassment_beside_it() -> None:
    criticism = post(tier=SeverityTier.T1, level=Level.INFO)
    assert level(criticism, *[post()] * MANY) is Level.INFO


def test_a_graver_post_keeps_its_level_and_nothing_is_read_for_it() -> None:
    def unread() -> Iterator[Finding]:
        raise AssertionError("read")
        yield

    grave = post(tier=SeverityTier.T3, level=Level.HIGH)
    assert with_others(grave, unread(), alert=ALERT) == grave
