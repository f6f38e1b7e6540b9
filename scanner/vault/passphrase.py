"""Bytes that a passphrase opens, for a file that leaves the machine or holds a key.

Form: format (1 byte) ‖ memory in KiB (4) ‖ salt (16) ‖ sealed. The memory stands in the file so
that a later program may ask for more of it.
"""

import secrets
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from scanner.errors import StopError, UsageError
from scanner.model.personal import Personal
from scanner.vault.sealing import KEY_BYTES, decrypt, encode, encrypt, key_id

FORMAT: Final = b"\x01"
SALT_BYTES: Final = 16
SIZE_BYTES: Final = 4
ITERATIONS: Final = 3
LANES: Final = 4
MEMORY_KIB: Final = 256 * 1024
"""Above RFC 9106's second recommended option: this is opened once a start, not once a visit."""
MOST_MEMORY_KIB: Final = 2 * 1024 * 1024
"""A file may not ask for more: it may be anybody's."""

SHORTEST: Final = 15
"""Letters of a passphrase that stands alone: NIST SP 800-63B-4, 3.1.1.2."""


def chosen(passphrase: Personal) -> Personal:
    """A new passphrase. Raises `UsageError` where it is too short to stand alone."""
    if len(passphrase.reveal()) < SHORTEST:
        raise UsageError(
            f"The passphrase is too short: it must have {SHORTEST} letters or more. Take five or "
            "six words that do not belong together."
        )
    return passphrase


def lock(
    passphrase: Personal, purpose: str, plain: bytes, *, memory_kib: int = MEMORY_KIB
) -> bytes:
    """`plain` sealed under a passphrase; it opens for the same `purpose` only."""
    salt = secrets.token_bytes(SALT_BYTES)
    head = FORMAT + memory_kib.to_bytes(SIZE_BYTES, "big") + salt
    key = _key(passphrase, salt, memory_kib)
    return head + encrypt(key, key_id(key), head + encode(purpose), plain)


def unlock(passphrase: Personal, purpose: str, locked: bytes) -> bytes:
    """The reverse. Raises `StopError` where passphrase, purpose or a byte is another."""
    at = len(FORMAT) + SIZE_BYTES
    head, sealed = locked[: at + SALT_BYTES], locked[at + SALT_BYTES :]
    memory_kib = int.from_bytes(head[len(FORMAT) : at], "big")
    if not head.startswith(FORMAT) or not 8 * LANES <= memory_kib <= MOST_MEMORY_KIB:
        raise StopError("This is no file that a passphrase opens, or a newer program wrote it.")
    key = _key(passphrase, head[at:], memory_kib)
    try:
        return decrypt(key, key_id(key), head + encode(purpose), sealed)
    except StopError:
        raise StopError(
            "The passphrase is another one, or the file is damaged. Type it again, or take "
            "another copy."
        ) from None


def _key(passphrase: Personal, salt: bytes, memory_kib: int) -> bytes:
    made = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=ITERATIONS, lanes=LANES, memory_cost=memory_kib
    )
    return made.derive(passphrase.reveal().encode())
