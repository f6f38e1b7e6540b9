"""What goes wrong below the database is one sentence, and leaves nothing half done."""

import pytest
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from scanner.config.settings import Config
from scanner.errors import StopError
from scanner.model.ids import PersonId
from scanner.store import installing
from scanner.store.database import DATABASE_FILE, KEYS_FILE, Store, Transaction, generation
from scanner.store.trouble import plainly
from scanner.vault.master import MasterKey
from tests.conftest import MORNING
from tests.full_disk import files_up_to
from tests.store.cast import enrol

AMINA = PersonId("a" * 32)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("database or disk is full", "free some space"),
        ("disk I/O error", "free some space"),
        ("file is not a database", "restore it from its backup"),
        ("database disk image is malformed", "restore it from its backup"),
        ("unable to open database file", "mend its rights"),
        ("database is locked", "Run again"),
        ("connection failed: Connection refused", "Start it"),
    ],
)
def test_what_the_operator_can_mend_is_said(said: str, sentence: str) -> None:
    with pytest.raises(StopError, match=sentence), plainly():
        raise OperationalError("SELECT 1", {}, sqlite.OperationalError(said))
    with pytest.raises(StopError, match=sentence), plainly():
        raise sqlite.OperationalError(said)


def test_a_mistake_of_ours_stays_one() -> None:
    with pytest.raises(sqlite.OperationalError), plainly():
        raise sqlite.OperationalError("no such column: nmae")


def test_an_error_does_not_show_what_was_to_be_stored(store: Store) -> None:
    with pytest.raises(DBAPIError) as raised:
        store.write(
            lambda tx: tx.connection.execute(text("INSERT INTO nowhere VALUES (:v)"), {"v": "Lönn"})
        )
    assert "Lönn" not in str(raised.value)


def test_a_full_disk_keeps_nothing_half_done_and_passes(store: Store) -> None:
    store.write(lambda tx: tx.connection.execute(text("PRAGMA max_page_count = 1")))
    with pytest.raises(StopError, match="disk with the data folder is full"):
        store.write(enrol_many)
    assert store.read(generation) == 0
    store.write(lambda tx: tx.connection.execute(text("PRAGMA max_page_count = 100000")))
    store.write(lambda tx: enrol(tx, AMINA))


def test_a_full_disk_of_the_keys_is_said_too(store: Store) -> None:
    store.keys._connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StopError, match="disk with the data folder is full"):
        create_many(store)
    store.keys._connection.execute("PRAGMA max_page_count = 100000")
    store.keys.create_person(AMINA)
    assert AMINA in store.keys.person_ids()


def test_a_lost_database_is_not_made_anew(config: Config, master_key: MasterKey) -> None:
    installing.create(config, master_key, MORNING).close()
    path = config.data.folder / DATABASE_FILE
    path.unlink()
    with pytest.raises(StopError, match="is missing"):
        Store.open(config, master_key)
    assert not path.exists()
    with pytest.raises(StopError, match="There is an installation"):
        installing.create(config, master_key, MORNING)


@pytest.mark.parametrize("name", [DATABASE_FILE, KEYS_FILE])
def test_a_damaged_database_is_said(config: Config, master_key: MasterKey, name: str) -> None:
    installing.create(config, master_key, MORNING).close()
    (config.data.folder / name).write_bytes(b"not a database " * 500)
    with pytest.raises(StopError, match="restore it from its backup"):
        Store.open(config, master_key)


def test_what_could_not_be_made_whole_is_removed(config: Config, master_key: MasterKey) -> None:
    with files_up_to(64 * 1024), pytest.raises(StopError, match="free some space"):
        installing.create(config, master_key, MORNING)
    assert list(config.data.folder.iterdir()) == []
    installing.create(config, master_key, MORNING).close()


def create_many(store: Store) -> None:
    """More keys than a page of the file holds."""
    for number in range(200):
        store.keys.create_person(PersonId(f"{number:032x}"))


def enrol_many(tx: Transaction) -> None:
    for number in range(300):
        enrol(tx, PersonId(f"{number:032x}"))
