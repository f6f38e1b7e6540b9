import os
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.errors import StopError
from scanner.evidence import warc
from scanner.evidence.keep import PART, open_record, prepare, sweep
from scanner.model.ids import PersonId
from scanner.store import evidence_files
from scanner.store.database import Store
from scanner.store.evidence_files import Prepared
from tests.evidence.cast import FETCHED, PAGE, with_body
from tests.full_disk import files_up_to
from tests.store.enrolled import AMINA, BJORN, enrol


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


def ready(folder: Path, store: Store) -> Prepared:
    return prepare(folder, store.keys.tenant_id, PAGE)


def save(store: Store, prepared: Prepared, *people: PersonId) -> bool:
    return store.write(lambda tx: evidence_files.save(tx, prepared, people, FETCHED))


def test_a_kept_page_comes_back_with_its_key(store: Store, folder: Path) -> None:
    enrol(store, AMINA, FETCHED)
    prepared = ready(folder, store)
    assert save(store, prepared, AMINA)
    (file,) = store.read(evidence_files.every)
    key = store.read(lambda tx: evidence_files.key_of(tx, file.evidence_id))
    assert key is not None
    assert warc.read(open_record(folder, store.keys.tenant_id, file, key)) == PAGE


def test_the_file_is_for_its_owner_only_and_shows_nothing(store: Store, folder: Path) -> None:
    prepared = ready(folder, store)
    path = folder / prepared.file.name
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert b"WARC" not in path.read_bytes()
    assert b"Provhult" not in path.read_bytes()
    assert repr(prepared.key) not in repr(prepared)


def test_the_files_time_is_no_visits_time(store: Store, folder: Path) -> None:
    path = folder / ready(folder, store).file.name
    assert path.stat().st_mtime == 0


def test_two_kept_pages_never_have_one_key(store: Store, folder: Path) -> None:
    one, other = ready(folder, store), ready(folder, store)
    assert one.key != other.key
    with pytest.raises(StopError):
        open_record(folder, store.keys.tenant_id, one.file, other.key)
    (folder / one.file.name).write_bytes((folder / other.file.name).read_bytes())
    with pytest.raises(StopError):
        open_record(folder, store.keys.tenant_id, one.file, other.key)


def test_what_no_row_names_is_swept_and_nothing_else(store: Store, folder: Path) -> None:
    enrol(store, AMINA, FETCHED)
    named, orphan = ready(folder, store), ready(folder, store)
    save(store, named, AMINA)
    (folder / f"{orphan.file.name}{PART}").write_bytes(b"half")
    (folder / "notes.txt").write_text("the operator's own")
    assert sweep(folder, store) == 2
    assert sorted(p.name for p in folder.iterdir()) == sorted([named.file.name, "notes.txt"])
    assert sweep(folder.parent / "nowhere", store) == 0


def test_a_page_that_shows_two_opens_for_nobody_when_one_is_erased(
    store: Store, folder: Path
) -> None:
    enrol(store, AMINA, FETCHED)
    enrol(store, BJORN, FETCHED)
    prepared = ready(folder, store)
    save(store, prepared, AMINA, BJORN)
    evidence_id = prepared.file.evidence_id
    assert store.read(lambda tx: evidence_files.key_of(tx, evidence_id)) == prepared.key
    store.keys.destroy_person(AMINA, [evidence_id])
    assert store.read(lambda tx: evidence_files.key_of(tx, evidence_id)) is None
    assert sweep(folder, store) == 1
    assert store.read(evidence_files.every) == ()


def test_a_disk_that_takes_no_more_leaves_nothing_half_done(store: Store, folder: Path) -> None:
    page = with_body(PAGE, os.urandom(100_000))
    with files_up_to(50_000), pytest.raises(StopError, match="evidence is full"):
        prepare(folder, store.keys.tenant_id, page)
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StopError, match="owner and permissions"):
        prepare(tmp_path / "file" / "evidence", store.keys.tenant_id, PAGE)


def test_the_same_page_with_other_bytes_is_other_evidence(store: Store, folder: Path) -> None:
    enrol(store, AMINA, FETCHED)
    save(store, ready(folder, store), AMINA)
    other = with_body(PAGE, b"other")
    elsewhere = replace(PAGE, final=PAGE.asked)
    kept = [
        store.read(lambda tx, p=page: evidence_files.is_kept(tx, p, [AMINA]))
        for page in (PAGE, other, elsewhere)
    ]
    assert kept == [True, False, False]
