"""Keys sealed under the master key, each bound to its name.

Person keys and index keys are random and only wrapped: under another master key what they sealed
or hashed would stay as it is.
"""

from scanner.vault.master import MasterKey
from scanner.vault.sealing import KEY_ID_BYTES, VERSION, decrypt, derive, encode, encrypt


def wrap(master: MasterKey, name: str, key: bytes) -> bytes:
    """`key` sealed under the master key; it opens by the same `name` only."""
    return encrypt(derive(master.key, "wrap"), master.key_id, encode(name), key)


def unwrap(master: MasterKey, name: str, wrapped: bytes) -> bytes:
    """The key. Raises `StopError` where master key or name are others than at wrapping."""
    return decrypt(derive(master.key, "wrap"), master.key_id, encode(name), wrapped)


def is_wrapped_by(master: MasterKey, wrapped: bytes) -> bool:
    """True where `wrapped` names this generation of the master key."""
    return wrapped[len(VERSION) :][:KEY_ID_BYTES] == master.key_id
