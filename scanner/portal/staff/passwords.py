"""Which passwords staff may choose: long ones that nobody tries first."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from scanner.model.personal import Personal

SHORTEST: Final = 12
LONGEST: Final = 200
"""Bounds the work of hashing."""

COMMON_FILE: Final = Path(__file__).with_name("weak_passwords.txt")


class Weakness(StrEnum):
    UNLIKE = "unlike"
    """Written the second time it was another: its holder would be shut out."""
    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    """A word that is tried first, with digits and signs around it."""
    NAMED = "named"
    """Little more than the name or the mail address that it belongs to."""


def weakness(password: Personal, again: Personal, own: Iterable[Personal]) -> Weakness | None:
    """Why a password, written twice, is not good enough; `own` are words of its holder's own."""
    text = password.reveal()
    if text != again.reveal():
        return Weakness.UNLIKE
    if len(text) < SHORTEST:
        return Weakness.SHORT
    if len(text) > LONGEST:
        return Weakness.LONG
    letters = _letters(text)
    if len(set(letters)) < 4 or letters in common() or _is_repeated(text.casefold()):
        return Weakness.COMMON
    names = {part for word in own for part in _parts(word.reveal())}
    for name in sorted(names, key=len, reverse=True):
        letters = letters.replace(name, "")
    return Weakness.NAMED if len(letters) < 4 else None


@cache
def common() -> frozenset[str]:
    """The letters of passwords that are tried first."""
    return frozenset(COMMON_FILE.read_text(encoding="utf-8").split())


def _letters(text: str) -> str:
    """Without what is put around a word to make it a password: Sommar2026!! is sommar."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())


def _is_repeated(text: str) -> bool:
    """One short thing, written again and again."""
    return re.fullmatch(r"(.{1,4})\1+.?", text) is not None


def _parts(word: str) -> list[str]:
    return [part for part in re.split(r"[\W\d_]+", word.casefold()) if len(part) > 2]
