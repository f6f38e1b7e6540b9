"""What a database says when a disk is full or a file is damaged, as a sentence for the operator."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError

from scanner.errors import StopError, disk_full

FULL: Final = str(disk_full("the data folder"))
DAMAGED: Final = (
    "A database in the data folder is damaged. Stop all of Värn, keep a copy of the folder, and "
    "restore it from its backup."
)
FORBIDDEN: Final = (
    "A database in the data folder cannot be opened or written. Run as the user that owns the "
    "folder, or mend its rights."
)
BUSY: Final = "Another process holds the database too long. Run again when it is done."
UNREACHABLE: Final = "The database server cannot be reached. Start it, then run again."

SENTENCES: Final[Mapping[str, str]] = {
    "disk is full": FULL,
    "disk I/O error": FULL,
    "No space left": FULL,
    "is not a database": DAMAGED,
    "malformed": DAMAGED,
    "readonly database": FORBIDDEN,
    "unable to open database": FORBIDDEN,
    "database is locked": BUSY,
    "connection refused": UNREACHABLE,
    "Connection refused": UNREACHABLE,
}
"""By words of SQLite and PostgreSQL, which hold nothing of any row."""


@contextmanager
def plainly() -> Iterator[None]:
    """Raise `StopError` for what the operator can mend; anything else as it is."""
    try:
        yield
    except (DBAPIError, sqlite.Error) as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise StopError(sentence) from error


def _sentence(error: Exception) -> str | None:
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return UNREACHABLE
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    return next((sentence for words, sentence in SENTENCES.items() if words in said), None)
