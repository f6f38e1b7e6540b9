"""The random ids of who was erased, in a file beside the installation, where a lost disk leaves it.

An older key store that is put back would bring back who was erased since; this list does not let
it. It says nothing of anybody: the ids stand nowhere else once their rows are gone.
"""

import re
from pathlib import Path
from typing import Final

from scanner import files
from scanner.errors import StopError
from scanner.model.ids import PersonId
from scanner.store.keys import KeyStore
from scanner.store.names import new_id

_ID: Final = re.compile(r"[0-9a-f]{32}")


def read(path: Path) -> frozenset[PersonId]:
    """Everybody in the list. Raises `StopError` where it cannot be read or is no such list."""
    try:
        lines = path.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        raise StopError(
            f"The list of erased people at {path} cannot be read. Mount its disk, or mend "
            "backup.erased_list."
        ) from None
    if not all(map(_ID.fullmatch, lines)):
        raise StopError(
            f"{path} holds other things than random ids. Point backup.erased_list to a file of "
            "its own."
        )
    return frozenset(map(PersonId, lines))


def mirror(keys: KeyStore, path: Path) -> None:
    """Note in the list whoever was erased and does not stand there yet. May be repeated.

    Raises `StopError` as `read` does, and where the list cannot be written.
    """
    noted = read(path) if path.exists() else frozenset()
    if path.exists() and keys.erased_ids() <= noted:
        return
    lines = "".join(f"{one}\n" for one in sorted(noted | keys.erased_ids()))
    half = path.with_name(f".{path.name}.{new_id()}")
    try:
        files.put(half, path, lines.encode("ascii"))
    except OSError as error:
        raise StopError(
            f"The list of erased people at {path} cannot be written: {error.strerror}. Mount its "
            "disk, or mend backup.erased_list."
        ) from None
