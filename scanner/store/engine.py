"""Connections to SQLite and PostgreSQL, set up so that a commit is durable."""

from pathlib import Path
from typing import Any, Final

import pysqlite3
from sqlalchemy import Engine, create_engine, event

from scanner.errors import StopError, UsageError

OLDEST_SQLITE: Final = (3, 51, 3)
"""Older ones can, rarely, corrupt a WAL database that several connections write to."""

BUSY_MILLISECONDS: Final = 30_000


def sqlite(path: Path, *, writes: bool) -> Engine:
    """An engine for the embedded database; only one that `writes` may change it.

    Raises `StopError` where the SQLite library is one that can corrupt the database.
    """
    if pysqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StopError(
            f"The SQLite library {pysqlite3.sqlite_version} can corrupt the database; Värn needs "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or newer. Install the package pysqlite3 from "
            "the lock file."
        )
    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        module=pysqlite3,
        pool_size=1 if writes else 4,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up_writer if writes else _set_up_reader)
    # The driver's own BEGIN is a deferred one: two writers could then both have read and neither
    # could write.
    event.listen(engine, "begin", _begin_immediate if writes else _begin)
    return engine


def postgresql(address: str) -> Engine:
    """An engine for PostgreSQL. Raises `UsageError` where the address is not one of psycopg 3."""
    if not address.startswith("postgresql+psycopg://"):
        raise UsageError(
            "The setting data.database_url must start with postgresql+psycopg://; leave it empty "
            "to use the embedded database."
        )
    return create_engine(
        address, pool_size=4, max_overflow=0, pool_pre_ping=True, hide_parameters=True
    )


def _set_up_writer(connection: Any, _: Any) -> None:
    _set_up(connection)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")


def _set_up_reader(connection: Any, _: Any) -> None:
    _set_up(connection)
    connection.execute("PRAGMA query_only=ON")


def _set_up(connection: Any) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA trusted_schema=OFF")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")
