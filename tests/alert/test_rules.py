from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scanner.alert.rules import due
from scanner.findings.decide import judge, look
from scanner.model.alert import Alert, AlertText
from scanner.model.assessment import DetailMatch, Level
from scanner.model.consent import Recipient
from scanner.model.finding import Finding, Verdict
from tests.findings.cast import (
    DAY_2,
    DAY_3,
    OTHER_PHONE,
    THREAD,
    detail,
    found,
    seen,
    sighting,
)

SWEDEN = ZoneInfo("Europe/Stockholm")
EVERYBODY = frozenset(Recipient)
NOBODY: frozenset[Recipient] = frozenset()

SECURITY = (Recipient.SECURITY, AlertText.SECURITY)
PERSON = (Recipient.PERSON, AlertText.PERSON)
WORKPLACE = (Recipient.HR, Recipient.MANAGER, Recipient.SAFETY_REPRESENTATIVE)
JUDGED = {(one, AlertText.HR_JUDGED) for one in WORKPLACE}
UNREVIEWED = {(one, AlertText.HR_NOT_YET_REVIEWED) for one in WORKPLACE}


def alerts(
    old: Finding | None, new: Finding, chosen: frozenset[Recipient] = EVERYBODY
) -> tuple[Alert, ...]:
    return due(old, new, chosen=chosen, now=DAY_2, zone=SWEDEN)


def told(
    old: Finding | None, new: Finding, chosen: frozenset[Recipient] = EVERYBODY
) -> set[tuple[Recipient, AlertText]]:
    return {(a.recipient, a.text) for a in alerts(old, new, chosen)}


info, low, medium, high, acute = (found(level) for level in Level)
her, not_her = Verdict.HER, Verdict.NOT_HER

POLICY = {
    "info is hers alone": (None, info, set()),
    "low stands in the report": (None, low, set()),
    "medium": (None, medium, {SECURITY}),
    "high, unjudged": (None, high, {SECURITY}),
    "acute, unjudged": (None, acute, {SECURITY, *UNREVIEWED, PERSON}),
    "low judged her": (low, judge(low, her), set()),
    "medium judged her": (medium, judge(medium, her), {PERSON}),
    "high judged her": (high, judge(high, her), {*JUDGED, PERSON}),
    "acute judged her": (acute, judge(acute, her), {*JUDGED}),
    "acute judged not her": (acute, judge(acute, not_her), set()),
    "acute set aside by her": (acute, judge(acute, Verdict.SET_ASIDE), set()),
    "worse after she set it aside": (
        judge(medium, Verdict.SET_ASIDE),
        seen(judge(medium, Verdict.SET_ASIDE), sighting(DAY_2, Level.ACUTE)),
        {SECURITY, *UNREVIEWED, PERSON},
    ),
    "seen again": (high, seen(high, sighting(DAY_2, Level.HIGH)), set()),
    "missing": (acute, look(acute, THREAD, present=frozenset(), at=DAY_2), set()),
    "not her, and worse": (
        judge(medium, not_her),
        seen(judge(medium, not_her), sighting(DAY_2, Level.ACUTE)),
        {SECURITY, *UNREVIEWED, PERSON},
    ),
    "low turns medium": (low, seen(low, sighting(DAY_2, Level.MEDIUM)), {SECURITY}),
    "high turns acute": (
        high,
        seen(high, sighting(DAY_2, Level.ACUTE)),
        {SECURITY, *UNREVIEWED, PERSON},
    ),
    "judged high turns acute": (
        judge(high, her),
        seen(judge(high, her), sighting(DAY_2, Level.ACUTE)),
        {SECURITY, *JUDGED, PERSON},
    ),
    "another detail at the same level": (
        judge(high, her),
        seen(judge(high, her), sighting(DAY_2, Level.HIGH, (detail(OTHER_PHONE),))),
        {SECURITY, PERSON},
    ),
    "not her, but now a detail known to be hers": (
        judge(medium, not_her),
        seen(judge(medium, not_her), sighting(DAY_2, details=(detail(match=DetailMatch.KNOWN),))),
        {SECURITY},
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), POLICY.values(), ids=POLICY)
def test_who_is_told(
    old: Finding | None, new: Finding, expected: set[tuple[Recipient, AlertText]]
) -> None:
    assert told(old, new) == expected
    security_only = {(r, t) for r, t in expected if r is Recipient.SECURITY}
    assert told(old, new, NOBODY) == security_only


def test_each_alert_has_a_key_of_its_own_that_a_repetition_shares() -> None:
    keys = [a.idempotency_key for a in alerts(None, acute) + alerts(acute, judge(acute, her))]
    assert len(set(keys)) == len(keys)
    assert [a.idempotency_key for a in alerts(None, acute)] == keys[:5]


def test_an_alert_called_for_again_after_a_reopening_is_a_new_one() -> None:
    reopened = seen(
        judge(medium, not_her), sighting(DAY_2, details=(detail(match=DetailMatch.KNOWN),))
    )
    first, second = alerts(None, medium, NOBODY), alerts(judge(medium, not_her), reopened, NOBODY)
    assert first[0].idempotency_key != second[0].idempotency_key


def test_a_threat_after_a_verdict_is_told_to_all_whom_an_earlier_one_was_told_to() -> None:
    reopened = seen(judge(acute, not_her), sighting(DAY_2, Level.ACUTE, words="Hon ska dö i natt"))
    keys = {a.idempotency_key for a in alerts(None, acute)}
    again = {a.idempotency_key for a in alerts(judge(acute, not_her), reopened)}
    assert len(again) == len(keys)
    assert not again & keys


def test_an_alert_names_the_case_and_its_level() -> None:
    (alert,) = alerts(None, high)
    assert (alert.case_reference, alert.level) == (high.case_reference, Level.HIGH)
    assert (alert.finding_id, alert.person_id) == (high.finding_id, high.person_id)


FRIDAY_AFTERNOON = datetime(2026, 11, 6, 15, tzinfo=SWEDEN)
THURSDAY_NIGHT = datetime(2026, 11, 5, 23, 30, tzinfo=SWEDEN)


@pytest.mark.parametrize(
    ("level", "now", "by"),
    [
        (Level.ACUTE, DAY_3, DAY_3 + timedelta(minutes=30)),
        (Level.HIGH, DAY_3, DAY_3 + timedelta(hours=4)),
        (Level.MEDIUM, THURSDAY_NIGHT, datetime(2026, 11, 6, 17, tzinfo=SWEDEN)),
        (Level.MEDIUM, FRIDAY_AFTERNOON, datetime(2026, 11, 9, 17, tzinfo=SWEDEN)),
    ],
)
def test_by_when_they_must_act(level: Level, now: datetime, by: datetime) -> None:
    finding = replace(found(level))
    (alert,) = due(None, finding, chosen=NOBODY, now=now, zone=SWEDEN)
    assert alert.respond_by == by


def test_the_working_day_ends_by_the_organisations_clock() -> None:
    # Over the end of summer time: 17.00 in Sweden is 16.00 UTC on the Monday.
    friday = datetime(2026, 10, 23, 12, tzinfo=ZoneInfo("UTC"))
    (alert,) = due(None, medium, chosen=NOBODY, now=friday, zone=SWEDEN)
    assert alert.respond_by == datetime(2026, 10, 26, 16, tzinfo=ZoneInfo("UTC"))
