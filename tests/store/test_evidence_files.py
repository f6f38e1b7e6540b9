from dataclasses import replace
from pathlib import Path

import pytest

from scanner.evidence.keep import prepare
from scanner.model.ids import PersonId
from scanner.store import evidence_files, people
from scanner.store.database import Store
from scanner.store.evidence_files import EvidenceFile, Prepared
from tests.evidence.cast import FETCHED, PAGE, with_body
from tests.store.enrolled import AMINA, BJORN, enrol

KEY = b"k" * 32


def prepared(number: int = 1) -> Prepared:
    evidence_id = evidence_files.EvidenceId(f"{number:032x}")
    return Prepared(
        file=EvidenceFile(
            evidence_id=evidence_id,
            name=f"{evidence_id}.warc.gz.sealed",
            address=PAGE.final,
            page_sha256=PAGE.digest,
            record_sha256=evidence_files.Sha256("5" * 64),
            fetched_at=FETCHED,
        ),
        key=KEY,
    )


@pytest.fixture
def both(any_store: Store) -> Store:
    enrol(any_store, AMINA, FETCHED)
    enrol(any_store, BJORN, FETCHED)
    return any_store


def save(store: Store, file: Prepared, *who: PersonId) -> bool:
    return store.write(lambda tx: evidence_files.save(tx, file, who, FETCHED))


def test_what_is_saved_is_found_by_name_page_and_person(both: Store) -> None:
    file = prepared()
    assert save(both, file, AMINA)
    assert both.read(evidence_files.names) == {file.file.name}
    assert both.read(evidence_files.every) == (file.file,)
    hers, his = (
        both.read(lambda tx, p=person: evidence_files.of_person(tx, p)) for person in (AMINA, BJORN)
    )
    assert (hers, his) == ((file.file,), ())
    assert both.read(lambda tx: evidence_files.key_of(tx, file.file.evidence_id)) == KEY


def test_it_is_kept_when_it_is_kept_for_everybody_on_it(both: Store) -> None:
    def is_kept(*who: PersonId) -> bool:
        return both.read(lambda tx: evidence_files.is_kept(tx, PAGE, who))

    assert not is_kept(AMINA)
    save(both, prepared(1), AMINA)
    assert is_kept(AMINA)
    assert not is_kept(AMINA, BJORN)
    save(both, prepared(2), AMINA, BJORN)
    assert is_kept(AMINA, BJORN)
    assert not both.read(lambda tx: evidence_files.is_kept(tx, with_body(PAGE, b""), [AMINA]))
    moved = replace(PAGE, final=PAGE.asked)
    assert not both.read(lambda tx: evidence_files.is_kept(tx, moved, [AMINA]))


def test_what_is_forgotten_is_kept_for_nobody_on_it_and_may_be_kept_anew(both: Store) -> None:
    file = prepared(1)
    save(both, file, AMINA, BJORN)
    both.write(lambda tx: evidence_files.forget(tx, [file.file.evidence_id]))
    assert both.read(evidence_files.every) == ()
    assert not both.read(lambda tx: evidence_files.is_kept(tx, PAGE, [BJORN]))
    save(both, prepared(2), BJORN)
    assert both.read(lambda tx: evidence_files.is_kept(tx, PAGE, [BJORN]))


def test_what_has_no_key_any_more_is_swept(both: Store) -> None:
    gone, kept = prepared(1), prepared(2)
    save(both, gone, AMINA, BJORN)
    save(both, kept, BJORN)
    both.keys.destroy_person(AMINA, [gone.file.evidence_id])
    assert both.keys.evidence_key(gone.file.evidence_id) is None
    both.write(evidence_files.sweep)
    assert both.read(evidence_files.every) == (kept.file,)


def test_nothing_is_named_for_nobody_with_a_valid_consent(both: Store) -> None:
    both.write(lambda tx: people.start_erasing(tx, AMINA))
    assert not save(both, prepared(), AMINA)
    assert both.read(evidence_files.names) == frozenset()
    assert save(both, prepared(), AMINA, BJORN)
    hers = both.read(lambda tx: evidence_files.of_person(tx, AMINA))
    assert hers == ()


def test_a_stolen_database_does_not_say_which_pages_are_kept(store: Store, tmp_path: Path) -> None:
    enrol(store, AMINA, FETCHED)
    file = prepare(tmp_path / "evidence", store.keys.tenant_id, PAGE)
    save(store, file, AMINA)
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        for told in (PAGE.digest, "forum.example"):
            assert told.encode() not in path.read_bytes()


def test_for_whoever_withdrew_meanwhile_nothing_is_to_be_kept(both: Store) -> None:
    both.keys.destroy_person(AMINA)
    assert both.read(lambda tx: evidence_files.is_kept(tx, PAGE, [AMINA]))
    assert not both.read(lambda tx: evidence_files.is_kept(tx, PAGE, [AMINA, BJORN]))
