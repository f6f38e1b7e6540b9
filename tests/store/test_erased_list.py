from pathlib import Path

import pytest

from scanner.errors import StopError
from scanner.model.ids import PersonId
from scanner.store import erased_list
from scanner.store.database import Store

AMINA, ANNA = PersonId("a" * 32), PersonId("b" * 32)


def test_whoever_is_erased_stands_in_it_and_stays(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "erased"
    erased_list.mirror(store.keys, path)
    assert erased_list.read(path) == frozenset()
    path.write_text(f"{ANNA}\n", encoding="ascii")
    store.keys.destroy_person(AMINA)
    for _ in range(2):
        erased_list.mirror(store.keys, path)
        assert erased_list.read(path) == {AMINA, ANNA}
    assert list(tmp_path.glob(".erased*")) == []


def test_what_is_no_such_list_is_not_written_over(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("something else\n", encoding="ascii")
    store.keys.destroy_person(AMINA)
    with pytest.raises(StopError, match="other things than random ids"):
        erased_list.mirror(store.keys, path)
    assert path.read_text(encoding="ascii") == "something else\n"


def test_a_disk_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "missing" / "erased"
    with pytest.raises(StopError, match="cannot be read"):
        erased_list.read(path)
    with pytest.raises(StopError, match="cannot be written"):
        erased_list.mirror(store.keys, path)
