"""Keyed hashes of details: equal details agree, and without the key nothing can be tried."""

import hashlib
import hmac

from scanner.vault.sealing import encode


def keyed_hash(index_key: bytes, kind: str, normal: str) -> bytes:
    """HMAC-SHA256 of a detail in its normal form; 32 bytes."""
    return hmac.digest(index_key, encode(kind, normal), hashlib.sha256)
