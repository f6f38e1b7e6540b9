"""What one word of a text may be of a given name or a surname, whatever stands around it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from scanner.match.evidence import LAST_LATIN, Candidate, Evidence, called_bits, is_called
from scanner.match.lexicon import Role
from scanner.match.names import Part, Side
from scanner.match.words import key_of
from scanner.model.mention import PartForm, PartRole

Placed = tuple[int, Candidate]
"""How a word is a part of a name, and the part's position in it; `names.ALL` for all as one."""


class Agreed(NamedTuple):
    """What a word may be of a given name or surname."""

    parts: tuple[Placed, ...]
    nicknames: tuple[Placed, ...]


Agreement = Callable[[str, Side], Agreed]
"""What a folded word may be: `agreement`, or one that remembers its answers."""


def agreement(word: str, side: Side, *, evidence: Evidence) -> Agreed:
    """Whatever a folded word may be of a given name or surname."""
    role = _ROLES[side.role]
    parts = tuple(
        [
            (at, candidate)
            for at, part in side.placed
            if (candidate := evidence(word, part, role)) is not None
        ]
    )
    return Agreed(parts, tuple(_nicknames(word, side, evidence)) if side.nicknames else ())


_ROLES: Final = {PartRole.GIVEN: Role.GIVEN, PartRole.SURNAME: Role.SURNAME}


def _nicknames(word: str, side: Side, evidence: Evidence) -> Iterator[Placed]:
    key = key_of(word)
    near: Sequence[tuple[int, Part]] = side.nicknames
    if key[:1] <= LAST_LATIN:
        near = [each for each in near if is_called(key, each[1].key)]
    for at, part in near:
        candidate = evidence(word, part, Role.GIVEN)
        if candidate is None:
            continue
        if candidate.form in (PartForm.FOLDED, PartForm.INFLECTED):
            bits = min(candidate.bits, called_bits(key, side.parts[at].key))
            yield at, candidate._replace(form=PartForm.NICKNAME, bits=bits)
        elif candidate.form is PartForm.SCRIPT:
            yield at, candidate._replace(bits=candidate.bits - _BITS_OF_NICKNAME)


_BITS_OF_NICKNAME: Final = 4.0
"""Taken off a nickname in another script (as matching was measured on xscript_fa)."""
