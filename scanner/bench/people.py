"""Invented people for watchlists of any length, and bystanders for the pages. Pure."""

from collections.abc import Iterator
from random import Random
from typing import Final

from scanner.model.person import WatchedPerson

_GIVEN: Final = """
Agnes Ahmed Amina Anders Anna Ayaan Birgitta Björn Dalia Darko Elif Elin Emre Erik Farah Fatima
Gunnar Hanna Hodan Ibrahim Ingrid Jasmin Johan Karin Khadija Kristina Lars Leyla Lovisa Magnus Maja
Mariam Mikael Milena Mohamed Nadia Nils Olga Per Ragnhild Samira Selma Sofia Sven Tariq Ulla Viktor
Yusuf Zahra Åsa
"""
_ONSETS: Final = "b bl br d dr f fl g gr h j k kl kn kv l m n p pl pr r s sk sl st t tr v"
_VOWELS: Final = "aeiouyåäö"
_CODAS: Final = "d g k l ld lm m n nd ng r rd rk rn s st t v"
_ENDINGS: Final = "ander berg borg by dal eh fors hult lid lund mark ovic ow skog stad ström"
GIVEN, ONSETS, CODAS, ENDINGS = (
    tuple(written.split()) for written in (_GIVEN, _ONSETS, _CODAS, _ENDINGS)
)


def people(count: int, *, seed: int) -> tuple[WatchedPerson, ...]:
    """`count` people of different names; the same for the same seed."""
    found = names(seed)
    return tuple(WatchedPerson(f"{n:032x}", *next(found)) for n in range(count))


def names(seed: int) -> Iterator[tuple[str, str]]:
    """Given name and surname without end, no pair twice."""
    chance = Random(seed)  # noqa: S311 - repeatable pages, not secrets
    seen: set[tuple[str, str]] = set()
    while True:
        name = chance.choice(GIVEN), _surname(chance)
        if name not in seen:
            seen.add(name)
            yield name


def word(chance: Random, syllables: int) -> str:
    """A word that sounds Swedish and means nothing."""
    return "".join(_syllable(chance) for _ in range(syllables))


def _surname(chance: Random) -> str:
    return (word(chance, chance.choice((1, 1, 2))) + chance.choice(ENDINGS)).capitalize()


def _syllable(chance: Random) -> str:
    return chance.choice(ONSETS) + chance.choice(_VOWELS) + chance.choice(CODAS)
