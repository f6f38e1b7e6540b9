"""Ten printed words as a second factor: picked from 512 plain Swedish ones, 90 bits in all."""

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Final

COUNT: Final = 10

WORDS: Final = tuple(
    Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
)  # fmt: skip
"""A power of two, so that each is as likely. No two are one without their dots and rings."""

_BYTES: Final = 2
"""Of the seed's hash, for each word."""


def picked(seed: bytes) -> tuple[str, ...]:
    """The ten words that a secret seed of at least 90 random bits stands for."""
    drawn = hashlib.shake_256(seed).digest(COUNT * _BYTES)
    return tuple(
        WORDS[int.from_bytes(drawn[at : at + _BYTES]) % len(WORDS)]
        for at in range(0, len(drawn), _BYTES)
    )


def tidy(typed: str) -> str:
    """Words as they are compared: capitals, commas, line breaks, dots and rings do not matter."""
    folded = unicodedata.normalize("NFD", typed.casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z]+", plain))
