from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scanner.model.finding import Finding
from scanner.model.ids import CaseReference
from scanner.store import registered
from scanner.store.database import Store
from scanner.store.registered import RegisteredCase
from tests.findings.cast import DAY_1, DAY_2, DAY_3, found
from tests.store.enrolled import AMINA, BJORN, enrol


def register(store: Store, finding: Finding, now: datetime = DAY_1) -> RegisteredCase:
    return store.write(
        lambda tx: registered.register(
            tx,
            finding,
            registry_number="SN 2026/0143",
            retention_reference="Dokumenthanteringsplan 4.2",
            now=now,
        )
    )


CASE = RegisteredCase(
    case_reference=found().case_reference,
    registry_number="SN 2026/0143",
    retention_reference="Dokumenthanteringsplan 4.2",
    registered_at=DAY_1,
    locked_at=None,
)


def test_a_registered_case_is_a_copy_of_the_finding(any_store: Store) -> None:
    enrol(any_store, AMINA, DAY_1)
    assert register(any_store, found()) == CASE
    assert any_store.read(lambda tx: registered.of_person(tx, AMINA)) == (CASE,)
    assert any_store.read(lambda tx: registered.of_person(tx, BJORN)) == ()
    copy = any_store.read(lambda tx: registered.content(tx, CASE.case_reference))
    assert copy == found()


def test_registering_twice_registers_once(any_store: Store) -> None:
    enrol(any_store, AMINA, DAY_1)
    register(any_store, found())
    assert register(any_store, found(), DAY_2) == CASE


def test_a_registered_case_outlives_her_key_locked(any_store: Store) -> None:
    enrol(any_store, AMINA, DAY_1)
    register(any_store, found())
    register(any_store, replace(found(), case_reference=CaseReference("V-222222")), DAY_2)
    locked = any_store.write(lambda tx: registered.lock(tx, AMINA, DAY_2))
    any_store.keys.destroy_person(AMINA)
    assert [c.locked_at for c in locked] == [DAY_2, DAY_2]
    assert any_store.write(lambda tx: registered.lock(tx, AMINA, DAY_3)) == locked
    assert any_store.read(lambda tx: registered.of_person(tx, AMINA)) == locked
    assert any_store.read(lambda tx: registered.find(tx, CASE.case_reference)) == locked[0]
    # The law keeps it, so an authority can still ask for it.
    assert any_store.read(lambda tx: registered.content(tx, CASE.case_reference)) == found()


def test_its_content_is_sealed(store: Store, tmp_path: Path) -> None:
    enrol(store, AMINA, DAY_1)
    register(store, found())
    files = [f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()]
    assert any(b"SN 2026/0143" in content for content in files)
    assert not any(b"Provhult" in content or b"forum.example" in content for content in files)
