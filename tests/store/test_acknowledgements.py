"""A role takes note of a case once; whoever leaves takes it with her."""

from datetime import timedelta

from scanner.model.assessment import Level
from scanner.model.ids import StaffId
from scanner.model.staff import Role
from scanner.store import acknowledgements, erasures, schema
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.exposed import keep, made
from tests.store.cast import AMINA, enrol

EVA, OSKAR = StaffId("e" * 32), StaffId("0" * 32)
HOUR = timedelta(hours=1)


def test_the_first_of_a_role_is_kept(any_store: Store) -> None:
    any_store.write(lambda tx: enrol(tx))
    finding = made(1, Level.HIGH, AMINA)
    keep(any_store, finding)
    kept = [
        any_store.write(
            lambda tx, r=role, b=by, a=after: acknowledgements.keep(tx, finding, r, b, MORNING + a)
        )
        for role, by, after in (
            (Role.SECURITY, EVA, HOUR),
            (Role.HR, OSKAR, 0 * HOUR),
            (Role.HR, EVA, 2 * HOUR),
        )
    ]
    assert kept == [True, True, False]
    found = any_store.read(lambda tx: acknowledgements.of_case(tx, finding))
    assert [(one.role, one.by, one.at) for one in found] == [
        (Role.HR, OSKAR, MORNING),
        (Role.SECURITY, EVA, MORNING + HOUR),
    ]
    any_store.write(lambda tx: erasures.delete_rows(tx, AMINA))
    rows = any_store.read(lambda tx: tx.connection.execute(schema.acknowledgement.select()).all())
    assert rows == []
