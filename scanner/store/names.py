"""Names of rows: random ids, short ones that people read out and type, and of addresses."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Final

from scanner.model.ids import Address

READABLE: Final = "23456789ABCDEFGHJKMNPQRTVWXYZ"
"""None that is mistaken for another when it is read out or written by hand."""


def new_id() -> str:
    """128 random bits as 32 hex digits."""
    return secrets.token_hex(16)


def address_key(address: Address) -> str:
    """What a page is found by: addresses are too long for an index."""
    return hashlib.sha256(address.encode()).hexdigest()


def readable(length: int, choose: Callable[[str], str] = secrets.choice) -> str:
    """So many signs of `READABLE`, 4.9 bits each."""
    return "".join(choose(READABLE) for _ in range(length))
