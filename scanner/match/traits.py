"""What speaks for and against a guess: how its parts agree, their order and case, whose they are.

In: a stretch of text and a guess. Out: traits, which `score` weighs.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from scanner.match import common, score
from scanner.match.evidence import Edge
from scanner.match.gaps import Gap
from scanner.match.guess import Guess, Piece
from scanner.match.letters import HIDDEN
from scanner.match.lexicon import Role, role_bits
from scanner.match.neighbours import is_amid_initials, is_bound_to_other, is_thing
from scanner.match.order import in_order
from scanner.match.score import NEVER, Trait, Weighed
from scanner.match.text import Text
from scanner.match.words import LINKS, key_of
from scanner.model.mention import PartForm, PartRole

_MOST_SLIPS: Final = 3
"""In both parts together."""
_SHORTEST_FUZZY_LOWER: Final = 6
"""Letters of a word in small letters that may be a spelling twin or a slip."""


def traits(text: Text, guess: Guess) -> tuple[Weighed, ...] | None:
    """All that speaks for and against a guess; None where it cannot be."""
    found = []
    for each in _traits(text, guess):
        if each is NEVER:
            return None
        found.append(each)
    return tuple(found)


def _traits(text: Text, guess: Guess) -> Iterator[Weighed]:
    yield _ACROSS if _is_rendered(guess) else _FULL
    # Beside two words alone nothing tells; a name that stands so takes two fifths of the time.
    if text.has_neighbours or guess.surnames[0].place < guess.givens[0].place:
        yield from odd(text)
        yield from in_order(text, guess)
        yield from _whose(text, guess)
    if not guess.is_literal:
        yield from _forms(guess)
    yield from _agreement(guess)
    if text.has_neighbours or not guess.is_literal:
        yield from _edges(text, guess)
    yield from _case(text, guess)


_ACROSS: Final = Weighed(Trait.ACROSS)
_FULL: Final = Weighed(Trait.FULL)


def odd(text: Text) -> Iterator[Weighed]:
    """That the text is read in another way than it stands."""
    if text.odd:
        yield Weighed(Trait(text.odd.value))


def town(text: Text, place: int) -> Iterator[Weighed]:
    """That a whole name in one word stands as the name of a place does: Annaberg."""
    start, end = text.spans[place]
    beside = {text.source[start - 1 : start] if start else "", text.source[end : end + 1]}
    if text.source[start:end].istitle() and beside.isdisjoint(_HANDLED):
        yield Weighed(Trait.TOWN)


_HANDLED: Final = frozenset("@#_/=-0123456789")
"""Signs beside a handle or a part of an address."""


def _forms(guess: Guess) -> Iterator[Weighed]:
    """How parts stand there that do not stand letter by letter, and which are left out."""
    pieces = guess.pieces
    if guess.initials and (guess.fuzzy or len({piece.role for piece in guess.initials}) > 1):
        yield NEVER
    if guess.fuzzy and guess.slips > _MOST_SLIPS:
        yield NEVER
    for piece in pieces:
        candidate = piece.candidate
        if candidate.form is PartForm.FOLDED or piece in guess.initials[1:]:
            continue
        if piece.role is PartRole.SURNAME and candidate.form is PartForm.INITIAL:
            yield Weighed(Trait.SURNAME_INITIAL)
        elif candidate.form in _TRAITS:
            yield Weighed(_TRAITS[candidate.form], float(max(candidate.slips, 1)))
        if candidate.is_borne:
            yield Weighed(Trait.BORNE)
    if all(piece.candidate.form is PartForm.TYPO for piece in pieces):
        yield Weighed(Trait.TYPOS_BOTH)
    if guess.is_half_given:
        yield Weighed(Trait.HALF_GIVEN)
    if guess.is_half_surname:
        yield Weighed(Trait.HALF_SURNAME)


def _agreement(guess: Guess) -> Iterator[Weighed]:
    """How much the parts tell; between scripts bits are many and less sure."""
    candidates = [piece.candidate for piece in guess.pieces]
    bits = sorted([each.bits for each in candidates if each.form is not PartForm.INITIAL])
    if _is_rendered(guess):
        both = (
            min(sum(piece.candidate.bits for piece in role), _MOST_ACROSS)
            for role in (guess.givens, guess.surnames)
        )
        yield Weighed(Trait.SCRIPT, sum(both) / score.STRONG)
        if bits[0] <= _LEAST_SCRIPT:
            yield NEVER
    else:
        yield Weighed(Trait.WEAKEST, score.strength(bits[0]))
        yield Weighed(Trait.OTHERS, score.strength(sum(bits[1:])))


def _is_rendered(guess: Guess) -> bool:
    """True in another script; beside an initial a rendering tells what a Latin name does there."""
    return guess.is_across and not guess.initials


_MOST_ACROSS: Final = 14.0
"""Bits of a given name or a surname across scripts, at most: a long word that happens to agree does
not make up for a short one that does not (xscript_ar, xscript_fa, xscript_ru)."""
_LEAST_SCRIPT: Final = -3.0
"""Bits of a part in another script, at least (xscript_ar, xscript_fa, xscript_ru)."""

_TRAITS: Final = {
    PartForm.INFLECTED: Trait.INFLECTED,
    PartForm.VARIANT: Trait.VARIANT,
    PartForm.NICKNAME: Trait.NICKNAME,
    PartForm.TYPO: Trait.TYPO,
    PartForm.INITIAL: Trait.INITIAL,
}


def _edges(text: Text, guess: Guess) -> Iterator[Weighed]:
    """Endings close a name and proclitics open it; inside they belong to somebody else."""
    pieces = guess.pieces
    edges = [
        Edge.LAST if text.has_ending(piece.place) else piece.candidate.edge for piece in pieces
    ]
    if Edge.LAST not in edges and Edge.FIRST not in edges:
        return
    # "Annas Lunds": whoever gives both names an ending means one person.
    may_end = {len(edges) - 1}
    if edges[-1] is Edge.LAST:
        may_end.add(pieces.index(guess.givens[-1]))
    if any(edge is Edge.LAST and at not in may_end for at, edge in enumerate(edges)):
        yield NEVER
    if Edge.FIRST in edges[1:]:
        yield NEVER


def _case(text: Text, guess: Guess) -> Iterator[Weighed]:
    """Of capitals and small letters, which tell names from ordinary words."""
    pieces = guess.pieces
    lower = [text.is_lower(piece.place) for piece in pieces]
    if not (guess.initials or any(lower)):
        return
    initials = [piece.place for piece in guess.initials]
    tight = Gap.TIGHT in text.gaps(pieces[0].place, pieces[-1].place)
    if initials and (
        (any(lower) and not tight) or not all(_may_be_initial(text, place) for place in initials)
    ):
        yield NEVER
    if not any(lower):
        return
    if all(lower):
        yield from _in_small_letters(text, pieces, guess.fuzzy)
    elif not tight:
        yield NEVER if guess.fuzzy else Weighed(Trait.MIXED_CASE)


def _may_be_initial(text: Text, place: int) -> bool:
    # "I Berg" begins a sentence about a place; "I. Berg" names somebody, and "I-L Berg".
    bound = text.is_hyphened_before(place) or text.is_hyphened_before(place + 1)
    word = text.stem(place) in LINKS and not (bound or text.is_dotted(place))
    return (text.is_initial(place) or text.is_shouted(place)) and not word


def _in_small_letters(
    text: Text, pieces: Sequence[Piece], fuzzy: Sequence[Piece]
) -> Iterator[Weighed]:
    """Without capitals ordinary words look like names: only long words may be inexact.

    None is disguised.
    """
    stems = [stem for stem in (text.stem(piece.place) for piece in fuzzy) if HIDDEN not in stem]
    if len(stems) > 1 or any(len(stem) < _SHORTEST_FUZZY_LOWER for stem in stems):
        yield NEVER
    if all(_is_word_in_small(key_of(text.stem(piece.place))) for piece in pieces):
        yield Weighed(Trait.LOWER_WORDS)
    if fuzzy:
        yield Weighed(Trait.LOWER_FUZZY)


def _is_word_in_small(key: str) -> bool:
    """True for what in small letters is probably an ordinary word."""
    if key.isascii():
        return common.is_also_word(key)
    return role_bits(key, Role.WORD) > _WORD_ABROAD


_WORD_ABROAD: Final = -17.0
"""Bits of a word in another script: once in 130,000 words."""


def _whose(text: Text, guess: Guess) -> Iterator[Weighed]:
    """Who else, or what, bears what stands there: another's given name, a street."""
    if guess.initials and is_amid_initials(text, guess):
        yield NEVER
    elif is_bound_to_other(text, guess):
        # "Lars-Gunnar" is no half of "Karl-Gunnar".
        yield NEVER if guess.is_half_given else Weighed(Trait.OTHER_GIVEN)
    behind = guess.pieces[-1].place + 1
    if is_thing(text, guess.pieces[0].place, guess.pieces[-1].place):
        yield Weighed(Trait.THING)
    elif text.is_hyphened_before(behind):
        yield Weighed(Trait.GOES_ON)
