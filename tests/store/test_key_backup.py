import stat
from datetime import timedelta
from pathlib import Path

import pytest

from scanner.errors import StopError
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.store import key_backup
from scanner.store.database import Store
from scanner.store.keys import KeyStore
from scanner.vault import master, passphrase
from scanner.vault.master import MasterKey
from tests.conftest import MORNING

WORDS = Personal("fem ord som ingen annan vet")
AMINA, ANNA = PersonId("a" * 32), PersonId("b" * 32)
MAIL = Personal("amina.provhult@provstad.example")


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what is tested here, and dear: 256 MiB for each copy."""
    monkeypatch.setitem(passphrase.lock.__kwdefaults__, "memory_kib", 8 * passphrase.LANES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "safe"


def test_the_keys_come_back_as_they_were(
    store: Store, folder: Path, tmp_path: Path, master_key: MasterKey
) -> None:
    keys = store.keys
    keys.create_person(AMINA)
    keys.create_person(ANNA)
    keys.settle([AMINA])
    keys.set_login(MAIL, AMINA)
    keys.destroy_person(PersonId("c" * 32))
    path = key_backup.make(keys, folder, WORDS, MORNING).path
    backup = key_backup.read(path, WORDS)
    assert backup.made_at == MORNING
    restored = KeyStore.restore(tmp_path / "new.db", backup.keys, master_key)
    assert restored.person_key(AMINA) == keys.person_key(AMINA)
    assert restored.find_login(MAIL) == AMINA
    assert restored.unfinished_ids() == {ANNA}
    assert restored.erased_ids() == {"c" * 32}
    assert restored.index_key("login") == keys.index_key("login")
    restored.close()


def test_the_file_is_ours_alone_and_tells_nothing(store: Store, folder: Path) -> None:
    store.keys.create_person(AMINA)
    path = key_backup.make(store.keys, folder, WORDS, MORNING).path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert AMINA.encode() not in path.read_bytes()
    assert list(folder.iterdir()) == [path]


def test_another_passphrase_does_not_open_it(store: Store, folder: Path) -> None:
    path = key_backup.make(store.keys, folder, WORDS, MORNING).path
    with pytest.raises(StopError, match="passphrase is another"):
        key_backup.read(path, Personal("fem helt andra ord"))


def test_another_master_key_does_not_open_what_is_inside(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    backup = key_backup.read(key_backup.make(store.keys, folder, WORDS, MORNING).path, WORDS)
    with pytest.raises(StopError, match="master key is not the one"):
        KeyStore.restore(tmp_path / "new.db", backup.keys, master.create())


def test_two_copies_are_kept(store: Store, folder: Path) -> None:
    days = [MORNING + timedelta(days=n) for n in range(4)]
    made = [key_backup.make(store.keys, folder, WORDS, day) for day in days]
    assert sorted(folder.iterdir()) == [one.path for one in made[-2:]]
    assert key_backup.newest(folder, days[-1]) == made[-1].path
    assert [one.removed for one in made] == [0, 0, 1, 1]


def test_none_is_kept_for_longer_than_a_week(store: Store, folder: Path) -> None:
    key_backup.make(store.keys, folder, WORDS, MORNING)
    later = key_backup.make(store.keys, folder, WORDS, MORNING + timedelta(days=7, seconds=1))
    assert list(folder.iterdir()) == [later.path]


def test_what_a_clock_that_had_leapt_made_is_neither_kept_nor_taken(
    store: Store, folder: Path
) -> None:
    ahead = key_backup.make(store.keys, folder, WORDS, MORNING + timedelta(days=365)).path
    with pytest.raises(StopError, match="no key backup"):
        key_backup.newest(folder, MORNING)
    made = key_backup.make(store.keys, folder, WORDS, MORNING)
    assert made.removed == 1
    assert not ahead.exists()
    assert key_backup.newest(folder, MORNING) == made.path


def test_what_was_cut_off_is_removed_by_the_next(store: Store, folder: Path) -> None:
    folder.mkdir()
    (folder / "keys-20261101T060000Z.part").write_bytes(b"half")
    made = key_backup.make(store.keys, folder, WORDS, MORNING)
    assert list(folder.iterdir()) == [made.path]


def test_a_folder_without_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(StopError, match="no key backup"):
        key_backup.newest(tmp_path, MORNING)
