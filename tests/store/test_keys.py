import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from scanner.errors import StopError
from scanner.model.ids import PersonId, TenantId
from scanner.model.personal import Personal
from scanner.store.keys import ErasedPerson, KeyStore
from scanner.vault.master import MasterKey

MASTER = MasterKey(key=b"m" * 32)
TENANT = TenantId("7" * 32)
ANNA = PersonId("a" * 32)
BILAL = PersonId("b" * 32)
MAIL = Personal("amina.haddad@provstad.example")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.db"


@pytest.fixture
def keys(path: Path) -> Iterator[KeyStore]:
    store = KeyStore.create(path, MASTER, TENANT)
    yield store
    store.close()


def test_a_persons_key_is_hers_and_stays(path: Path, keys: KeyStore) -> None:
    keys.create_person(ANNA)
    keys.create_person(BILAL)
    key = keys.person_key(ANNA)
    assert len(key) == 32
    assert key != keys.person_key(BILAL)
    again = KeyStore.open(path, MASTER, TENANT)
    assert again.person_key(ANNA) == key
    again.close()


def test_making_a_key_twice_keeps_the_first(keys: KeyStore) -> None:
    keys.create_person(ANNA)
    key = keys.person_key(ANNA)
    keys.create_person(ANNA)
    assert keys.person_key(ANNA) == key


def test_a_person_without_a_key_is_erased(keys: KeyStore) -> None:
    with pytest.raises(ErasedPerson):
        keys.person_key(ANNA)


def kept_of(path: Path, person: PersonId) -> tuple[bytes, str]:
    """Her wrapped key and her log-in entry, as they stand in the file."""
    with closing(sqlite.connect(str(path))) as connection:
        query = "SELECT wrapped, mail_blind FROM person_key JOIN login USING (person_id)"
        wrapped, blind = connection.execute(f"{query} WHERE person_id = ?", (person,)).fetchone()
    return wrapped, blind


def test_destroying_a_person_leaves_no_key_no_login_and_no_byte(path: Path, keys: KeyStore) -> None:
    keys.create_person(ANNA)
    keys.create_person(BILAL)
    keys.set_login(MAIL, ANNA)
    wrapped, blind = kept_of(path, ANNA)
    assert wrapped in path.read_bytes()
    keys.destroy_person(ANNA)
    with pytest.raises(ErasedPerson):
        keys.person_key(ANNA)
    assert keys.find_login(MAIL) is None
    assert keys.person_ids() == {BILAL}
    assert keys.erased_ids() == {ANNA}
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert wrapped not in left
    assert blind.encode() not in left


def test_who_was_erased_gets_no_second_key(keys: KeyStore) -> None:
    keys.create_person(ANNA)
    keys.destroy_person(ANNA)
    with pytest.raises(ErasedPerson):
        keys.create_person(ANNA)


def test_destroying_may_be_repeated(keys: KeyStore) -> None:
    keys.create_person(ANNA)
    for _ in range(2):
        keys.destroy_person(ANNA)
        assert (keys.person_ids(), keys.erased_ids()) == (frozenset(), {ANNA})


def test_a_log_in_mail_leads_to_one_person_and_the_newest(keys: KeyStore) -> None:
    keys.create_person(ANNA)
    keys.create_person(BILAL)
    keys.set_login(MAIL, ANNA)
    assert keys.find_login(MAIL) == ANNA
    keys.set_login(MAIL, BILAL)
    assert keys.find_login(MAIL) == BILAL
    keys.set_login(Personal("b.haddad@provstad.example"), BILAL)
    assert keys.find_login(MAIL) is None


def test_a_log_in_for_an_erased_person_is_refused(keys: KeyStore) -> None:
    keys.create_person(BILAL)
    keys.set_login(MAIL, BILAL)
    with pytest.raises(ErasedPerson):
        keys.set_login(MAIL, ANNA)
    assert keys.find_login(MAIL) == BILAL


def test_the_file_shows_neither_mail_nor_key(path: Path, keys: KeyStore) -> None:
    keys.create_person(ANNA)
    keys.set_login(MAIL, ANNA)
    content = path.read_bytes()
    assert b"haddad" not in content
    assert keys.person_key(ANNA) not in content
    assert keys.index_key("phone") not in path.read_bytes()


def test_named_keys_are_made_once_and_differ(path: Path, keys: KeyStore) -> None:
    phone = keys.index_key("phone")
    assert keys.index_key("phone") == phone
    assert len({phone, keys.index_key("plate"), keys.tenant_key("phone")}) == 3
    again = KeyStore.open(path, MASTER, TENANT)
    assert again.index_key("phone") == phone
    again.close()


def test_two_processes_agree_on_a_key_that_both_need_first(path: Path, keys: KeyStore) -> None:
    other = KeyStore.open(path, MASTER, TENANT)
    assert other.index_key("phone") == keys.index_key("phone")
    assert other.blind("page", "x") == keys.blind("page", "x") != keys.blind("post", "x")
    other.close()


def test_many_threads_may_use_it_at_once(keys: KeyStore) -> None:
    people = [PersonId(f"{number:032x}") for number in range(24)]

    def live_and_die(person: PersonId) -> None:
        keys.create_person(person)
        keys.person_key(person)
        keys.index_key(person[-1])
        if int(person, 16) % 2:
            keys.destroy_person(person)

    with ThreadPoolExecutor(8) as pool:
        tuple(pool.map(live_and_die, people))
    assert keys.person_ids() == set(people[::2])


def test_a_wrong_master_key_is_refused_with_what_to_do(path: Path, keys: KeyStore) -> None:
    with pytest.raises(StopError, match=r"not the one .* data\.master_key_file"):
        KeyStore.open(path, MasterKey(key=b"w" * 32), TENANT)


def test_another_tenants_configuration_is_refused(path: Path, keys: KeyStore) -> None:
    with pytest.raises(StopError):
        KeyStore.open(path, MASTER, TenantId("8" * 32))


def test_a_missing_key_store_is_not_made_silently(path: Path) -> None:
    with pytest.raises(StopError, match="no key store"):
        KeyStore.open(path, MASTER, TENANT)
    assert not path.exists()


def test_a_key_store_is_not_overwritten(path: Path, keys: KeyStore) -> None:
    with pytest.raises(StopError, match="not overwritten"):
        KeyStore.create(path, MASTER, TENANT)


def test_a_file_that_is_no_key_store_is_refused(path: Path) -> None:
    path.write_bytes(b"not a database, but long enough to be looked at " * 20)
    with pytest.raises(StopError, match="cannot be opened"):
        KeyStore.open(path, MASTER, TENANT)


def test_another_version_is_refused(path: Path, keys: KeyStore) -> None:
    with closing(sqlite.connect(str(path))) as connection:
        connection.execute("PRAGMA user_version=9")
    with pytest.raises(StopError, match="version 9"):
        KeyStore.open(path, MASTER, TENANT)


def test_only_its_owner_may_read_the_file(path: Path, keys: KeyStore) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
