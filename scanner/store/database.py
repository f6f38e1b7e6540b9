"""The database: one writer thread, readers beside it, and what a transaction can do."""

import asyncio
import fcntl
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Self, TypeVar

from sqlalchemy import Connection, Engine, Table, inspect, select, text, update

from scanner.config.settings import Config
from scanner.errors import StopError, UsageError
from scanner.model.ids import PersonId, TenantId
from scanner.store import engine as engines
from scanner.store import schema
from scanner.store.keys import KeyStore
from scanner.store.payload import pack, unpack
from scanner.store.trouble import plainly
from scanner.vault.master import MasterKey
from scanner.vault.sealing import open_sealed, row_context, seal

T = TypeVar("T")

DATABASE_FILE: Final = "varn.db"
KEYS_FILE: Final = "keys.db"
SCAN_LOCK: Final = "scan.lock"
RECHECK_LOCK: Final = "recheck.lock"
USE_LOCK: Final = "use.lock"
"""Held together by all who have the installation open, alone by who replaces its files."""
RESTORED: Final = "restoring/ready"
"""Below the data folder: a restore that is whole but not in its place yet."""
READERS: Final = 4


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction: the connection, and the keys to seal and open what is personal."""

    connection: Connection
    keys: KeyStore
    tenant_id: TenantId

    def sealed(
        self, table: Table, row: str, value: object, person_id: PersonId | None = None
    ) -> bytes:
        """A value for the `sealed` column of one row; opens only there, for the same person.

        Under her key; where it belongs to nobody yet, or to several (None), under the tenant's.
        Raises `ErasedPerson` where her key is gone.
        """
        return seal(self._key(table, person_id), self._place(table, row, person_id), pack(value))

    def opened(
        self,
        table: Table,
        row: str,
        sealed: bytes,
        kind: type[T],
        person_id: PersonId | None = None,
    ) -> T:
        """The reverse of `sealed`: a value of `kind`. Raises `ErasedPerson` as it does."""
        key, place = self._key(table, person_id), self._place(table, row, person_id)
        return unpack(kind, open_sealed(key, place, sealed))

    def blind(self, kind: str, value: str) -> str:
        """A keyed hash to find a row by, 64 hex digits; tells nothing without the keys."""
        return self.keys.blind(kind, value)

    def _key(self, table: Table, person_id: PersonId | None) -> bytes:
        keys = self.keys
        return keys.tenant_key(table.name) if person_id is None else keys.person_key(person_id)

    def _place(self, table: Table, row: str, person_id: PersonId | None) -> bytes:
        return row_context(self.tenant_id, table.name, "sealed", person_id or "", row)


class Store:
    """The database and the key store of one installation.

    `read` and `write` block; `aread` and `awrite` do the same for asyncio. All writes of a process
    go through one thread, each in one durable transaction.
    """

    def __init__(self, data: Path, writer: Engine, reader: Engine, keys: KeyStore) -> None:
        self.data: Final = data
        self._use: Final = _in_use(data)
        self.keys: Final = keys
        self._writer: Final = writer
        self._reader: Final = reader
        self._write_thread: Final = ThreadPoolExecutor(1, thread_name_prefix="varn-writer")
        self._read_threads: Final = ThreadPoolExecutor(READERS, thread_name_prefix="varn-reader")

    @classmethod
    def open(cls, config: Config, master: MasterKey) -> Self:
        """Open the installation that `config` names.

        Raises `StopError` where there is none, the master key is another's, or the database has
        another shape than this program; `UsageError` where lab and real data would mix.
        """
        folder = config.data.folder
        _require_no_restore(folder)
        if not (folder / KEYS_FILE).exists():
            raise StopError(
                f"There is no installation in {folder}. Mount its disk, restore it from its "
                "backup, or make a new one with `init`."
            )
        if not config.data.database_url and not (folder / DATABASE_FILE).exists():
            raise StopError(
                f"The database {folder / DATABASE_FILE} is missing. Restore it from its backup, "
                "together with the rest of the folder."
            )
        keys = KeyStore.open(folder / KEYS_FILE, master, TenantId(config.organisation.tenant))
        store = cls(folder, *engines_of(config), keys)
        try:
            store._check(config)
        except BaseException:
            store.close()
            raise
        return store

    def read(self, work: Callable[[Transaction], T]) -> T:
        return self._read_threads.submit(self._run, self._reader, work).result()

    def write(self, work: Callable[[Transaction], T]) -> T:
        return self._write_thread.submit(self._run, self._writer, work).result()

    async def aread(self, work: Callable[[Transaction], T]) -> T:
        return await _finished(self._read_threads.submit(self._run, self._reader, work))

    async def awrite(self, work: Callable[[Transaction], T]) -> T:
        return await _finished(self._write_thread.submit(self._run, self._writer, work))

    @property
    def is_embedded(self) -> bool:
        """True where the database is a file in the data folder."""
        return self._writer.dialect.name == "sqlite"

    def compact(self) -> None:
        """Leave nothing of deleted rows in the write-ahead log (secure_delete zeroes the rest)."""
        if self.is_embedded:
            self._write_thread.submit(self._truncate_log).result()

    @contextmanager
    def scan_lock(self) -> Iterator[None]:
        """Hold the right to scan. Raises `StopError` where another process has it.

        The lock is the system's own and ends with the process, however it ends.
        """
        try:
            descriptor = _locked(self.data / SCAN_LOCK, fcntl.LOCK_EX)
        except BlockingIOError:
            raise StopError(
                f"Another scan is at work in {self.data}. Wait until it ends, then run again."
            ) from None
        try:
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def recheck_lock(self) -> Iterator[bool]:
        """Whether we have the right to look pages of hers up; ends as `scan_lock` does."""
        try:
            descriptor = _locked(self.data / RECHECK_LOCK, fcntl.LOCK_EX)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Finish what is under way and let go of both databases."""
        self._write_thread.shutdown()
        self._read_threads.shutdown()
        self._writer.dispose()
        self._reader.dispose()
        self.keys.close()
        self._use.close()

    def _run(self, engine: Engine, work: Callable[[Transaction], T]) -> T:
        with plainly(), engine.begin() as connection:
            return work(Transaction(connection, self.keys, self.keys.tenant_id))

    def _truncate_log(self) -> None:
        connection = self._writer.raw_connection()
        try:
            cursor = connection.cursor()
            is_busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
        if is_busy:
            raise StopError(
                "The database's log still holds deleted rows, because another process reads it. "
                "They go with the next run; nothing else is needed."
            )

    def _check(self, config: Config) -> None:
        def shape(tx: Transaction) -> tuple[str | None, bool | None]:
            if not inspect(tx.connection).has_table("alembic_version"):
                return None, None
            revision = tx.connection.scalar(text("SELECT version_num FROM alembic_version"))
            return revision, tx.connection.scalar(select(schema.installation.c.is_lab))

        revision, is_lab = self.read(shape)
        if revision != schema.REVISION:
            raise StopError(
                f"The database in {self.data} has shape {revision or 'none'}, this program needs "
                f"{schema.REVISION}. Run `migrate`, or use the program that made it."
            )
        if is_lab and config.lab is None:
            raise UsageError(
                f"The data in {self.data} were made in a lab and stay so. Run `init` with another "
                "data folder for real use."
            )
        if config.lab is not None and not is_lab:
            raise UsageError(
                "The configuration has a [lab] section but the data are real. Remove [lab], or "
                "make a lab of its own with `init --lab`."
            )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a data folder in which nothing else of Värn has anything open.

    Raises `StopError` where something has. Ends with the process, however it ends.
    """
    try:
        descriptor = _locked(folder / USE_LOCK, fcntl.LOCK_EX)
    except BlockingIOError:
        raise StopError(
            f"Something of Värn has {folder} open. Stop serve, portal and every other command, "
            "then run again."
        ) from None
    try:
        yield
    finally:
        os.close(descriptor)


def _in_use(folder: Path) -> IO[bytes]:
    """Keeps the folder's files in their place until it is closed."""
    try:
        use = os.fdopen(_locked(folder / USE_LOCK, fcntl.LOCK_SH), "rb")
    except BlockingIOError:
        raise StopError(
            f"A restore or a change of keys is at work in {folder}. Wait until it ends."
        ) from None
    _require_no_restore(folder)
    return use


def _require_no_restore(folder: Path) -> None:
    if (folder / RESTORED).exists():
        raise StopError(
            f"A restore into {folder} was interrupted. Run `restore` again: it goes on."
        )


def bump_generation(tx: Transaction) -> None:
    """Note that who or what is watched has changed: every page must be read for it once."""
    generation = schema.installation.c.people_generation
    tx.connection.execute(update(schema.installation).values({generation: generation + 1}))


def generation(tx: Transaction) -> int:
    """Grows whenever who or what is watched changes."""
    value = tx.connection.scalar(select(schema.installation.c.people_generation))
    return 0 if value is None else value


def engines_of(config: Config) -> tuple[Engine, Engine]:
    """For the writer and for the readers."""
    if config.data.database_url:
        engine = engines.postgresql(config.data.database_url)
        return engine, engine
    path = config.data.folder / DATABASE_FILE
    return engines.sqlite(path, writes=True), engines.sqlite(path, writes=False)


def _locked(path: Path, kind: int) -> int:
    """A descriptor that holds the system's lock on `path`; raises `BlockingIOError`."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise
    return descriptor


async def _finished(future: Future[T]) -> T:
    # A commit under way is not undone by a cancelled waiter: it ends in its own thread.
    return await asyncio.wrap_future(future)
