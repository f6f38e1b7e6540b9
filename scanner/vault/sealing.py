"""AES-256-GCM over single values, each bound to the place it stands in.

Sealed form: version (1 byte) ‖ id of the key (8) ‖ random nonce (12) ‖ ciphertext ‖ tag (16).
Each value has a key of its own, HKDF-SHA256 of the person's key over the value's context, so that
random nonces can never run out (NIST SP 800-38D, 8.3, allows 2**32 values a key).
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from scanner.errors import StopError

KEY_BYTES = 32
KEY_ID_BYTES = 8
NONCE_BYTES = 12
TAG_BYTES = 16
VERSION = b"\x01"
HEADER_BYTES = len(VERSION) + KEY_ID_BYTES + NONCE_BYTES


def new_key() -> bytes:
    """A random key of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


def key_id(key: bytes) -> bytes:
    """8 bytes that name `key` and tell nothing of it."""
    return derive(key, "key-id")[:KEY_ID_BYTES]


def derive(key: bytes, purpose: str) -> bytes:
    """A key of 256 bits for one purpose."""
    return _hkdf(key, encode("varn/purpose/v1", purpose))


def encode(*parts: str) -> bytes:
    """The parts as bytes, each after its length: no two lists of parts give the same bytes."""
    raw = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in raw)


def row_context(tenant: str, table: str, column: str, person: str, row: str) -> bytes:
    """Where a sealed value stands; `person` is '' for what belongs to the tenant."""
    return encode("row", tenant, table, column, person, row)


def seal(key: bytes, context: bytes, plain: bytes) -> bytes:
    """`plain` sealed under `key` for one context; two seals of one value differ."""
    return encrypt(_value_key(key, context), key_id(key), context, plain)


def open_sealed(key: bytes, context: bytes, sealed: bytes) -> bytes:
    """What was sealed under `key` for `context`.

    Raises `StopError` where the bytes were sealed under another key or for another context, or
    were changed.
    """
    return decrypt(_value_key(key, context), key_id(key), context, sealed)


def encrypt(key: bytes, name: bytes, data: bytes, plain: bytes) -> bytes:
    """AES-256-GCM under `key` itself, its id `name` written in front, `data` authenticated."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    header = VERSION + name
    return header + nonce + AESGCM(key).encrypt(nonce, plain, header + data)


def decrypt(key: bytes, name: bytes, data: bytes, sealed: bytes) -> bytes:
    """The reverse of `encrypt`. Raises `StopError` where anything differs."""
    header, nonce = sealed[: HEADER_BYTES - NONCE_BYTES], sealed[HEADER_BYTES - NONCE_BYTES :]
    nonce, ciphertext = nonce[:NONCE_BYTES], nonce[NONCE_BYTES:]
    if header != VERSION + name or len(ciphertext) < TAG_BYTES:
        raise StopError(_REFUSED)
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, header + data)
    except InvalidTag:
        raise StopError(_REFUSED) from None


_REFUSED = (
    "A sealed value in the data folder does not open: it was changed, moved, or sealed under "
    "another key. Run `doctor`, and restore the data folder from its backup."
)


def _value_key(key: bytes, context: bytes) -> bytes:
    return _hkdf(key, encode("varn/value/v1") + context)


def _hkdf(key: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)
