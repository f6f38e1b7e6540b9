"""Given names and surnames that stand together.

In: a stretch of text and a name that may stand in it. Out: `Found`s, guesses that may overlap.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

from scanner.match import common, score
from scanner.match.evidence import Candidate, Edge
from scanner.match.gaps import Gap
from scanner.match.lexicon import Role
from scanner.match.names import ALL, Name, Part, as_one_word
from scanner.match.score import Trait, Weighed
from scanner.match.text import Text
from scanner.match.words import LINKS, key_of
from scanner.model.mention import PartForm, PartRole, Tier
from scanner.text.particles import PARTICLES

FARTHEST: Final = 4
"""Words from a given name to its surname: up to three middle names or initials between."""
MOST_SLIPS: Final = 3
"""In both parts together."""
SHORTEST_FUZZY_LOWER: Final = 6
"""Letters of a word in small letters that may be a spelling twin or a slip."""
SHORT: Final = 6
"""Letters below which another name is never far."""
FUZZY: Final = (PartForm.VARIANT, PartForm.TYPO)

Evidence = Callable[[str, Part, Role], Candidate | None]
"""How a folded word is a part of a name (`evidence.evidence`)."""


class Piece(NamedTuple):
    """A word of the text that is a part of a name."""

    place: int
    role: PartRole
    candidate: Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name in a text, its words in order, and how sure it is."""

    name: Name
    text: Text
    pieces: tuple[Piece, ...]
    traits: tuple[Weighed, ...]
    score: float
    tier: Tier

    @property
    def has_initial(self) -> bool:
        """True where only the first letter of a part stands there."""
        return any(piece.candidate.form is PartForm.INITIAL for piece in self.pieces)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand in the whole text."""
        return tuple(self.text.spans[piece.place] for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """A given name and a surname that may be one person's name."""

    name: Name
    givens: tuple[Piece, ...]
    surnames: tuple[Piece, ...]
    is_half_given: bool
    is_half_surname: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(sorted(self.givens + self.surnames, key=attrgetter("place")))

    @property
    def initials(self) -> tuple[Piece, ...]:
        """Where only a first letter stands."""
        return tuple(piece for piece in self.pieces if piece.candidate.form is PartForm.INITIAL)

    @property
    def slips(self) -> int:
        return sum(piece.candidate.slips for piece in self.pieces)


_NEVER: Final = Weighed(Trait.NEVER)
"""What stands there cannot be this name."""


def find(text: Text, name: Name, places: range, evidence: Evidence) -> Iterator[Found]:
    """Every reading of the words at some places as a name; further words are surroundings only.

    Linear in the number of places.
    """
    yield from _one_word(text, name, places)
    if not name.given or not name.surname:
        return
    givens = [
        *_pieces(text, name.givens, PartRole.GIVEN, places, evidence),
        *_initials(text, name.given[0], PartRole.GIVEN, places),
        *_nicknames(text, name, places, evidence),
    ]
    surnames: defaultdict[int, list[tuple[int, Piece]]] = defaultdict(list)
    if givens:
        told = _pieces(text, name.surnames, PartRole.SURNAME, places, evidence)
        for at, piece in (*told, *_initials(text, name.surname[0], PartRole.SURNAME, places)):
            surnames[piece.place].append((at, piece))
    for given_at, given in givens:
        for place in _reach(text, given.place):
            for surname in surnames.get(place, ()):
                guess = _guess(text, name, (given_at, given), surname, evidence)
                traits = tuple(_traits(text, guess))
                if _NEVER not in traits:
                    yield from _told(text, guess, traits)


def _reach(text: Text, place: int) -> Iterator[int]:
    """Places of possible surnames before and behind a given name, up to the next break."""
    for step in (1, -1):
        for other in range(place + step, place + step * (FARTHEST + 1), step):
            if text.gap(min(other, other - step)) is Gap.BREAK:
                break
            yield other


def _told(text: Text, guess: _Guess, traits: tuple[Weighed, ...]) -> Iterator[Found]:
    value = score.probability(traits)
    if value >= score.LEAST:
        partial = any(each.trait in _PARTIAL for each in traits)
        yield Found(
            name=guess.name,
            text=text,
            pieces=guess.pieces,
            traits=traits,
            score=value,
            tier=Tier.LOW if partial else Tier.FULL,
        )


_PARTIAL: Final = (
    Trait.INITIAL,
    Trait.SURNAME_INITIAL,
    Trait.HALF_GIVEN,
    Trait.HALF_SURNAME,
    Trait.OTHER_GIVEN,
    Trait.THING,
)
"""What shows less than her whole name."""


def _one_word(text: Text, name: Name, places: range) -> Iterator[Found]:
    """The whole name as a handle or hashtag; a nickname as it stands alone."""
    wholes = as_one_word(name)
    for place in places if wholes else ():
        if key_of(text.stem(place)) in wholes:
            is_whole = bool(name.surname)
            alone = Weighed(Trait.ONE_WORD if is_whole else Trait.NICKNAME_ALONE)
            traits = (alone, *_odd(text))
            yield Found(
                name=name,
                text=text,
                pieces=(Piece(place, PartRole.SPELLING, _ITSELF),),
                traits=traits,
                score=score.probability(traits),
                tier=Tier.FULL if is_whole else Tier.LOW,
            )


_ITSELF: Final = Candidate(PartForm.FOLDED, score.STRONG, Edge.ANYWHERE, 0)
_ROLES: Final = {PartRole.GIVEN: Role.GIVEN, PartRole.SURNAME: Role.SURNAME}


def _pieces(
    text: Text,
    parts: Sequence[tuple[int, Part]],
    role: PartRole,
    places: range,
    evidence: Evidence,
) -> Iterator[tuple[int, Piece]]:
    """Words that are a part of the name, each with the part's position."""
    for place in places:
        stem = text.stem(place)
        for at, part in parts:
            candidate = evidence(stem, part, _ROLES[role])
            if candidate:
                yield at, Piece(place, role, candidate)


def _initials(text: Text, part: Part, role: PartRole, places: range) -> Iterator[tuple[int, Piece]]:
    for place in places:
        if text.is_initial(place) and key_of(text.stem(place)) == part.key[:1] != part.key:
            yield ALL, Piece(place, role, _INITIAL)


def _nicknames(
    text: Text, name: Name, places: range, evidence: Evidence
) -> Iterator[tuple[int, Piece]]:
    for at, piece in _pieces(text, name.nicknames, PartRole.GIVEN, places, evidence):
        candidate = piece.candidate
        if candidate.form in (PartForm.FOLDED, PartForm.INFLECTED):
            yield at, piece._replace(candidate=candidate._replace(form=PartForm.NICKNAME))
        elif candidate.form is PartForm.SCRIPT:
            less = candidate._replace(bits=candidate.bits - _BITS_OF_NICKNAME)
            yield at, piece._replace(candidate=less)


_BITS_OF_NICKNAME: Final = 4.0
"""Taken off a nickname in another script (as matching was measured on xscript_fa)."""
_INITIAL: Final = Candidate(PartForm.INITIAL, score.STRONG, Edge.ANYWHERE, 0)


def _guess(
    text: Text,
    name: Name,
    given: tuple[int, Piece],
    surname: tuple[int, Piece],
    evidence: Evidence,
) -> _Guess:
    givens = _run(text, name.given, given, evidence)
    surnames = _run(text, name.surname, surname, evidence)
    return _Guess(
        name=name,
        givens=givens,
        surnames=surnames,
        is_half_given=given[0] != ALL and len(givens) < len(name.given),
        is_half_surname=surname[0] != ALL and len(surnames) < len(name.surname),
    )


def _run(
    text: Text, parts: Sequence[Part], found: tuple[int, Piece], evidence: Evidence
) -> tuple[Piece, ...]:
    """A piece with the other parts of a double name that stand beside it in order."""
    at, piece = found
    run = {piece.place: piece}
    for step in (1, -1) if at != ALL else ():
        other, place = at + step, _next(text, piece.place, step)
        while 0 <= other < len(parts) and place is not None:
            candidate = evidence(text.stem(place), parts[other], _ROLES[piece.role])
            if candidate is None:
                break
            run[place] = Piece(place, piece.role, candidate)
            other, place = other + step, _next(text, place, step)
    return tuple(run[place] for place in sorted(run))


def _next(text: Text, place: int, step: int) -> int | None:
    """The next word of a double name: beside this one, or behind a particle ("Bin")."""
    for other in (place + step, place + 2 * step):
        if text.gap(min(other, other - step)) not in (Gap.SPACE, Gap.TIGHT):
            return None
        if key_of(text.stem(other)) not in PARTICLES:
            return other
    return None


def _traits(text: Text, guess: _Guess) -> Iterator[Weighed]:
    """What speaks for and against a guess."""
    yield Weighed(Trait.ACROSS if _is_across(guess) else Trait.FULL)
    yield from _odd(text)
    yield from _forms(guess)
    yield from _edges(text, guess)
    yield from _order(text, guess)
    yield from _case(text, guess)
    yield from _whose(text, guess)


def _is_across(guess: _Guess) -> bool:
    return any(piece.candidate.form is PartForm.SCRIPT for piece in guess.pieces)


def _odd(text: Text) -> Iterator[Weighed]:
    if text.odd:
        yield Weighed(Trait(text.odd.value))


def _forms(guess: _Guess) -> Iterator[Weighed]:
    pieces = guess.pieces
    fuzzy = [piece for piece in pieces if piece.candidate.form in FUZZY]
    if guess.slips > MOST_SLIPS or (guess.initials and fuzzy) or len(guess.initials) > 1:
        yield _NEVER
        return
    yield from _agreement(guess)
    for piece in pieces:
        candidate = piece.candidate
        if piece.role is PartRole.SURNAME and candidate.form is PartForm.INITIAL:
            yield Weighed(Trait.SURNAME_INITIAL)
        elif candidate.form in _TRAITS:
            yield Weighed(_TRAITS[candidate.form], float(max(candidate.slips, 1)))
        if candidate.is_borne:
            yield Weighed(Trait.BORNE)
    slipped = [piece for piece in pieces if piece.candidate.form is PartForm.TYPO]
    if slipped and len(slipped) == len(pieces):
        yield Weighed(Trait.TYPOS_BOTH)


def _agreement(guess: _Guess) -> Iterator[Weighed]:
    """How much the parts tell; between scripts bits are many and less sure."""
    told = [piece.candidate for piece in guess.pieces if piece.candidate.form is not _INITIAL.form]
    bits = sorted(candidate.bits for candidate in told)
    if _is_across(guess):
        both = (
            min(sum(piece.candidate.bits for piece in role), MOST_ACROSS)
            for role in (guess.givens, guess.surnames)
        )
        yield Weighed(Trait.SCRIPT, sum(both) / score.STRONG)
        if bits[0] <= _LEAST_SCRIPT:
            yield _NEVER
    else:
        yield Weighed(Trait.WEAKEST, score.strength(bits[0]))
        yield Weighed(Trait.OTHERS, score.strength(sum(bits[1:])))


MOST_ACROSS: Final = 14.0
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


def _edges(text: Text, guess: _Guess) -> Iterator[Weighed]:
    """Endings close a name and proclitics open it; inside they belong to somebody else."""
    pieces = guess.pieces
    edges = [
        Edge.LAST if text.has_ending(piece.place) else piece.candidate.edge for piece in pieces
    ]
    # "Annas Lunds": whoever gives both names an ending means one person.
    may_end = {len(edges) - 1}
    if edges[-1] is Edge.LAST:
        may_end.add(pieces.index(guess.givens[-1]))
    if any(edge is Edge.LAST and at not in may_end for at, edge in enumerate(edges)):
        yield _NEVER
    if Edge.FIRST in edges[1:]:
        yield _NEVER


def _order(text: Text, guess: _Guess) -> Iterator[Weighed]:
    if guess.givens[-1].place < guess.surnames[0].place:
        yield from _in_order(text, guess)
    elif guess.surnames[-1].place + 1 == guess.givens[0].place:
        yield from _reversed(text, guess)
    else:
        yield _NEVER


def _in_order(text: Text, guess: _Guess) -> Iterator[Weighed]:
    first, last = guess.givens[0].place, guess.surnames[-1].place
    middles = range(guess.givens[-1].place + 1, guess.surnames[0].place)
    gaps = text.gaps(first, last)
    if not all(_may_part(text, gap, first + step, middles) for step, gap in enumerate(gaps)):
        yield _NEVER
    if guess.initials and _is_amid_name(text, first):
        yield _NEVER
    if guess.surnames[-1] in guess.initials and _is_middle(text, last):
        yield _NEVER
    lines = gaps.count(Gap.LINE)
    if lines > 1 or (lines and (middles or _is_listed(text, first, last))):
        yield _NEVER
    between = [_middle(text, guess, place, middles) for place in middles]
    if between.count(Weighed(Trait.MIDDLE_UNCASED)) > 1:
        yield _NEVER
    if middles and _is_across(guess):
        yield Weighed(Trait.MIDDLE_ACROSS, float(len(middles)))
    yield from between
    if lines:
        yield Weighed(Trait.LINE)
    if _is_second_given(text, first):
        yield Weighed(Trait.SECOND_GIVEN)


def _may_part(text: Text, gap: Gap, place: int, middles: range) -> bool:
    """True if this may stand between a word of a name and the next."""
    if gap is Gap.DOT:
        return text.is_initial(place)
    if gap is Gap.QUOTE:
        return len(middles) > 0
    return gap in (Gap.SPACE, Gap.TIGHT, Gap.LINE, Gap.QUOTED)


def _middle(text: Text, guess: _Guess, place: int, middles: range) -> Weighed:
    """Of a word between given name and surname."""
    if text.is_initial(place) or key_of(text.stem(place)) in PARTICLES:
        return Weighed(Trait.MIDDLE)
    bracketed = text.gap(middles[0] - 1) is Gap.QUOTE is text.gap(middles[-1])
    if guess.initials or (text.stem(place) in LINKS and not bracketed):
        return _NEVER
    if text.is_capital(place):
        # In a line of capitals every verb has one.
        shouted = text.is_shouted(place) and text.is_shouted(guess.givens[0].place)
        return Weighed(Trait.MIDDLE_UNCASED if shouted else Trait.MIDDLE)
    return Weighed(Trait.MIDDLE_UNCASED) if bracketed or not text.is_lower(place) else _NEVER


def _reversed(text: Text, guess: _Guess) -> Iterator[Weighed]:
    place = guess.surnames[-1].place
    gap = text.gap(place)
    if gap not in (Gap.SPACE, Gap.TIGHT, Gap.COMMA) or guess.slips > 1:
        yield _NEVER
    if guess.initials and not text.is_dotted(place + 1):
        yield _NEVER
    first, last = guess.surnames[0].place, guess.givens[-1].place
    if _is_amid_name(text, first):
        yield _NEVER  # "Anna Berg, Erik Lind" does not name Erik Berg
    if gap is Gap.COMMA and _is_enumerated(text, first, last):
        yield _NEVER  # "Omar, Farah, Ali" are three people
    if text.is_lower(first) and gap is not Gap.TIGHT:
        yield Weighed(Trait.REVERSED_LOWER)
        return
    if not guess.initials:  # "Berg, A." is how lists have it.
        yield Weighed(Trait.REVERSED)
    if text.gap(last) is Gap.SPACE and text.is_capital(last + 1):
        yield Weighed(Trait.REVERSED_AND_MORE)


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


def _case(text: Text, guess: _Guess) -> Iterator[Weighed]:
    pieces = guess.pieces
    lower = [text.is_lower(piece.place) for piece in pieces]
    fuzzy = [piece for piece in pieces if piece.candidate.form in FUZZY]
    initials = [piece.place for piece in guess.initials]
    if initials and (any(lower) or not all(_may_be_initial(text, place) for place in initials)):
        yield _NEVER
    if not any(lower):
        return
    if all(lower):
        yield from _in_small_letters(text, pieces, fuzzy)
    elif Gap.TIGHT not in text.gaps(pieces[0].place, pieces[-1].place):
        yield _NEVER if fuzzy else Weighed(Trait.MIXED_CASE)


def _is_middle(text: Text, place: int) -> bool:
    """True for the W of "Anders W Jonsson"."""
    return text.gap(place) in (Gap.SPACE, Gap.DOT) and text.is_capital(place + 1)


def _may_be_initial(text: Text, place: int) -> bool:
    # "I Berg" begins a sentence about a place; "I. Berg" names somebody.
    word = text.stem(place) in LINKS and not text.is_dotted(place)
    return text.is_initial(place) and not word


def _in_small_letters(
    text: Text, pieces: Sequence[Piece], fuzzy: Sequence[Piece]
) -> Iterator[Weighed]:
    """Without capitals ordinary words look like names: only long words may be inexact."""
    stems = [text.stem(piece.place) for piece in fuzzy]
    if len(fuzzy) > 1 or any(len(stem) < SHORTEST_FUZZY_LOWER for stem in stems):
        yield _NEVER
    if all(key_of(text.stem(piece.place)) in common.WORDS for piece in pieces):
        yield Weighed(Trait.LOWER_WORDS)
    if fuzzy:
        yield Weighed(Trait.LOWER_FUZZY)


def _whose(text: Text, guess: _Guess) -> Iterator[Weighed]:
    """Who else, or what, bears what stands there: halves, another's given name, a street."""
    if _is_bound_to_other(text, guess):
        # "Lars-Gunnar" is no half of "Karl-Gunnar".
        yield _NEVER if guess.is_half_given else Weighed(Trait.OTHER_GIVEN)
    behind = guess.pieces[-1].place + 1
    if behind < len(text.words) and text.is_hyphened_before(behind):
        yield Weighed(Trait.GOES_ON)
    if _is_thing(text, guess.pieces[-1].place):
        yield Weighed(Trait.THING)
    if guess.is_half_given:
        yield Weighed(Trait.HALF_GIVEN)
    if guess.is_half_surname:
        yield Weighed(Trait.HALF_SURNAME)


_PLACE: Final = """
gata gatan vag vagen torg torget plats platsen park parken grand stig stigen skola skolan
stiftelse stiftelsen fond fonden stipendium stipendiet pris priset hus huset
"""
_COMPANY: Final = "ab hb kb aktiebolag handelsbolag ltd inc gmbh oy"
_PLACES: Final = frozenset(_PLACE.split())
_COMPANIES: Final = frozenset(_COMPANY.split())
"""Keys of words behind a name that make it the name of something."""
_LONGEST_COMPANY: Final = 3
"""Words of a company's name behind its owner's."""


def _is_thing(text: Text, last: int) -> bool:
    """True for "Anna Lindbergs plats" and "Anna Lindbergs Bil AB"."""
    for place in range(last, last + _LONGEST_COMPANY):
        if text.gap(place) is not Gap.SPACE:
            return False
        word = key_of(text.stem(place + 1))
        if word in _COMPANIES or (place == last and word in _PLACES):
            return True
        if not text.is_capital(place + 1):
            return False
    return False


def _is_bound_to_other(text: Text, guess: _Guess) -> bool:
    """True if a hyphen binds the given name to a word that is no part of the name."""
    places = {piece.place for piece in guess.pieces}
    first, behind = guess.givens[0].place, guess.givens[-1].place + 1
    if text.is_hyphened_before(first) and first - 1 not in places:
        return True
    return behind not in places and behind < len(text.words) and text.is_hyphened_before(behind)
