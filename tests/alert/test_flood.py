from dataclasses import replace

import pytest

from scanner.alert.flood import MOST_OF_A_PAGE, MOST_OF_A_PERSON, Flood
from scanner.alert.rules import due
from scanner.findings.decide import judge
from scanner.model.alert import Alert, AlertText
from scanner.model.assessment import Level
from scanner.model.consent import Recipient
from scanner.model.finding import Finding, Verdict
from scanner.model.ids import Address, FindingId, PersonId
from tests.alert.test_rules import EVERYBODY, SWEDEN
from tests.findings.cast import DAY_1, MIRROR, THREAD, found

FLOODS = {AlertText.FLOOD_SECURITY, AlertText.FLOOD_HR, AlertText.FLOOD_PERSON}


def alerts(number: int, level: Level = Level.ACUTE, person: str = "a") -> tuple[Alert, ...]:
    """Of a new case of hers."""
    finding = replace(
        found(level), finding_id=FindingId(f"{number:032}"), person_id=PersonId(person * 32)
    )
    return due(None, finding, chosen=EVERYBODY, now=DAY_1, zone=SWEDEN)


def stemmed(flood: Flood, *cases: tuple[Alert, ...], at: Address = THREAD) -> list[Alert]:
    return [alert for case in cases for alert in flood.contain(case, at)]


def keys(told: list[Alert]) -> set[str]:
    """One mail for each."""
    return {alert.idempotency_key for alert in told}


def test_the_first_cases_of_a_person_are_told_one_by_one() -> None:
    cases = [alerts(number) for number in range(MOST_OF_A_PERSON)]
    assert stemmed(Flood("s"), *cases) == [alert for case in cases for alert in case]


def test_all_further_ones_are_one_mail_for_each_recipient() -> None:
    flood = Flood("s")
    stemmed(flood, *(alerts(number) for number in range(MOST_OF_A_PERSON)))
    told = stemmed(flood, *(alerts(number) for number in range(100, 500)))
    assert {alert.text for alert in told} == FLOODS
    assert len(keys(told)) == len({alert.recipient for alert in told}) == len(alerts(1))


def test_a_flood_of_medium_ones_does_not_keep_an_acute_one_from_being_told() -> None:
    flood = Flood("s")
    stemmed(flood, *(alerts(number, Level.MEDIUM) for number in range(500)))
    before = stemmed(flood, alerts(500, Level.MEDIUM))
    acute = stemmed(flood, alerts(501))
    assert keys(acute).isdisjoint(keys(before))
    assert {alert.respond_by for alert in acute} == {alerts(501)[0].respond_by}


def test_an_acute_case_on_a_page_that_was_not_told_of_is_never_silent() -> None:
    flood = Flood("s")
    flooded = stemmed(flood, *(alerts(number) for number in range(500)))
    elsewhere = stemmed(flood, alerts(500), at=MIRROR)
    assert len(keys(elsewhere)) == len(alerts(500))
    assert keys(elsewhere).isdisjoint(keys(flooded))
    # Further ones there are told by the same mails.
    assert keys(stemmed(flood, alerts(501), at=MIRROR)) == keys(elsewhere)


def test_lesser_cases_on_many_pages_are_one_mail() -> None:
    flood = Flood("s")
    stemmed(flood, *(alerts(number, Level.HIGH) for number in range(MOST_OF_A_PERSON)))
    told = [
        alert
        for number in range(100, 200)
        for alert in stemmed(flood, alerts(number, Level.HIGH), at=Address(f"{MIRROR}/{number}"))
    ]
    assert len(keys(told)) == len(alerts(1, Level.HIGH))


def test_a_page_that_names_everybody_floods_staff_and_nobody_else() -> None:
    flood = Flood("s")
    people = [chr(ord("a") + number) for number in range(MOST_OF_A_PAGE + 5)]
    told = stemmed(flood, *(alerts(0, person=person) for person in people))
    late = [alert for alert in told if alert.person_id[0] in people[MOST_OF_A_PAGE:]]
    assert {alert.text for alert in late} == FLOODS - {AlertText.FLOOD_PERSON} | {AlertText.PERSON}
    elsewhere = alerts(1, person=people[-1])
    assert stemmed(flood, elsewhere, at=MIRROR) == list(elsewhere)


def test_each_of_them_gets_a_mail_of_her_own_and_each_scan_tells_anew() -> None:
    told = [
        alert
        for scan in ("one", "two")
        for flood in [Flood(scan)]
        for person in ("a", "b")
        for alert in stemmed(flood, *(alerts(number, person=person) for number in range(30)))
        if alert.text is AlertText.FLOOD_PERSON
    ]
    assert len(keys(told)) == 4


def test_what_an_officer_has_judged_is_told_by_itself() -> None:
    flood = Flood("s")
    stemmed(flood, *(alerts(number) for number in range(100)))

    def told(old: Finding) -> list[Alert]:
        new = judge(old, Verdict.HER)
        case = due(old, new, chosen=frozenset({Recipient.HR}), now=DAY_1, zone=SWEDEN)
        return stemmed(flood, case)

    assert [alert.text for alert in told(found(Level.HIGH))] == [AlertText.HR_JUDGED]


@pytest.mark.parametrize("level", [Level.INFO, Level.LOW])
def test_what_is_told_to_nobody_counts_for_nothing(level: Level) -> None:
    flood = Flood("s")
    assert stemmed(flood, *(alerts(number, level) for number in range(100))) == []
    assert stemmed(flood, alerts(100)) == list(alerts(100))
