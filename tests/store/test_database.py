"""The database keeps what was committed, and refuses what would spoil it."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from scanner.config.settings import Config
from scanner.errors import StopError, UsageError
from scanner.store import installing, schema
from scanner.store.database import Store, bump_generation, generation
from scanner.vault import master
from scanner.vault.master import MasterKey
from tests.conftest import MORNING, make_config

EVENT = {
    "event_id": "e" * 32,
    "tenant_id": "t" * 32,
    "person_id": "p" * 32,
    "number": 1,
    "at": MORNING,
    "kind": "given",
    "text_version": "1",
    "text_sha256": "0" * 64,
    "language": "sv",
    "expires_at": MORNING,
    "sealed": b"",
}
PERSON = {
    "person_id": "p" * 32,
    "tenant_id": "t" * 32,
    "label": "P-TEST00",
    "state": "active",
    "reference_sha256": "0" * 64,
    "sealed": b"",
}
AUDIT = {
    "number": 1,
    "tenant_id": "t" * 32,
    "at": MORNING,
    "actor": "test",
    "action": "test",
    "object": "",
    "sealed": b"",
    "previous": "",
    "hash": "",
}


def insert(store: Store, table, row) -> None:
    store.write(lambda tx: tx.connection.execute(table.insert().values(**row)))


def test_a_write_is_read_by_readers(any_store: Store) -> None:
    assert any_store.read(generation) == 0
    any_store.write(bump_generation)
    assert any_store.read(generation) == 1


def test_a_failed_write_leaves_nothing(any_store: Store) -> None:
    def fail(tx) -> None:
        bump_generation(tx)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        any_store.write(fail)
    assert any_store.read(generation) == 0


async def test_many_writers_wait_for_each_other(any_store: Store) -> None:
    await asyncio.gather(*(any_store.awrite(bump_generation) for _ in range(20)))
    assert await any_store.aread(generation) == 20


def test_times_come_back_aware_and_to_the_microsecond(any_store: Store) -> None:
    moment = MORNING.replace(microsecond=123457)
    insert(any_store, schema.scan, {"scan_id": "s" * 32, "started_at": moment})
    started = select(schema.scan.c.started_at)
    assert any_store.read(lambda tx: tx.connection.scalar(started)) == moment


def test_consent_events_never_change(any_store: Store) -> None:
    insert(any_store, schema.person, PERSON)
    insert(any_store, schema.consent_event, EVENT)
    with pytest.raises(DBAPIError, match="never change"):
        any_store.write(
            lambda tx: tx.connection.execute(update(schema.consent_event).values(kind="changed"))
        )


def test_audit_rows_never_change(any_store: Store) -> None:
    insert(any_store, schema.audit, AUDIT)
    with pytest.raises(DBAPIError, match="never"):
        any_store.write(lambda tx: tx.connection.execute(update(schema.audit).values(actor="x")))


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(StopError, match="cannot be opened or written"):
        store.read(bump_generation)


def test_a_second_scan_is_refused(store: Store) -> None:
    with (
        store.scan_lock(),
        pytest.raises(StopError, match="Another scan is at work"),
        store.scan_lock(),
    ):
        pass
    with store.scan_lock():
        pass


def test_another_master_key_is_refused(config: Config, store: Store) -> None:
    with pytest.raises(StopError, match="master key"):
        Store.open(config, master.create())


def test_an_installation_is_not_made_twice(
    config: Config, store: Store, master_key: MasterKey
) -> None:
    with pytest.raises(StopError, match="already"):
        installing.create(config, master_key, MORNING)


def test_an_empty_folder_is_no_installation(config: Config, master_key: MasterKey) -> None:
    with pytest.raises(StopError, match="There is no installation"):
        Store.open(config, master_key)


def test_another_shape_is_refused(config: Config, store: Store, master_key: MasterKey) -> None:
    store.write(
        lambda tx: tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    )
    with pytest.raises(StopError, match="9999"):
        Store.open(config, master_key)


def test_a_lab_stays_a_lab(tmp_path: Path, store: Store, master_key: MasterKey) -> None:
    lab = make_config(tmp_path)
    real = Config(
        organisation=lab.organisation,
        data=lab.data,
        portal=lab.portal,
        mail=lab.mail,
        recipients=lab.recipients,
        crawl=lab.crawl,
    )
    with pytest.raises(UsageError, match="lab"):
        Store.open(real, master_key)


def test_the_write_ahead_log_can_be_emptied(store: Store) -> None:
    store.write(bump_generation)
    store.compact()
    assert (store.data / "varn.db-wal").stat().st_size == 0
