"""A page as a web archive holds it: named so that it is no page of the live web, and never asked
for.

Its address is that of the page with a fragment that says where it was read, which no canonical
address has: `https://forum.example/t/1#archive=2024/korn.warc.gz@1234,2024-03-01T10:00:00Z`.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote, unquote

from scanner.model.ids import Address

HOST: Final = "archive.invalid"
"""Stands for all archives where a host is wanted; no such name will ever be (RFC 2606)."""

_FILE: Final = f"https://{HOST}/"
_CAPTURE: Final = re.compile(r"([^#]+)#archive=([^#@]+)@(\d{1,15}),([0-9T:+.Z-]+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    archive: str
    """The file's path below the folder of archives."""
    offset: int
    """Bytes of the file before its record."""
    address: Address
    """Of the page on the web."""
    at: datetime
    """When it was kept."""

    @property
    def name(self) -> Address:
        file = quote(self.archive)
        return Address(f"{self.address}#archive={file}@{self.offset},{self.at.isoformat()}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A stretch of an archive."""

    captures: tuple[Capture, ...]
    next_offset: int | None
    """Where to go on; None at its end."""
    is_whole: bool
    """False where it breaks off, or goes on beyond what is read."""


def of(address: Address) -> Capture | None:
    """What an address names, if it is a capture."""
    found = _CAPTURE.fullmatch(address)
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(found[4])
    except ValueError:
        return None
    return Capture(
        archive=unquote(found[2]), offset=int(found[3]), address=Address(found[1]), at=at
    )


def file_name(archive: str) -> Address:
    """What an archive itself is called among addresses."""
    return Address(f"{_FILE}{quote(archive)}")


def is_kept(address: Address) -> bool:
    """Whether an address is that of an archive or of a page in one: nobody is asked for it."""
    return "#" in address or is_file(address)


def is_file(address: Address) -> bool:
    return address.startswith(_FILE)
