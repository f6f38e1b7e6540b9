"""Given names and surnames that stand together.

In: a stretch of text and a name that may stand in it. Out: `Found`s, guesses that may overlap.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from scanner.match import score
from scanner.match.agreement import Agreement
from scanner.match.edits import Odd
from scanner.match.evidence import Candidate, Edge
from scanner.match.gaps import Gap
from scanner.match.glued import stretch_of
from scanner.match.guess import Guess, Piece
from scanner.match.names import ALL, Name, Side, as_one_word, initials, with_initial
from scanner.match.score import Trait, Weighed
from scanner.match.scripts import may_begin
from scanner.match.text import Text
from scanner.match.traits import odd, town, traits
from scanner.match.words import TITLES, key_of
from scanner.model.mention import PartForm, PartMatch, PartRole, Tier
from scanner.text.fold import bare
from scanner.text.particles import PARTICLES

_Placed = tuple[int, Piece]
"""A word that is a part, and the part's position in the name."""


class Seen(NamedTuple):
    """A `PartMatch`, which takes three times as long to make."""

    role: PartRole
    form: PartForm
    start: int
    end: int


class Found(NamedTuple):
    """A name in a text, and how sure it is."""

    name: Name
    parts: tuple[Seen, ...]
    """As they stand."""
    traits: tuple[Weighed, ...]
    score: float
    tier: Tier
    begins: int = 0
    """Where in the text its parts are counted from."""
    is_apart: bool = False
    """True where its parts stand in two places, and what is between is no name."""

    @property
    def span(self) -> tuple[int, int]:
        """Where in the text it stands."""
        return self.begins + self.parts[0].start, self.begins + self.parts[-1].end

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where in the text its words stand."""
        begins = self.begins
        return tuple([(begins + part.start, begins + part.end) for part in self.parts])

    def counted(self, form: PartForm) -> int:
        """How many parts are of a form."""
        return sum(part.form is form for part in self.parts)

    def at(self, begins: int) -> "Found":
        """The same in a stretch that begins elsewhere in the text."""
        return Found(self.name, self.parts, self.traits, self.score, self.tier, begins)

    def placed(self) -> tuple[PartMatch, ...]:
        """Its parts, counted from the beginning of the text."""
        return tuple(
            PartMatch(
                role=part.role,
                form=part.form,
                start=self.begins + part.start,
                end=self.begins + part.end,
            )
            for part in self.parts
        )


def find(
    text: Text, name: Name, stretches: Collection[range], agreement: Agreement
) -> Iterator[Found]:
    """The readings of stretches of words as a name. Further words are surroundings only."""
    guessed: set[tuple[_Placed, _Placed]] = set()
    for places in stretches:
        if len(places) == 1:
            yield from _one_word(text, name, places[0])
        elif name.given.parts and name.surname.parts:
            for both in _both(text, name, places, agreement):
                # Where she is named on and on, each stretch lies over four others.
                if len(stretches) > 1:
                    if both in guessed:
                        continue
                    guessed.add(both)
                guess = _guess(text, name, *both, agreement)
                weighed = traits(text, guess)
                if weighed:
                    yield from _told(text, guess, weighed)


def _both(
    text: Text, name: Name, places: range, agreement: Agreement
) -> Iterable[tuple[_Placed, _Placed]]:
    """Each two words that may be a given name and a surname of hers."""
    surnames = _pieces(text, name.surname, places, agreement)
    givens = _givens_beside(text, name, places, surnames, agreement)
    if surnames and not givens and len(name.surname.parts) > 1:
        # Of a double surname the sieve may have seen both halves, and not the given name beside.
        places = range(max(places.start - 1, 0), min(places.stop + 1, len(text.words)))
        givens = _givens_beside(text, name, places, surnames, agreement)
    return (
        (given, surname)
        for given, surname in product(givens, surnames)
        if given[1].place != surname[1].place
    )


def _givens_beside(
    text: Text, name: Name, places: range, surnames: Sequence[_Placed], agreement: Agreement
) -> list[_Placed]:
    """Given names beside surnames; none where there is no surname, or at its own place only."""
    taken = {piece.place for _, piece in surnames}
    beside = [place for place in places if len(taken) > 1 or place not in taken]
    return _pieces(text, name.given, beside, agreement) if taken else []


def _told(text: Text, guess: Guess, weighed: tuple[Weighed, ...]) -> Iterator[Found]:
    value = score.probability(weighed)
    if value >= score.LEAST:
        partial = not _PARTIAL.isdisjoint([trait for trait, _ in weighed])
        yield Found(
            name=guess.name,
            parts=tuple([_seen(text, guess.name, piece) for piece in guess.pieces]),
            traits=weighed,
            score=value,
            tier=Tier.LOW if partial else Tier.FULL,
        )


def _seen(text: Text, name: Name, piece: Piece) -> Seen:
    role = PartRole.SPELLING if name.is_spelling else piece.role
    return Seen(role, _form(text, name, piece), *text.spans[piece.place])


def _form(text: Text, name: Name, piece: Piece) -> PartForm:
    form = piece.candidate.form
    if form is not PartForm.FOLDED:
        return form
    if text.has_ending(piece.place):
        return PartForm.INFLECTED
    return PartForm.EXACT if name.has_written(text.written(piece.place)) else form


_PARTIAL: Final = frozenset(
    (
        Trait.INITIAL,
        Trait.SURNAME_INITIAL,
        Trait.HALF_GIVEN,
        Trait.HALF_SURNAME,
        Trait.OTHER_GIVEN,
        Trait.THING,
    )
)
"""What shows less than her whole name."""


def _one_word(text: Text, name: Name, place: int) -> Iterator[Found]:
    """The name as a handle or hashtag; a nickname as it stands alone."""
    alone = _alone(text, name, place)
    if alone:
        placed = tuple(town(text, place)) if alone is Trait.ONE_WORD else ()
        weighed = (Weighed(alone), *odd(text), *placed)
        form = _INITIALLED if alone is Trait.INITIAL_ONE_WORD else _ITSELF
        piece = Piece(place, PartRole.SPELLING, form)
        yield Found(
            name=name,
            parts=(_seen(text, name, piece),),
            traits=weighed,
            score=score.probability(weighed),
            tier=Tier.FULL if alone is Trait.ONE_WORD and not placed else Tier.LOW,
        )
    else:
        yield from _glued(text, name, place)


def _glued(text: Text, name: Name, place: int) -> Iterator[Found]:
    """The whole name inside a longer word."""
    stretch = stretch_of(bare(text.stem(place)), name)
    if stretch:
        start, end = text.within(place, *stretch)
        weighed = (Weighed(Trait.ONE_WORD), Weighed(Trait.GLUED), *odd(text))
        yield Found(
            name=name,
            parts=(Seen(PartRole.SPELLING, _ITSELF.form, start, end),),
            traits=weighed,
            score=score.probability(weighed),
            tier=Tier.FULL,
        )


def _alone(text: Text, name: Name, place: int) -> Trait | None:
    key = key_of(text.stem(place))
    if key in as_one_word(name):
        return Trait.ONE_WORD if name.surname.parts else Trait.NICKNAME_ALONE
    # "@warsame" is no awarsame
    initial = text.odd is not Odd.LEET and key in with_initial(name)
    return Trait.INITIAL_ONE_WORD if initial else None


_ITSELF: Final = Candidate(PartForm.FOLDED, score.STRONG, Edge.ANYWHERE, 0)
_INITIALLED: Final = _ITSELF._replace(form=PartForm.INITIAL)


def _pieces(text: Text, side: Side, places: Iterable[int], agreement: Agreement) -> list[_Placed]:
    """Which words may be of a given name or a surname, how, and which part of it."""
    found: list[_Placed] = []
    for place in places:
        stem = text.stem(place)
        for some in agreement(stem, side):
            for at, candidate in some:
                found.append((at, Piece(place, side.role, candidate)))
        if _is_initial_of(text, side, 0, place) or _are_initials_of(text, side, place):
            found.append((ALL, Piece(place, side.role, _INITIAL)))
    return found


def _is_initial_of(text: Text, side: Side, at: int, place: int) -> bool:
    stem = text.stem(place)
    if len(stem) != 1 or not text.is_initial(place):
        return False
    part = side.parts[at]
    if key_of(stem) == part.key[:1] != part.key:
        return True
    # Without a full stop such a letter is a word: С Анной, و انا.
    return text.is_dotted(place) and stem not in TITLES and may_begin(part.folded, stem)


def _are_initials_of(text: Text, side: Side, place: int) -> bool:
    """True for those of a double given name, in capitals: "PO Berg"."""
    stem = text.stem(place)
    return len(stem) == 2 and key_of(stem) in initials(side) and text.is_shouted(place)


_INITIAL: Final = Candidate(PartForm.INITIAL, score.STRONG, Edge.ANYWHERE, 0)


def _guess(text: Text, name: Name, given: _Placed, surname: _Placed, agreement: Agreement) -> Guess:
    givens = _run(text, name.given, given, agreement)
    surnames = _run(text, name.surname, surname, agreement)
    return Guess.of(
        name,
        givens,
        surnames,
        is_half_given=given[0] != ALL and len(givens) < len(name.given.parts),
        is_half_surname=surname[0] != ALL and len(surnames) < len(name.surname.parts),
    )


def _run(text: Text, side: Side, found: _Placed, agreement: Agreement) -> tuple[Piece, ...]:
    """A piece with the other parts of a double name that stand beside it in order."""
    at, piece = found
    if len(side.parts) == 1:
        return (piece,)
    if piece.candidate is _INITIAL:
        return piece, *_second_initial(text, side, piece.place)
    run = {piece.place: piece}
    for step in (1, -1) if at != ALL else ():
        other, place = at + step, _next(text, piece.place, step)
        while 0 <= other < len(side.parts) and place is not None:
            candidate = dict(agreement(text.stem(place), side).parts).get(other)
            if candidate is None:
                break
            run[place] = Piece(place, side.role, candidate)
            other, place = other + step, _next(text, place, step)
    return tuple(run[place] for place in sorted(run))


def _second_initial(text: Text, side: Side, place: int) -> Iterator[Piece]:
    """The L of "A-L Berg" or "A. L. Berg"."""
    behind = place + 1
    beside = text.gap(place) in (Gap.TIGHT, Gap.SPACE, Gap.DOT)
    if beside and _is_initial_of(text, side, 1, behind):
        yield Piece(behind, side.role, _INITIAL)


def _next(text: Text, place: int, step: int) -> int | None:
    """The next word of a double name: beside this one, or behind a particle ("Bin")."""
    for other in (place + step, place + 2 * step):
        if text.gap(min(other, other - step)) not in (Gap.SPACE, Gap.TIGHT):
            return None
        if key_of(text.stem(other)) not in PARTICLES:
            return other
    return None
