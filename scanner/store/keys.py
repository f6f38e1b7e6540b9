"""The key store: a small file of its own, so that it has its own backups and can forget.

It holds each person's key and the index keys, all wrapped by the master key, and the index of
log-in mails. Destroying a person's key here makes every sealed byte of hers unreadable, in old
backups of the database too.
"""

import contextlib
import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from pysqlite3 import dbapi2 as sqlite

from scanner.errors import StopError
from scanner.model.ids import EvidenceId, PersonId, TenantId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.store.trouble import plainly
from scanner.vault.keyed_hash import keyed_hash
from scanner.vault.master import MasterKey
from scanner.vault.sealing import new_key
from scanner.vault.wrapping import is_wrapped_by, unwrap, wrap

VERSION = 1

_SCHEMA = """
CREATE TABLE person_key (person_id TEXT PRIMARY KEY, wrapped BLOB NOT NULL);
CREATE TABLE named_key (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL);
CREATE TABLE login (
    mail_blind TEXT PRIMARY KEY,
    person_id TEXT NOT NULL UNIQUE REFERENCES person_key ON DELETE CASCADE
);
CREATE TABLE unfinished (
    person_id TEXT PRIMARY KEY REFERENCES person_key ON DELETE CASCADE
);
CREATE TABLE tombstone (person_id TEXT PRIMARY KEY);
"""

# DELETE, secure_delete and EXTRA: what is destroyed leaves the file at once and stays away over a
# power cut; the rollback journal is removed with the transaction that made it.
_PRAGMAS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA busy_timeout=10000",
)
_CHECK = "check"


class ErasedPerson(LookupError):  # noqa: N818  It names a state, as a value would.
    """The person has no key: nothing of hers can be sealed or opened, now or later."""

    def __init__(self) -> None:
        super().__init__("the person's key has been destroyed")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySnapshot:
    """All that a key store holds at one moment, keys wrapped; for a backup of its own."""

    version: int
    tenant_id: TenantId
    person_keys: tuple[tuple[PersonId, bytes], ...] = field(repr=False)
    named_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    logins: tuple[tuple[str, PersonId], ...] = field(repr=False)
    unfinished: tuple[PersonId, ...]
    erased: tuple[PersonId, ...]

    def is_wrapped_by(self, master: MasterKey) -> bool:
        """True where this generation of the master key opens it."""
        wrapped = dict(self.named_keys).get(_CHECK)
        return wrapped is not None and is_wrapped_by(master, wrapped)


def is_kept_under(path: Path, master: MasterKey) -> bool:
    """True where the key store at `path` is wrapped by this generation of the master key.

    False where there is none. Raises `StopError` where it cannot be read.
    """
    if not path.is_file():
        return False
    # For writing: what somebody who died was about to write is taken back before anything is read.
    source = f"file:{path}?mode=rw"
    with plainly(), contextlib.closing(sqlite.connect(source, uri=True)) as connection:
        query = "SELECT wrapped FROM named_key WHERE name = ?"
        row = connection.execute(query, (_CHECK,)).fetchone()
    return row is not None and is_wrapped_by(master, row[0])


class KeyStore:
    """One tenant's keys. Safe to use from several threads and processes at once."""

    def __init__(self, path: Path, master: MasterKey, tenant_id: TenantId) -> None:
        self._master = master
        self.tenant_id: Final = tenant_id
        self._named: dict[str, bytes] = {}
        self._lock = threading.RLock()
        self._connection: Any = sqlite.connect(
            str(path), isolation_level=None, check_same_thread=False
        )

    @classmethod
    def create(cls, path: Path, master: MasterKey, tenant_id: TenantId) -> Self:
        """A new, empty key store. Raises `StopError` where the file exists."""
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise StopError(
                f"There is a key store already at {path}, and it is not overwritten. "
                "Choose another data folder."
            ) from None
        store = cls(path, master, tenant_id)
        try:
            store._found()
        except BaseException:
            store.close()
            path.unlink()
            raise
        return store

    @classmethod
    def open(cls, path: Path, master: MasterKey, tenant_id: TenantId) -> Self:
        """The key store at `path`.

        Raises `StopError` where there is none, where it is of another version, or where `master`
        is not the key that it was made with.
        """
        if not path.is_file():
            raise StopError(
                f"There is no key store at {path}. Check data.folder, restore the key store from "
                "its backup, or make a new installation with `init`."
            )
        store = cls(path, master, tenant_id)
        try:
            store._prepare()
            store._require_version(path)
            store._require_master(path)
        except sqlite.Error as error:
            store.close()
            raise StopError(
                f"The key store at {path} cannot be opened: {error}. Stop other programs that use "
                "it, and if that does not help, restore it from its backup."
            ) from None
        except StopError:
            store.close()
            raise
        return store

    @classmethod
    def restore(cls, path: Path, snapshot: KeySnapshot, master: MasterKey) -> Self:
        """A new key store at `path` that holds what the snapshot holds.

        Raises `StopError` where the file exists, or `master` is not the key of the snapshot.
        """
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise StopError(f"There is a key store already at {path}.") from None
        store = cls(path, master, snapshot.tenant_id)
        try:
            store._fill(snapshot)
        finally:
            store.close()
        return cls.open(path, master, snapshot.tenant_id)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def rewrap(self, new: MasterKey) -> None:
        """Wrap every key by `new` instead, all of them or none; the old one then opens nothing.

        Keys themselves stay: what they sealed and hashed stays as it is. Nobody else may have the
        store open. Raises `StopError` where one of them does not open.
        """
        with self._transaction() as connection:
            for table, column, kind in (
                ("person_key", "person_id", "person"),
                ("named_key", "name", "named"),
            ):
                for name, wrapped in connection.execute(
                    f"SELECT {column}, wrapped FROM {table}"  # noqa: S608 - our own words
                ).fetchall():
                    place = self._name(kind, name)
                    connection.execute(
                        f"UPDATE {table} SET wrapped = ? WHERE {column} = ?",  # noqa: S608
                        (wrap(new, place, unwrap(self._master, place, wrapped)), name),
                    )
        self._master = new
        with self._lock, plainly():
            self._connection.execute("VACUUM")

    def snapshot(self) -> KeySnapshot:
        """All that is held now."""
        with self._transaction() as connection:

            def rows(query: str) -> Any:
                return connection.execute(query).fetchall()

            return KeySnapshot(
                version=VERSION,
                tenant_id=self.tenant_id,
                person_keys=tuple(rows("SELECT person_id, wrapped FROM person_key")),
                named_keys=tuple(rows("SELECT name, wrapped FROM named_key")),
                logins=tuple(rows("SELECT mail_blind, person_id FROM login")),
                unfinished=tuple(row[0] for row in rows("SELECT person_id FROM unfinished")),
                erased=tuple(row[0] for row in rows("SELECT person_id FROM tombstone")),
            )

    def create_person(self, person_id: PersonId) -> None:
        """Give a person a key, marked as unfinished until `settle`. Nothing where she has one.

        Raises `ErasedPerson` where hers was destroyed: nobody gets a second.
        """
        wrapped = wrap(self._master, self._name("person", person_id), new_key())
        with self._transaction() as connection:
            if self._row("SELECT 1 FROM tombstone WHERE person_id = ?", person_id):
                raise ErasedPerson
            added = connection.execute(
                "INSERT INTO person_key VALUES (?, ?) ON CONFLICT DO NOTHING", (person_id, wrapped)
            )
            if added.rowcount == 1:
                connection.execute("INSERT INTO unfinished VALUES (?)", (person_id,))

    def settle(self, kept: Iterable[PersonId]) -> None:
        """Note that the database has kept these people: their keys are swept no more."""
        with self._transaction() as connection:
            connection.executemany(
                "DELETE FROM unfinished WHERE person_id = ?", [(one,) for one in kept]
            )

    def person_key(self, person_id: PersonId) -> bytes:
        """Her key, 32 bytes. Raises `ErasedPerson` where she has none."""
        row = self._row("SELECT wrapped FROM person_key WHERE person_id = ?", person_id)
        if row is None:
            raise ErasedPerson
        return unwrap(self._master, self._name("person", person_id), row[0])

    def destroy_person(self, person_id: PersonId, evidence: Iterable[EvidenceId] = ()) -> None:
        """Destroy her key, her log-in entry and the keys of evidence that shows her, for good.

        Her random id stays as a tombstone. May be repeated. The file is rebuilt each time, so that
        a repetition after a crash in between still leaves nothing of her in its free pages.
        """
        with self._transaction() as connection:
            connection.execute("DELETE FROM person_key WHERE person_id = ?", (person_id,))
            self.destroy_evidence_keys(evidence)
            connection.execute(
                "INSERT INTO tombstone VALUES (?) ON CONFLICT DO NOTHING", (person_id,)
            )
        with self._lock, plainly():
            self._connection.execute("VACUUM")

    def person_ids(self) -> frozenset[PersonId]:
        """Everybody who has a key."""
        return self._ids("SELECT person_id FROM person_key")

    def unfinished_ids(self) -> frozenset[PersonId]:
        """Everybody whose opt-in the database may never have kept."""
        return self._ids("SELECT person_id FROM unfinished")

    def erased_ids(self) -> frozenset[PersonId]:
        """Everybody whose key was destroyed: who of them comes back with a backup must go again."""
        return self._ids("SELECT person_id FROM tombstone")

    def keep_evidence_key(self, evidence_id: EvidenceId, key: bytes) -> None:
        """Keep the key of one evidence file."""
        name = f"evidence/{evidence_id}"
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO named_key VALUES (?, ?)",
                (name, wrap(self._master, self._name("named", name), key)),
            )

    def bury(self, erased: Iterable[PersonId]) -> None:
        """Note who was erased elsewhere: whoever of them has a key or rows here is erased again."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT INTO tombstone VALUES (?) ON CONFLICT DO NOTHING",
                [(one,) for one in erased],
            )

    def destroy_evidence_keys(self, ids: Iterable[EvidenceId]) -> None:
        """Destroy the keys of these files, for good. May be repeated."""
        names = [(f"evidence/{one}",) for one in ids]
        if names:
            with self._transaction() as connection:
                connection.executemany("DELETE FROM named_key WHERE name = ?", names)

    def evidence_key(self, evidence_id: EvidenceId) -> bytes | None:
        """The key of one evidence file, 32 bytes; None where it was destroyed."""
        name = f"evidence/{evidence_id}"
        wrapped = self._named_row(name)
        return None if wrapped is None else unwrap(self._master, self._name("named", name), wrapped)

    def index_key(self, name: str) -> bytes:
        """The key of keyed hashes of one kind, made at first use; 32 bytes."""
        return self._named_key(f"index/{name}")

    def tenant_key(self, name: str) -> bytes:
        """The key of what belongs to no enrolled person, made at first use; 32 bytes."""
        return self._named_key(f"tenant/{name}")

    def blind(self, kind: str, value: str) -> str:
        """A keyed hash of `value` to find a row by: 64 hex digits, equal for equal values."""
        return keyed_hash(self.index_key(kind), kind, value).hex()

    def detail_hash(self, kind: DetailKind, normal: str) -> bytes:
        """The keyed hash of a detail in its normal form, as hers is kept from her opt-in on."""
        return keyed_hash(self.detail_key(kind), kind, normal)

    def detail_key(self, kind: DetailKind) -> bytes:
        """The key of `detail_hash`, for a scan's worker, which has no key store."""
        return self.index_key(f"detail/{kind}")

    def find_login(self, mail: Personal) -> PersonId | None:
        """Whose log-in mail this is. `mail` is in the canonical form of `people.mailbox`."""
        row = self._row(
            "SELECT person_id FROM login WHERE mail_blind = ?", self.blind("login", mail.reveal())
        )
        return None if row is None else PersonId(row[0])

    def set_login(self, mail: Personal, person_id: PersonId) -> None:
        """Let `mail` lead to `person_id`, and to her only.

        Raises `ErasedPerson` where she has no key.
        """
        blind = self.blind("login", mail.reveal())
        try:
            with self._transaction() as connection:
                connection.execute(
                    "DELETE FROM login WHERE mail_blind = ? OR person_id = ?", (blind, person_id)
                )
                connection.execute("INSERT INTO login VALUES (?, ?)", (blind, person_id))
        except sqlite.IntegrityError:
            raise ErasedPerson from None

    def drop_login(self, person_id: PersonId) -> None:
        """Let no mailbox lead to her."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM login WHERE person_id = ?", (person_id,))

    def _named_key(self, name: str) -> bytes:
        """A key that nobody's erasure destroys; kept in memory once it was unwrapped."""
        if name not in self._named:
            wrapped = self._named_row(name) or self._new_named_row(name)
            self._named[name] = unwrap(self._master, self._name("named", name), wrapped)
        return self._named[name]

    def _named_row(self, name: str) -> bytes | None:
        row = self._row("SELECT wrapped FROM named_key WHERE name = ?", name)
        return None if row is None else row[0]

    def _new_named_row(self, name: str) -> bytes:
        wrapped = wrap(self._master, self._name("named", name), new_key())
        with self._transaction() as connection:
            # Another process may have been first; its key is the one that counts.
            connection.execute(
                "INSERT INTO named_key VALUES (?, ?) ON CONFLICT DO NOTHING", (name, wrapped)
            )
        return self._named_row(name) or wrapped

    def _name(self, kind: str, name: str) -> str:
        return f"{self.tenant_id}/{kind}/{name}"

    def _found(self) -> None:
        self._prepare()
        with self._transaction() as connection:
            self._lay_out(connection, VERSION)
            self._named_key(_CHECK)

    def _fill(self, snapshot: KeySnapshot) -> None:
        self._prepare()
        with self._transaction() as connection:
            self._lay_out(connection, snapshot.version)
            for statement, rows in (
                ("INSERT INTO person_key VALUES (?, ?)", snapshot.person_keys),
                ("INSERT INTO named_key VALUES (?, ?)", snapshot.named_keys),
                ("INSERT INTO login VALUES (?, ?)", snapshot.logins),
                ("INSERT INTO unfinished VALUES (?)", [(one,) for one in snapshot.unfinished]),
                ("INSERT INTO tombstone VALUES (?)", [(one,) for one in snapshot.erased]),
            ):
                connection.executemany(statement, rows)

    def _lay_out(self, connection: Any, version: int) -> None:
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={version}")

    def _prepare(self) -> None:
        for pragma in _PRAGMAS:
            self._connection.execute(pragma)

    def _require_version(self, path: Path) -> None:
        version = self._row("PRAGMA user_version")[0]
        if version != VERSION:
            raise StopError(
                f"The key store at {path} has version {version}; this program reads {VERSION}. "
                "Use the program's version that wrote it, or restore the key store from its backup."
            )

    def _require_master(self, path: Path) -> None:
        wrapped = self._named_row(_CHECK)
        if wrapped is None or not is_wrapped_by(self._master, wrapped):
            raise StopError(
                f"The master key is not the one that the key store at {path} was made with. "
                "Set data.master_key_file to the right key, or restore it from its recovery code."
            )
        self._named_key(_CHECK)

    def _ids(self, query: str) -> frozenset[PersonId]:
        with self._lock, plainly():
            return frozenset(PersonId(row[0]) for row in self._connection.execute(query))

    def _row(self, statement: str, *values: object) -> Any:
        with self._lock, plainly():
            return self._connection.execute(statement, values).fetchone()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Any]:
        with self._lock, plainly():
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk has ended the transaction already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
