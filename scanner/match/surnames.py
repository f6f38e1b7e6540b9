"""Rare surnames alone: "Hallonqvist ringde en fredag."

In: words that `lone` found alone. Out: the readings that stand. Whose the name is, her work and
her town have to tell: a relative has it too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from scanner.match.agreement import Agreement
from scanner.match.apart import (
    Word,
    initial_of,
    is_surname_alone,
    is_whole,
    reaching,
    seen,
    stands,
    taken_by,
)
from scanner.match.join import Found
from scanner.match.names import Name
from scanner.match.select import Judged
from scanner.match.sieve import Spot
from scanner.model.mention import Tier

SCORE: Final = 0.1
"""Of every such mention: what else the page says decides, and no model of names."""
_HANDLE: Final = frozenset("@#_=")


def find(
    text: str,
    spots: Iterable[Spot],
    named: Callable[[int], Name],
    standing: Sequence[Judged],
    agreement: Agreement,
) -> Iterator[Judged]:
    """The readings of lone surnames; none of a word that serves another reading, anywhere in the
    text, and none that names whom `standing` ones name."""
    taken = {key for found, _ in standing for key in taken_by(text, found)}
    told = {person for _, people in standing for person in people}
    for spot in spots:
        name = named(spot.name)
        word = reaching(text, spot.start, spot.end)
        people = tuple([each for each in name.bearers if each not in told])
        if (
            people
            and not name.is_spelling
            and taken.isdisjoint(word.keys)
            and not _is_handle(text, word)
            and is_whole(word, name.surname, agreement)
            and (len(name.surname.parts) > 1 or stands(text, word, name.surname))
            and is_surname_alone(text, word, name)
        ):
            parts = (seen(word, name, is_given=False), *initial_of(text, word, name))
            yield Found(name=name, parts=parts, traits=(), score=SCORE, tier=Tier.LOW), people


def _is_handle(text: str, word: Word) -> bool:
    """True for what somebody calls himself, and for a part of an address: @warsame, warsame.se."""
    beside = {text[word.start - 1 : word.start], text[word.end : word.end + 1]}
    tight = text[word.end : word.end + 1] == "." and text[word.end + 1 : word.end + 2].isalnum()
    return tight or not beside.isdisjoint(_HANDLE)
