"""Bytes under a passphrase in the form of `openssl enc`: opened anywhere, without this program.

Form: ``Salted__`` ‖ salt (8) ‖ AES-256-CBC with PKCS #7 padding; key and IV by PBKDF2 with SHA-256.
It proves nothing about who wrote it: what is inside must prove itself.
"""

import secrets
from typing import Final

from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from scanner.model.personal import Personal

ITERATIONS: Final = 600_000
"""OWASP Password Storage Cheat Sheet, 2023, for PBKDF2 with HMAC-SHA-256."""

OPENED_BY: Final = (
    f"openssl enc -d -aes-256-cbc -pbkdf2 -iter {ITERATIONS} -md sha256 "
    "-in evidence.zip.enc -out evidence.zip"
)

_MAGIC: Final = b"Salted__"
_SALT_BYTES: Final = 8
_KEY_BYTES: Final = 32
_BLOCK_BYTES: Final = 16


def lock(passphrase: Personal, plain: bytes, *, iterations: int = ITERATIONS) -> bytes:
    """`plain` as `OPENED_BY` opens it."""
    salt = secrets.token_bytes(_SALT_BYTES)
    derived = PBKDF2HMAC(hashes.SHA256(), _KEY_BYTES + _BLOCK_BYTES, salt, iterations).derive(
        passphrase.reveal().encode()
    )
    padder = padding.PKCS7(_BLOCK_BYTES * 8).padder()
    sealer = Cipher(AES256(derived[:_KEY_BYTES]), CBC(derived[_KEY_BYTES:])).encryptor()
    padded = padder.update(plain) + padder.finalize()
    return _MAGIC + salt + sealer.update(padded) + sealer.finalize()
