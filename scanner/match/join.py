"""Given names and surnames that stand together.

In: a text whose words are read. Out: `Found`s, best guesses that may overlap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final, NamedTuple

from scanner.match import common, score
from scanner.match.gaps import Gap
from scanner.match.names import ALL, Candidate, Edge, Fit, Name, NameIndex, Role
from scanner.match.text import Text
from scanner.match.words import LINKS, key_of
from scanner.model.mention import PartForm, PartRole, Tier
from scanner.text.particles import PARTICLES

FARTHEST: Final = 4
"""Words from a given name to its surname: up to three middle names or initials between."""
MOST_SLIPS: Final = 2
"""In both parts together."""
SHORTEST_FUZZY_LOWER: Final = 6
"""Letters of a word in small letters that may be a spelling twin or a slip."""
FUZZY: Final = (PartForm.VARIANT, PartForm.TYPO)


class Piece(NamedTuple):
    """A word of the text that is a part of a name."""

    place: int
    role: PartRole
    candidate: Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name in a text, its words in order, and how sure it is."""

    name: Name
    pieces: tuple[Piece, ...]
    score: float
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """A given name and a surname that may be one person's name."""

    name: Name
    givens: tuple[Piece, ...]
    surnames: tuple[Piece, ...]
    is_half_given: bool
    is_half_surname: bool
    is_initial: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(sorted(self.givens + self.surnames))

    @property
    def slips(self) -> int:
        return sum(piece.candidate.slips for piece in self.pieces)


def find(text: Text, index: NameIndex) -> Iterator[Found]:
    """Every reading of a text as a name of the index. Linear in the text's length."""
    for place, reading in text.readings.items():
        for candidate in reading.whole:
            yield from _one_word(index, place, candidate)
    for given, surname in _couples(text):
        for fit in index.fits(given.candidate.part, surname.candidate.part):
            found = _judged(text, _guess(text, index, fit, given, surname))
            if found:
                yield found


def _one_word(index: NameIndex, place: int, candidate: Candidate) -> Iterator[Found]:
    for name in index.wholes(candidate.part):
        whole = bool(name.surname)
        yield Found(
            name=name,
            pieces=(Piece(place, PartRole.SPELLING, candidate),),
            score=score.ONE_WORD if whole else score.NICKNAME_ALONE,
            tier=Tier.FULL if whole else Tier.LOW,
        )


def _couples(text: Text) -> Iterator[tuple[Piece, Piece]]:
    """Every possible given name with every possible surname within its reach."""
    for place, reading in text.readings.items():
        for other in _reach(text, place) if reading.given else ():
            for given in reading.given:
                for surname in text.readings[other].surname:
                    yield (
                        Piece(place, PartRole.GIVEN, given),
                        Piece(other, PartRole.SURNAME, surname),
                    )


def _reach(text: Text, place: int) -> Iterator[int]:
    """Places of possible surnames before and behind a given name, up to the next break."""
    for step in (1, -1):
        for other in range(place + step, place + step * (FARTHEST + 1), step):
            if text.gap(min(other, other - step)) is Gap.BREAK:
                break
            if other in text.readings:
                yield other


def _guess(text: Text, index: NameIndex, fit: Fit, given: Piece, surname: Piece) -> _Guess:
    name = fit.name
    is_initial = index.is_initial(given.candidate.part)
    givens = _run(text, index, Role.GIVEN, name.given, fit.given_at, given)
    surnames = _run(text, index, Role.SURNAME, name.surname, fit.surname_at, surname)
    return _Guess(
        name=name,
        givens=givens,
        surnames=surnames,
        is_half_given=fit.given_at != ALL and len(givens) < len(name.given),
        is_half_surname=fit.surname_at != ALL and len(surnames) < len(name.surname),
        is_initial=is_initial,
    )


def _run(
    text: Text, index: NameIndex, role: Role, keys: tuple[str, ...], at: int, found: Piece
) -> tuple[Piece, ...]:
    """A piece with the other parts of a double name that stand beside it in order."""
    run = {found.place: found}
    for step in (1, -1) if at != ALL else ():
        other = at + step
        while 0 <= other < len(keys):
            place = found.place + other - at
            candidate = text.candidate(place, index.part(role, keys[other]))
            joined = text.gap(min(place, place - step)) in (Gap.SPACE, Gap.TIGHT)
            if candidate is None or not joined:
                break
            run[place] = Piece(place, found.role, candidate)
            other += step
    return tuple(run[place] for place in sorted(run))


def _judged(text: Text, guess: _Guess) -> Found | None:
    """The guess with its score, unless that is too low to speak of."""
    factors = (_forms(guess), _edges(text, guess), _order(text, guess), _case(text, guess))
    other_given = _is_bound_to_other(text, guess)
    value = score.EXACT * prod(factors) * _halves(guess)
    if other_given:
        # "Lars-Gunnar" is no half of "Karl-Gunnar".
        value *= score.NEVER if guess.is_half_given else score.OTHER_GIVEN
    if value < score.LEAST:
        return None
    partial = guess.is_half_given or guess.is_half_surname or guess.is_initial or other_given
    return Found(
        name=guess.name,
        pieces=guess.pieces,
        score=value,
        tier=Tier.LOW if partial else Tier.FULL,
    )


def _forms(guess: _Guess) -> float:
    fuzzy = [piece for piece in guess.pieces if piece.candidate.form in FUZZY]
    if guess.slips > MOST_SLIPS or (guess.is_initial and fuzzy):
        return score.NEVER
    value = prod(score.FORM.get(piece.candidate.form, 1.0) for piece in guess.pieces)
    likely = prod(piece.candidate.likely for piece in guess.pieces)
    if likely < score.LEAST_LIKELY_SLIP:
        return score.NEVER
    return value * likely * (score.FORM[PartForm.INITIAL] if guess.is_initial else 1.0)


def _halves(guess: _Guess) -> float:
    given = score.HALF_GIVEN if guess.is_half_given else 1.0
    return given * score.HALF_SURNAME if guess.is_half_surname else given


def _edges(text: Text, guess: _Guess) -> float:
    """Endings close a name and proclitics open it; inside they belong to somebody else."""
    pieces = guess.pieces
    for piece in pieces:
        edge = Edge.LAST if text.has_ending(piece.place) else piece.candidate.edge
        if edge is Edge.LAST and piece is not pieces[-1]:
            return score.NEVER
        if edge is Edge.FIRST and piece is not pieces[0]:
            return score.NEVER
    return 1.0


def _order(text: Text, guess: _Guess) -> float:
    if guess.givens[-1].place < guess.surnames[0].place:
        return _in_order(text, guess)
    if guess.surnames[-1].place + 1 == guess.givens[0].place:
        return _reversed(text, guess)
    return score.NEVER


def _in_order(text: Text, guess: _Guess) -> float:
    first, last = guess.givens[0].place, guess.surnames[-1].place
    middles = range(guess.givens[-1].place + 1, guess.surnames[0].place)
    lines = 0
    for place in range(first, last):
        gap = text.gap(place)
        lines += gap is Gap.LINE
        dotted = gap is Gap.DOT and text.is_initial(place)
        quoted = gap is Gap.QUOTE and len(middles) > 0
        if not (gap in (Gap.SPACE, Gap.TIGHT, Gap.LINE) or dotted or quoted):
            return score.NEVER
    if guess.is_initial and _is_amid_name(text, first):
        return score.NEVER
    if lines and (lines > 1 or middles or _is_listed(text, first, last)):
        return score.NEVER
    between = [_middle(text, guess, place) for place in middles]
    if between.count(score.MIDDLE_UNCASED) > 1:
        return score.NEVER
    value = prod(between) * (score.LINE if lines else 1.0)
    return value * (score.SECOND_GIVEN if _is_second_given(text, first) else 1.0)


def _middle(text: Text, guess: _Guess, place: int) -> float:
    """Of a word between given name and surname."""
    if text.is_initial(place) or key_of(text.stem(place)) in PARTICLES:
        return score.MIDDLE
    if guess.is_initial or text.stem(place) in LINKS:
        return score.NEVER
    if text.is_capital(place):
        # In a line of capitals every verb has one.
        shouted = text.is_shouted(place) and text.is_shouted(guess.givens[0].place)
        return score.MIDDLE_UNCASED if shouted else score.MIDDLE
    return score.NEVER if text.is_lower(place) else score.MIDDLE_UNCASED


def _reversed(text: Text, guess: _Guess) -> float:
    place = guess.surnames[-1].place
    gap = text.gap(place)
    if gap not in (Gap.SPACE, Gap.TIGHT, Gap.COMMA) or guess.slips > 1:
        return score.NEVER
    if guess.is_initial and not text.is_dotted(place + 1):
        return score.NEVER
    first, last = guess.surnames[0].place, guess.givens[-1].place
    if _is_amid_name(text, first):
        return score.NEVER  # "Anna Berg, Erik Lind" does not name Erik Berg
    if gap is Gap.COMMA and _is_enumerated(text, first, last):
        return score.NEVER  # "Omar, Farah, Ali" are three people
    if text.is_lower(first):
        return score.REVERSED_LOWER
    more = text.gap(last) is Gap.SPACE and text.is_capital(last + 1)
    return score.REVERSED * (score.REVERSED_AND_MORE if more else 1.0)


def _is_amid_name(text: Text, place: int) -> bool:
    """True if a capitalised word runs on into this one, as a given name would."""
    before = place - 1
    joined = text.gap(before) in (Gap.SPACE, Gap.DOT)
    return joined and text.is_capital(before) and text.stem(before) not in LINKS


def _is_second_given(text: Text, place: int) -> bool:
    """True if another given name stands before: "Anna Karin Berg" is seldom a Karin Berg."""
    before = place - 1
    joined = text.gap(before) is Gap.SPACE and text.is_capital(before)
    return joined and key_of(text.stem(before)) in common.GIVEN


def _outer_gaps(text: Text, first: int, last: int) -> tuple[Gap, Gap]:
    """What stands before and behind a name, where a capitalised word stands beyond it."""
    before, behind = text.gap(first - 1), text.gap(last)
    return (
        before if before is not Gap.BREAK and text.is_capital(first - 1) else Gap.BREAK,
        behind if behind is not Gap.BREAK and text.is_capital(last + 1) else Gap.BREAK,
    )


def _is_enumerated(text: Text, first: int, last: int) -> bool:
    """True if a comma parts the words from another name that many bear."""
    beyond = zip(_outer_gaps(text, first, last), (first - 1, last + 1), strict=True)
    return any(
        gap is Gap.COMMA and key_of(text.stem(place)) in common.NAMES for gap, place in beyond
    )


def _is_listed(text: Text, first: int, last: int) -> bool:
    """True if more words of names go on before or behind: "Berg Anna⏎Lind Erik" is a list."""
    goes_on = (Gap.SPACE, Gap.TIGHT, Gap.COMMA, Gap.DOT)
    return any(gap in goes_on for gap in _outer_gaps(text, first, last))


def _case(text: Text, guess: _Guess) -> float:
    pieces = guess.pieces
    lower = [text.is_lower(piece.place) for piece in pieces]
    fuzzy = [piece for piece in pieces if piece.candidate.form in FUZZY]
    if guess.is_initial and (any(lower) or not _may_be_initial(text, guess.givens[0].place)):
        return score.NEVER
    if not any(lower):
        return 1.0
    if all(lower):
        return _in_small_letters(text, pieces, fuzzy)
    tight = Gap.TIGHT in text.gaps(pieces[0].place, pieces[-1].place)
    return 1.0 if tight else score.NEVER if fuzzy else score.MIXED_CASE


def _may_be_initial(text: Text, place: int) -> bool:
    # "I Berg" begins a sentence about a place; "I. Berg" names somebody.
    word = text.stem(place) in LINKS and not text.is_dotted(place)
    return text.is_initial(place) and not word


def _in_small_letters(text: Text, pieces: Sequence[Piece], fuzzy: Sequence[Piece]) -> float:
    """Without capitals ordinary words look like names: only long words may be inexact."""
    stems = [text.stem(piece.place) for piece in fuzzy]
    if len(fuzzy) > 1 or any(len(stem) < SHORTEST_FUZZY_LOWER for stem in stems):
        return score.NEVER
    words = all(key_of(text.stem(piece.place)) in common.WORDS for piece in pieces)
    return (score.LOWER_WORDS if words else 1.0) * score.LOWER_FUZZY ** len(fuzzy)


def _is_bound_to_other(text: Text, guess: _Guess) -> bool:
    """True if a hyphen binds the given name to a word that is no part of the name."""
    places = {piece.place for piece in guess.pieces}
    first, behind = guess.givens[0].place, guess.givens[-1].place + 1
    if text.is_hyphened_before(first) and first - 1 not in places:
        return True
    return behind not in places and behind < len(text.words) and text.is_hyphened_before(behind)
