from datetime import datetime
from pathlib import Path

import pytest

from scanner.model.ids import PersonId
from scanner.store import erasures, report_files
from scanner.store.database import Store
from scanner.store.report_files import ReportFile
from tests.findings.cast import DAY_1, DAY_2, DAY_3
from tests.store.enrolled import AMINA, BJORN, enrol


@pytest.fixture
def both(any_store: Store) -> Store:
    enrol(any_store, AMINA, DAY_1)
    enrol(any_store, BJORN, DAY_1)
    return any_store


def report(number: int, made_at: datetime = DAY_1) -> ReportFile:
    return ReportFile(report_id=f"{number:032x}", path=Path(f"/r/{number}.html"), made_at=made_at)


def register(store: Store, file: ReportFile, *people: PersonId) -> None:
    store.write(lambda tx: report_files.register(tx, file, people))


def test_a_report_is_known_by_everybody_in_it(both: Store) -> None:
    register(both, report(1), AMINA, BJORN, AMINA)
    register(both, report(2), BJORN)
    register(both, report(3))
    assert both.read(lambda tx: erasures.report_paths(tx, AMINA)) == (report(1).path,)
    assert both.read(report_files.everybody) == (AMINA, BJORN)
    his = both.read(lambda tx: erasures.report_paths(tx, BJORN))
    assert set(his) == {report(1).path, report(2).path}


def test_old_reports_are_found_by_their_age(both: Store) -> None:
    register(both, report(2, DAY_2), AMINA)
    register(both, report(1, DAY_1))
    assert both.read(lambda tx: report_files.made_before(tx, DAY_2)) == (report(1, DAY_1),)
    assert len(both.read(lambda tx: report_files.made_before(tx, DAY_3))) == 2


def test_a_forgotten_report_is_known_no_more(both: Store) -> None:
    register(both, report(1), AMINA)
    for _ in range(2):
        both.write(lambda tx: report_files.forget(tx, report(1).report_id))
    assert both.read(lambda tx: erasures.report_paths(tx, AMINA)) == ()
    assert both.read(lambda tx: report_files.made_before(tx, DAY_3)) == ()
