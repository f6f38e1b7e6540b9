"""After a withdrawal no byte of hers is left: not here, not in a backup that is restored.

Searched for are her words, her keys and everything that was sealed for her, as they are and in
every writing that a database, dump or file might use. That they are found before shows that the
search can find them.
"""

import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from scanner.config.settings import BackupSettings, Config
from scanner.enrol.withdraw import withdraw
from scanner.model.ids import PersonId
from scanner.pipeline.restoring import Wanted, restore
from scanner.store import backup, erased_list, evidence_files, installing, people, schema
from scanner.store.database import Store
from scanner.store.key_backup import KeyBackup
from scanner.vault import master
from scanner.vault.master import MasterKey
from tests import postgresql
from tests.conftest import MORNING, make_config
from tests.enrol.cast import MAIL, PHONE, letters, opt_in, person_of
from tests.enrol.everything import empty_tables, leave_everywhere
from tests.enrol.exposure import WORDS, expose

NOON = MORNING + timedelta(hours=6)

TEXTS = ("Provhult", "provhult", "أمينة", PHONE, "701740605", "Lönngatan", MAIL.reveal(), WORDS)


def written(needle: bytes) -> Iterator[bytes]:
    """Every way in which bytes may stand in a file."""
    yield needle
    yield needle.hex().encode()
    yield needle.hex().upper().encode()
    for shift in range(3):
        # Of each alignment the letters that do not depend on what stands around.
        encoded = b64encode(bytes(shift) + needle)
        yield encoded[4 if shift else 0 : -4]
        yield encoded[4 if shift else 0 : -4].translate(bytes.maketrans(b"+/", b"-_"))


def of_text(text: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        yield from written(text.encode(encoding))


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What belongs to her."""

    label: str
    keys: tuple[bytes, ...]
    sealed: tuple[bytes, ...]

    def found(self, content: bytes) -> set[bytes]:
        texts = (found for text in (*TEXTS, self.label) for found in of_text(text))
        values = (found for value in (*self.keys, *self.sealed) for found in written(value))
        return {one for one in (*texts, *values) if len(one) > 3 and one in content}


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    folder: Path
    config: Config
    master: MasterKey

    def opened(self) -> closing[Store]:
        return closing(Store.open(self.config, self.master))

    @property
    def url(self) -> str:
        """As PostgreSQL's own programs take it."""
        return self.config.data.database_url.replace("+psycopg", "")

    def content(self) -> bytes:
        """Every byte of the data folder, of the reports and of the database."""
        folders = (self.config.data.folder, self.config.reports.folder)
        paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        return b"\n".join([*(path.read_bytes() for path in paths), self.dump()])

    def dump(self) -> bytes:
        """What the server keeps: as it tells it, and in its own files of this database."""
        if not self.url:
            return b""
        told = subprocess.run([program("pg_dump"), self.url], check=True, capture_output=True)
        with psycopg.connect(self.url, autocommit=True) as connection:
            # Deleted rows stay in a file until the server writes it anew.
            connection.execute("VACUUM FULL")
            connection.execute("CHECKPOINT")
            where = "SELECT current_setting('data_directory'), oid FROM pg_database"
            row = connection.execute(f"{where} WHERE datname = current_database()").fetchone()
        assert row is not None
        own = sorted(Path(row[0], "base", str(row[1])).iterdir())
        return told.stdout + b"".join(path.read_bytes() for path in own)


def program(name: str) -> Path:
    folder = postgresql.binaries()
    assert folder is not None
    return folder / name


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Town:
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    config = replace(
        make_config(tmp_path, database_url=url),
        backup=BackupSettings(erased_list=tmp_path / "other disk" / "erased"),
    )
    (tmp_path / "other disk").mkdir()
    key = master.create()
    installing.create(config, key, MORNING).close()
    return Town(folder=tmp_path, config=config, master=key)


def traces(store: Store, person_id: PersonId) -> Traces:
    tables = [
        table
        for table in schema.metadata.sorted_tables
        if {"person_id", "sealed"} <= set(table.c.keys())
    ]
    sealed = [
        value
        for table in tables
        for value in store.read(
            lambda tx, table=table: tx.connection.scalars(
                select(table.c.sealed).where(table.c.person_id == person_id)
            ).all()
        )
        if value
    ]
    evidence = store.read(evidence_files.every)
    keys = [
        store.read(lambda tx, one=one: evidence_files.key_of(tx, one.evidence_id))
        for one in evidence
    ]
    snapshot = store.keys.snapshot()
    wrapped = [key for owner, key in snapshot.person_keys if owner == person_id]
    blinds = [blind.encode() for blind, owner in snapshot.logins if owner == person_id]
    assert len(sealed) > 5
    assert keys
    return Traces(
        label=store.read(lambda tx: people.label(tx, person_id)),
        keys=(store.keys.person_key(person_id), *(key for key in keys if key)),
        sealed=(*sealed, *wrapped, *blinds),
    )


async def exposed(town: Town) -> Traces:
    with town.opened() as store:
        await opt_in(store, town.config)
        amina = person_of(store)
        leave_everywhere(store, expose(store, town.config, amina).finding)
        # A new table must be among what is searched for.
        assert empty_tables(store, amina) == set()
        return traces(store, amina)


def back_up(town: Town) -> KeyBackup:
    """Both backups, the server's own included; the one of the keys in memory."""
    with town.opened() as store:
        backup.make(store, town.config.data.folder / "evidence", town.folder / "backup", MORNING)
        if not store.is_embedded:
            target = town.folder / "backup.dump"
            subprocess.run([program("pg_dump"), "-Fc", "-f", target, town.url], check=True)
        return KeyBackup(made_at=MORNING, keys=store.keys.snapshot())


def put_back(town: Town, keys: KeyBackup | None) -> None:
    if town.url:
        dump = town.folder / "backup.dump"
        command = [program("pg_restore"), "--clean", "--if-exists", "-d", town.url, dump]
        subprocess.run(command, check=True, capture_output=True)
    wanted = Wanted(folder=town.folder / "backup", keys=keys, actor="driften", accepts_loss=True)
    restore(town.config, town.master, wanted, NOON)


def leave(town: Town) -> None:
    with town.opened() as store:
        withdraw(store, town.config, person_of(store), NOON)
        letters(store, NOON)
        store.compact()
        assert town.config.backup.erased_list is not None
        erased_list.mirror(store.keys, town.config.backup.erased_list)


async def test_no_byte_of_hers_is_left_here_or_in_a_restored_backup(town: Town) -> None:
    hers = await exposed(town)
    before = hers.found(town.content())
    assert WORDS.encode() in before
    assert any(one in before for value in hers.sealed for one in written(value))
    keys = back_up(town)
    leave(town)
    assert hers.found(town.content()) == set()

    put_back(town, None)
    assert hers.found(town.content()) == set()

    # The disk was lost, and all that is left of the keys is a copy from before she left.
    (town.config.data.folder / "keys.db").unlink()
    put_back(town, keys)
    assert hers.found(town.content()) == set()
    with town.opened() as store:
        assert store.read(people.ids) == frozenset()


async def test_an_old_backup_opens_for_nobody_with_todays_keys(town: Town) -> None:
    """Her rows stand in it, sealed: no key that is left opens one of them."""
    hers = await exposed(town)
    back_up(town)
    leave(town)
    old = b"".join(p.read_bytes() for p in (town.folder / "backup").rglob("*") if p.is_file())
    assert hers.found(old) & set(hers.keys) == set()
    with town.opened() as store:
        snapshot = store.keys.snapshot()
        assert snapshot.person_keys == ()
        assert snapshot.logins == ()
