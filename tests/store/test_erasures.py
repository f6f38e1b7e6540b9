"""Erasure reaches every table. A new table must say what it is, or these tests fail."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, Table, func, select

from scanner.model.ids import CaseReference, PersonId
from scanner.model.personal import Personal
from scanner.store import erasures, evidence_files, schema
from scanner.store.database import Store, Transaction
from scanner.store.erasures import Erasure, Receipt, Step
from scanner.store.registered import RegisteredCase
from scanner.store.schema import Micros, metadata
from tests.conftest import MORNING
from tests.store.cast import AMINA, ANNA
from tests.store.enrolled import BJORN, enrol
from tests.store.test_evidence_files import prepared

PUBLIC = {
    "installation", "host", "robots", "page", "scan", "source_state", "alarm", "clock_witness",
    "shape", "held", "seen_line", "parameter", "variant", "candidate", "query_day", "source_turn",
    "report_period", "picture", "canary",
}  # fmt: skip
"""Facts of the crawl, the same whoever is enrolled."""
SHARED = {"report_file"}
"""May be about several people; reached through a table that names them."""
UNTOLD = {"evidence", "notice", "delay"}
"""Tells of nobody: which file shows her stands under her key alone; a notice is for everybody, and
anybody is guessed at."""
KEPT = {"erasure", "audit", "registered_case", "registered_access"}
"""Outlive her by law or as proof; none names her by `person_id`."""

STAFF = {"staff", "staff_invitation", "staff_session"}
"""Of the employer's people, who are not watched."""

OF_PEOPLE = [table for table in metadata.sorted_tables if "person_id" in table.c]


def test_every_table_is_public_shared_kept_or_names_its_person() -> None:
    named = {table.name for table in OF_PEOPLE}
    groups = (PUBLIC, SHARED, UNTOLD, KEPT, STAFF, named)
    assert set().union(*groups) == set(metadata.tables)
    assert sum(map(len, groups)) == len(metadata.tables)


def value(column: Column[Any], whose: PersonId) -> object:
    if column.name == "person_id":
        return whose
    if column.name == "state":
        return "active"
    if isinstance(column.type, Micros):
        return MORNING
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, Integer | BigInteger):
        return 1
    # Ids and names follow the person, so that rows of one lead to each other and not to others'.
    return b"sealed" if isinstance(column.type, LargeBinary) else whose[:8]


def insert(tx: Transaction, table: Table, whose: PersonId) -> None:
    row = {column.name: value(column, whose) for column in table.c}
    tx.connection.execute(table.insert().values(row))


def fill(tx: Transaction, *people: PersonId) -> None:
    """One row of each of them in every table that can hold one, shared ones too."""
    for whose in people:
        for table in metadata.sorted_tables:
            if table in OF_PEOPLE or table.name in SHARED:
                insert(tx, table, whose)


def counts(store: Store) -> dict[str, int]:
    names = [table.name for table in OF_PEOPLE] + sorted(SHARED)
    return store.read(
        lambda tx: {
            name: tx.connection.scalar(select(func.count()).select_from(metadata.tables[name])) or 0
            for name in names
        }
    )


def test_every_row_of_hers_goes_and_no_row_of_others(any_store: Store) -> None:
    any_store.write(lambda tx: fill(tx, AMINA, ANNA))
    assert set(counts(any_store).values()) == {2}
    any_store.write(lambda tx: erasures.delete_rows(tx, AMINA))
    assert set(counts(any_store).values()) == {1}
    for table in OF_PEOPLE:
        column = select(table.c.person_id)
        assert any_store.read(lambda tx, column=column: tx.connection.scalar(column)) == ANNA


def test_a_report_that_shows_somebody_else_too_goes_as_a_whole(any_store: Store) -> None:
    def share(tx: Transaction) -> None:
        fill(tx, AMINA, ANNA)
        hers = {"person_id": ANNA, "tenant_id": tx.tenant_id, "report_id": AMINA[:8]}
        tx.connection.execute(schema.report_person.insert().values(hers))

    any_store.write(share)
    assert len(any_store.read(lambda tx: erasures.report_paths(tx, ANNA))) == 2
    any_store.write(lambda tx: erasures.delete_rows(tx, AMINA))
    left = counts(any_store)
    assert left["report_file"] == left["report_person"] == 1


def test_evidence_that_was_noted_goes_though_others_are_on_it(any_store: Store) -> None:
    enrol(any_store, AMINA, MORNING)
    enrol(any_store, BJORN, MORNING)
    file = prepared()
    any_store.write(lambda tx: evidence_files.save(tx, file, [AMINA, BJORN], MORNING))
    erasure = any_store.write(lambda tx: erasures.begin(tx, AMINA, None, MORNING))
    assert erasure.evidence == (file.file.evidence_id,)
    assert any_store.read(erasures.pending) == (erasure,)
    any_store.write(lambda tx: erasures.delete_rows(tx, AMINA, erasure.evidence))
    assert any_store.read(evidence_files.names) == frozenset()


def test_deleting_may_be_repeated(any_store: Store) -> None:
    any_store.write(lambda tx: fill(tx, AMINA))
    for _ in range(2):
        any_store.write(lambda tx: erasures.delete_rows(tx, AMINA))
    assert set(counts(any_store).values()) == {0}


@pytest.fixture
def receipt() -> Receipt:
    return Receipt(
        erasure_id="9" * 32,
        mail=Personal("amina.provhult@provstad.example"),
        language="sv",
        withdrawn_at=MORNING,
        findings=3,
        registered=(
            RegisteredCase(
                case_reference=CaseReference("V-K7Q2M9"),
                registry_number="SN 2026/17",
                retention_reference="Gallringsbeslut 4",
                registered_at=MORNING,
                locked_at=MORNING,
            ),
        ),
    )


def pending(store: Store) -> tuple[Erasure, ...]:
    return store.read(erasures.pending)


def test_an_erasure_goes_on_where_it_was_left(any_store: Store, receipt: Receipt) -> None:
    begun = any_store.write(lambda tx: erasures.begin(tx, AMINA, receipt, MORNING))
    assert pending(any_store) == (begun,)
    reached = any_store.write(lambda tx: erasures.note_step(tx, begun, Step.ROWS))
    assert pending(any_store) == (reached,)
    assert pending(any_store)[0].receipt == receipt


def test_a_finished_one_keeps_a_random_id_and_two_times(any_store: Store, receipt: Receipt) -> None:
    later = MORNING + timedelta(seconds=9)
    begun = any_store.write(lambda tx: erasures.begin(tx, AMINA, receipt, MORNING))
    assert any_store.write(lambda tx: erasures.finish(tx, begun, later))
    assert not any_store.write(lambda tx: erasures.finish(tx, begun, later))
    assert pending(any_store) == ()
    row = any_store.read(lambda tx: tx.connection.execute(select(schema.erasure)).one())
    assert row.sealed is None
    assert (row.erased_person_id, row.started_at, row.done_at) == (AMINA, MORNING, later)


def test_who_came_back_with_a_restore_is_erased_again(any_store: Store, receipt: Receipt) -> None:
    begun = any_store.write(lambda tx: erasures.begin(tx, AMINA, receipt, MORNING))
    any_store.write(lambda tx: erasures.finish(tx, begun, MORNING))
    any_store.write(lambda tx: erasures.begin(tx, AMINA, None, MORNING))
    (again,) = pending(any_store)
    assert (again.erasure_id, again.step, again.receipt) == (begun.erasure_id, Step.KEY, None)
