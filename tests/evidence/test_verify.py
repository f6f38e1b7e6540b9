from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.evidence.keep import prepare
from scanner.evidence.verify import Condition, verify
from scanner.store import evidence_files
from scanner.store.database import Store
from tests.evidence.cast import FETCHED, PAGE
from tests.store.enrolled import AMINA, BJORN, enrol


def flip(path: Path) -> None:
    sealed = bytearray(path.read_bytes())
    sealed[len(sealed) // 2] ^= 1
    path.write_bytes(sealed)


HARM: dict[str, tuple[Callable[[Path], object], Condition]] = {
    "nothing": (lambda path: None, Condition.WHOLE),
    "removed": (Path.unlink, Condition.MISSING),
    "one bit": (flip, Condition.DAMAGED),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:-1]), Condition.DAMAGED),
    "emptied": (lambda path: path.write_bytes(b""), Condition.DAMAGED),
}


@pytest.mark.parametrize(("harm", "condition"), HARM.values(), ids=HARM)
def test_verify_says_what_became_of_each_file(
    store: Store, tmp_path: Path, harm: Callable[[Path], object], condition: Condition
) -> None:
    enrol(store, AMINA, FETCHED)
    for _ in range(2):
        prepared = prepare(tmp_path / "evidence", store.keys.tenant_id, PAGE)
        store.write(lambda tx, p=prepared: evidence_files.save(tx, p, [AMINA], FETCHED))
    harm(tmp_path / "evidence" / prepared.file.name)
    found = {v.file.evidence_id: v.condition for v in verify(tmp_path / "evidence", store)}
    assert found.pop(prepared.file.evidence_id) is condition
    assert list(found.values()) == [Condition.WHOLE]


def test_while_somebody_on_it_is_erased_it_is_keyless(store: Store, tmp_path: Path) -> None:
    enrol(store, AMINA, FETCHED)
    enrol(store, BJORN, FETCHED)
    prepared = prepare(tmp_path, store.keys.tenant_id, PAGE)
    store.write(lambda tx: evidence_files.save(tx, prepared, [AMINA, BJORN], FETCHED))
    store.keys.destroy_person(AMINA, [prepared.file.evidence_id])
    assert [v.condition for v in verify(tmp_path, store)] == [Condition.KEYLESS]


def test_nothing_kept_is_nothing_to_verify(store: Store, tmp_path: Path) -> None:
    assert list(verify(tmp_path, store)) == []
