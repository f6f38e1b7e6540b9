from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from scanner.findings.clusters import start
from scanner.findings.decide import look
from scanner.model.assessment import Level
from scanner.model.finding import Change, Finding, Sketch
from scanner.model.ids import CaseReference, ClusterId, FindingId
from scanner.model.personal import Personal
from scanner.store import clusters, findings, people
from scanner.store.database import Store, Transaction
from tests.findings.cast import DAY_1, DAY_2, DAY_3, MIRROR, THREAD, found, seen, sighting
from tests.store.enrolled import AMINA, BJORN, enrol


@pytest.fixture
def amina(any_store: Store) -> Store:
    enrol(any_store, AMINA, DAY_1)
    return any_store


def keep(store: Store, finding: Finding, now: datetime = DAY_1) -> bool:
    cluster = start(finding.cluster_id, (THREAD, "p5"), EMPTY, DAY_1)

    def work(tx: Transaction) -> bool:
        clusters.save(tx, finding.person_id, cluster)
        return findings.save(tx, finding, now=now)

    return store.write(work)


EMPTY = Sketch(scale=1, hashes=frozenset())


def other(number: int, level: Level = Level.MEDIUM) -> Finding:
    """Another finding of Amina's, in a cluster of its own."""
    return replace(
        found(level),
        finding_id=FindingId(f"{number:032x}"),
        cluster_id=ClusterId(f"{number:032x}"),
        case_reference=CaseReference(f"V-22222{number}"),
    )


def test_a_finding_is_kept_and_found_by_id_person_cluster_and_reference(amina: Store) -> None:
    finding = found()
    assert keep(amina, finding)

    assert amina.read(lambda tx: findings.of_ids(tx, [finding.finding_id])) == (finding,)
    assert amina.read(lambda tx: tuple(findings.every(tx))) == (finding,)
    assert amina.read(lambda tx: findings.for_person(tx, AMINA)) == (finding,)
    assert amina.read(lambda tx: findings.of_key(tx, AMINA, finding.cluster_id)) == finding
    assert amina.read(lambda tx: findings.of_key(tx, BJORN, finding.cluster_id)) is None
    assert amina.read(lambda tx: findings.by_reference(tx, finding.case_reference)) == finding


def test_nothing_is_kept_of_who_has_no_valid_consent(any_store: Store) -> None:
    assert not any_store.write(lambda tx: findings.save(tx, found(), now=DAY_1))
    enrol(any_store, AMINA, DAY_1)
    assert not keep(any_store, found(), now=DAY_1 + timedelta(days=366))
    assert any_store.read(lambda tx: findings.for_person(tx, AMINA)) == ()
    any_store.write(lambda tx: people.start_erasing(tx, AMINA))
    assert not keep(any_store, found())


def test_a_changed_finding_replaces_the_old_one(amina: Store) -> None:
    keep(amina, found())
    changed = seen(found(), sighting(DAY_2, Level.HIGH, address=MIRROR, post_key=""))
    keep(amina, changed)
    assert amina.read(lambda tx: findings.for_person(tx, AMINA)) == (changed,)


def test_staff_see_no_finding_below_low(amina: Store) -> None:
    for number, level in enumerate(Level, start=1):
        keep(amina, other(number, level))

    def levels(lowest: Level) -> list[Level]:
        shown = amina.read(lambda tx: findings.at_or_above(tx, lowest))
        return [f.assessment.severity.level for f in shown]

    assert levels(Level.LOW) == [Level.ACUTE, Level.HIGH, Level.MEDIUM, Level.LOW]
    assert levels(Level.HIGH) == [Level.ACUTE, Level.HIGH]
    with pytest.raises(ValueError, match="below level low"):
        levels(Level.INFO)
    info = other(1).case_reference
    assert amina.read(lambda tx: findings.by_reference(tx, info)) is None
    assert len(amina.read(lambda tx: findings.for_person(tx, AMINA))) == len(Level)


def test_staff_see_nothing_of_who_withdrew_or_whose_key_is_gone(amina: Store) -> None:
    keep(amina, found())
    amina.write(lambda tx: people.start_erasing(tx, AMINA))
    assert amina.read(lambda tx: findings.at_or_above(tx, Level.LOW)) == ()
    assert amina.read(lambda tx: findings.by_reference(tx, found().case_reference)) is None
    amina.keys.destroy_person(AMINA)
    assert amina.read(lambda tx: findings.for_person(tx, AMINA)) == ()
    assert amina.read(lambda tx: tuple(findings.every(tx))) == ()


def test_the_events_tell_what_each_look_brought(amina: Store) -> None:
    first = found()
    worse = seen(first, sighting(DAY_2, Level.HIGH))
    worse_still = seen(worse, sighting(DAY_2 + timedelta(hours=1), Level.ACUTE))
    missing = look(worse_still, THREAD, present=frozenset(), at=DAY_3)
    for state in (first, first, worse, worse_still, missing, missing):
        keep(amina, state)
    events = amina.read(lambda tx: findings.events(tx, first.finding_id))
    assert [(e.change, e.level) for e in events] == [
        (Change.NEW, Level.MEDIUM),
        (Change.WORSE, Level.HIGH),
        (Change.WORSE, Level.ACUTE),
        (Change.MISSING, Level.ACUTE),
    ]


def test_a_person_stands_once_in_a_cluster(amina: Store) -> None:
    keep(amina, found())
    twin = replace(other(1), cluster_id=found().cluster_id)
    with pytest.raises(Exception, match=r"(?i)unique"):
        keep(amina, twin)


def test_a_case_reference_names_one_case_only(amina: Store) -> None:
    keep(amina, other(2))
    letters = iter("222222" + "7K2M9Q")
    reference = amina.read(lambda tx: findings.new_reference(tx, lambda _: next(letters)))
    assert reference == "V-7K2M9Q"
    drawn = {amina.read(findings.new_reference) for _ in range(50)}
    assert len(drawn) == 50
    assert all(len(r) == len("V-K7Q2M9") for r in drawn)


def test_nothing_personal_can_be_read_in_the_database_files(store: Store, tmp_path: Path) -> None:
    enrol(store, AMINA, DAY_1)
    finding = seen(None, sighting(words="Amina Provhult bor här"))
    assert finding.excerpt.text == Personal("Amina Provhult bor här")
    keep(store, finding)
    files = [f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()]
    for word in ("Provhult", "forum.example", "e" * 64):
        assert not any(word.encode() in content for content in files)
    assert any(finding.case_reference.encode() in content for content in files)
