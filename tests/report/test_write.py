"""Report files: whole, closed to others, known by the people in them."""

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scanner.errors import StopError
from scanner.model.ids import PersonId
from scanner.report.data import ReportData
from scanner.report.formats import FORMATS
from scanner.report.write import build, sweep
from scanner.store import erasures, report_files
from scanner.store.database import Store, Transaction
from tests.report.cases import CASE, DATA, NOW
from tests.store.cast import AMINA, ANNA, enrol, profile

NAMES = {kind.file_name for kind in FORMATS}


@pytest.fixture
def home(store: Store) -> Store:
    store.write(lambda tx: enrol(tx, AMINA))
    store.write(lambda tx: enrol(tx, ANNA, profile("Anna", "Testholm")))
    return store


def about(*people: PersonId) -> ReportData:
    return replace(DATA, cases=tuple(replace(CASE, person_id=person) for person in people))


def files_of(store: Store, person_id: PersonId) -> set[str]:
    found = store.read(lambda tx: erasures.report_paths(tx, person_id))
    assert len(found) == len(set(found))
    return {path.name for path in found}


def forget_files_of(tx: Transaction, person_id: PersonId) -> None:
    """What an erasure does to her report files."""
    for path in erasures.report_paths(tx, person_id):
        path.unlink(missing_ok=True)
        for file in report_files.at_path(tx, path):
            report_files.forget(tx, file.report_id)


def test_every_format_is_there_and_nothing_else(home: Store, tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "today"
    written = build(home, folder, "sv", lambda _: about(AMINA))
    assert {path.name for path in folder.iterdir()} == NAMES
    assert set(written.files) == set(folder.iterdir())
    assert "Exponering" in (folder / "report.html").read_text()


def test_only_the_owner_can_read(home: Store, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir(mode=0o755)
    build(home, folder, "sv", lambda _: about(AMINA))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_files_are_known_by_the_people_in_them(home: Store, tmp_path: Path) -> None:
    build(home, tmp_path / "reports", "sv", lambda _: about(AMINA))
    assert files_of(home, AMINA) == NAMES
    assert files_of(home, ANNA) == set()


def test_a_new_report_takes_the_place_of_the_old(home: Store, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    build(home, folder, "sv", lambda _: about(AMINA, ANNA))
    build(home, folder, "sv", lambda _: about(ANNA))
    assert {path.name for path in folder.iterdir()} == NAMES
    assert files_of(home, AMINA) == set()
    assert files_of(home, ANNA) == NAMES


class Between:
    """A store in which something happens right after the first transaction."""

    def __init__(self, store: Store, happens: Callable[[], None]) -> None:
        self._store = store
        self._happens = [happens]

    def write(self, work: Callable[[Transaction], object]) -> object:
        done = self._store.write(work)
        while self._happens:
            self._happens.pop()()
        return done


def test_who_withdraws_meanwhile_is_in_no_file(home: Store, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    drafts = iter([about(AMINA, ANNA), about(ANNA)])
    store = Between(home, lambda: home.write(lambda tx: forget_files_of(tx, AMINA)))
    written = build(store, folder, "sv", lambda _: next(drafts))  # type: ignore[arg-type]
    assert written.data.people == {ANNA}
    assert {path.name for path in folder.iterdir()} == NAMES
    assert files_of(home, AMINA) == set()
    assert files_of(home, ANNA) == NAMES


def test_a_failed_write_says_what_to_do_and_leaves_no_half(home: Store, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "report.json").mkdir(parents=True)
    with pytest.raises(StopError, match=r"report\.json could not be written: .+ Make room"):
        build(home, folder, "sv", lambda _: about(AMINA))
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_what_a_killed_program_may_leave_is_known_before_it_is_there(
    home: Store, tmp_path: Path
) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "reports"
    with pytest.raises(KeyboardInterrupt):
        build(Between(home, die), folder, "sv", lambda _: about(AMINA))  # type: ignore[arg-type]
    assert not folder.exists()
    assert files_of(home, AMINA) > NAMES
    assert len(files_of(home, AMINA)) == 2 * len(NAMES)


def test_old_files_are_swept(home: Store, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    build(home, folder, "sv", lambda _: about(AMINA))
    assert sweep(home, NOW) == 0
    assert sweep(home, NOW + timedelta(seconds=1)) == len(NAMES)
    assert list(folder.iterdir()) == []
    assert files_of(home, AMINA) == set()
