"""What a second reader said: claimed before it is asked, at most once more, gone with her."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.model.assessment import Level, SeverityTier
from scanner.model.finding import Finding
from scanner.model.personal import Personal
from scanner.model.second_reading import Advice, ReadingState, SecondReading
from scanner.store import erasures, findings, schema, second_readings
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.exposed import keep, made
from tests.store.cast import AMINA, enrol

MINUTE = timedelta(minutes=1)
REASON = "Ett förtäckt hot."
ADVICE = Advice(tier=SeverityTier.T4, reason=Personal(REASON))


@pytest.fixture
def finding(any_store: Store) -> Finding:
    any_store.write(lambda tx: enrol(tx))
    one = made(1, Level.HIGH, AMINA)
    keep(any_store, one, made(2, Level.INFO, AMINA))
    return one


def claim(store: Store, finding: Finding, after: timedelta = 0 * MINUTE) -> SecondReading | None:
    now = MORNING + after
    return store.write(lambda tx: second_readings.claim(tx, finding, "stilla-7b", now, MINUTE))


def of_case(store: Store, finding: Finding) -> SecondReading | None:
    return store.read(lambda tx: second_readings.of_case(tx, finding))


def unheard(store: Store) -> list[str]:
    found = store.read(lambda tx: tuple(second_readings.open_cases(tx)))
    return [one.finding_id for one in found]


def answered(store: Store, finding: Finding) -> SecondReading:
    claimed = claim(store, finding)
    assert claimed is not None
    reading = replace(claimed, state=ReadingState.ANSWERED, advice=ADVICE)
    assert store.write(lambda tx: second_readings.keep(tx, finding, claimed, reading))
    return reading


def test_what_was_answered_is_asked_no_more_and_info_never(
    any_store: Store, finding: Finding
) -> None:
    assert unheard(any_store) == [finding.finding_id]
    reading = answered(any_store, finding)
    assert of_case(any_store, finding) == reading
    assert unheard(any_store) == []
    assert any_store.read(second_readings.counts) == {ReadingState.ANSWERED: 1}


def test_a_claim_holds_for_a_while_and_is_taken_once_more_and_never_again(
    any_store: Store, finding: Finding
) -> None:
    first = claim(any_store, finding)
    assert first is not None
    assert claim(any_store, finding, MINUTE / 2) is None
    second = claim(any_store, finding, MINUTE)
    assert second is not None
    assert second.tries == 2
    assert unheard(any_store) == [finding.finding_id]
    assert claim(any_store, finding, 3 * MINUTE) is None
    lost = of_case(any_store, finding)
    assert lost is not None
    assert (lost.state, unheard(any_store)) == (ReadingState.LOST, [])


def test_a_clock_set_back_keeps_no_claim_for_ever(any_store: Store, finding: Finding) -> None:
    assert claim(any_store, finding, timedelta(days=40)) is not None
    assert claim(any_store, finding) is not None


def test_who_answers_after_another_process_took_over_is_too_late(
    any_store: Store, finding: Finding
) -> None:
    first = claim(any_store, finding)
    second = claim(any_store, finding, MINUTE)
    assert first is not None
    assert second is not None
    late = replace(first, state=ReadingState.ANSWERED, advice=ADVICE)
    assert not any_store.write(lambda tx: second_readings.keep(tx, finding, first, late))
    assert of_case(any_store, finding) == second


def test_it_is_sealed_and_goes_with_her_and_with_its_case(
    any_store: Store, finding: Finding
) -> None:
    answered(any_store, finding)
    (row,) = any_store.read(lambda tx: tx.connection.execute(schema.second_reading.select()).all())
    for told in (REASON, "T4", "stilla-7b"):
        assert told.encode() not in row.sealed
        assert told not in str(row)
    any_store.write(lambda tx: findings.forget(tx, (finding.finding_id,)))
    assert of_case(any_store, finding) is None


def test_an_erasure_takes_it(any_store: Store, finding: Finding) -> None:
    claimed = claim(any_store, finding)
    assert claimed is not None
    any_store.write(lambda tx: erasures.delete_rows(tx, AMINA))
    assert of_case(any_store, finding) is None
    late = replace(claimed, state=ReadingState.ANSWERED, advice=ADVICE)
    assert not any_store.write(lambda tx: second_readings.keep(tx, finding, claimed, late))


def test_a_case_that_turns_out_to_be_another_takes_its_reading_with_it(
    any_store: Store, finding: Finding
) -> None:
    other = made(3, Level.HIGH, AMINA)
    keep(any_store, other)
    answered(any_store, other)
    any_store.write(lambda tx: findings.replace_by(tx, other, finding))
    assert of_case(any_store, other) is None
