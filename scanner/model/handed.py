"""A file that somebody handed in: named so that it is no page of the web, and never asked for.

Its address tells when it came and what it holds, and nothing of where it lay or who brought it:
`https://tip.invalid/2026-11-23/` and the SHA-256 of its bytes.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from scanner.model.ids import Address, Sha256

HOST: Final = "tip.invalid"
"""Stands for all of them where a host is wanted; no such name will ever be (RFC 2606)."""

_BEGINNING: Final = f"https://{HOST}/"
_ADDRESS: Final = re.compile(
    rf"{re.escape(_BEGINNING)}(\d{{4}}-\d{{2}}-\d{{2}})/([0-9a-f]{{64}})", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    on: date
    """When it was taken in, UTC."""
    digest: Sha256

    @property
    def address(self) -> Address:
        return Address(f"{_BEGINNING}{self.on}/{self.digest}")


def of(address: str) -> Handed | None:
    """What an address names, if it is a file that was handed in."""
    found = _ADDRESS.fullmatch(address)
    return written(found[1], found[2]) if found else None


def written(day: str, digest: str) -> Handed | None:
    """What a day (`2026-11-23`) and a SHA-256 in hex name; None where there is no such day."""
    try:
        return Handed(on=date.fromisoformat(day), digest=Sha256(digest))
    except ValueError:
        return None


def is_handed(address: str) -> bool:
    """Whether an address stands for files that were handed in: nobody is asked for it."""
    return address.startswith(_BEGINNING)
