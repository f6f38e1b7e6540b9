"""Passwords and printed words, kept so that trying one costs a machine time and memory."""

import secrets
from functools import cache
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SALT_BYTES: Final = 16
LENGTH: Final = 32
ITERATIONS: Final = 3
LANES: Final = 4
MEMORY_KIB: Final = 64 * 1024
"""RFC 9106, 4: the second recommended option, for where 2 GiB are too much."""


def hashed(password: str) -> str:
    """What is kept of a password: an Argon2id hash in the PHC form, its salt and costs with it."""
    made = Argon2id(
        salt=secrets.token_bytes(SALT_BYTES),
        length=LENGTH,
        iterations=ITERATIONS,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
    )
    return made.derive_phc_encoded(password.encode())


def agrees(password: str, kept: str) -> bool:
    """True where `kept` was made of this password."""
    try:
        Argon2id.verify_phc_encoded(password.encode(), kept)
    except InvalidKey:
        return False
    return True


@cache
def nobody() -> str:
    """To compare with where there is no account: the answer takes as long."""
    return hashed(secrets.token_hex())
