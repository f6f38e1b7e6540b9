"""In which order the parts of a guess stand, and what stands between them.

In: a stretch of text and a guess. Out: traits, of which `score.NEVER` says that it cannot be.
"""

from collections.abc import Iterator
from typing import Final

from scanner.match import registers
from scanner.match.fields import Field, are_of_one
from scanner.match.gaps import FARTHEST, Gap, are_enclosed
from scanner.match.guess import Guess
from scanner.match.lexicon import Role, is_no_name, role_of
from scanner.match.neighbours import (
    are_two,
    goes_on,
    is_amid_name,
    is_enumerated,
    is_listed,
    is_second_given,
    opening,
)
from scanner.match.score import NEVER, Trait, Weighed
from scanner.match.text import Text
from scanner.match.words import CURSES, FORMER, LINKS, key_of
from scanner.text.particles import PARTICLES


def in_order(text: Text, guess: Guess) -> Iterator[Weighed]:
    """Of the order of the parts, and of all that stands between the first and the last."""
    if guess.givens[-1].place < guess.surnames[0].place:
        yield from _given_first(text, guess)
    elif guess.surnames[-1].place + 1 == guess.givens[0].place:
        yield from _surname_first(text, guess)
    elif not are_of_one(text, guess.surnames[-1].place, guess.givens[0].place, Field.GIVEN):
        yield NEVER


def _given_first(text: Text, guess: Guess) -> Iterator[Weighed]:
    first, last = guess.givens[0].place, guess.surnames[-1].place
    gaps = text.gaps(first, last)
    if is_second_given(text, first):
        yield Weighed(Trait.SECOND_GIVEN)
    elif registers.are_of_two_rows(text, first, last):
        yield Weighed(Trait.ACROSS_ROWS)
    if gaps == _ONE_SPACE and not guess.initials:
        return
    inner = _inner(text, guess)
    if inner and are_of_one(text, inner[0] - 1, inner[-1] + 1, Field.SURNAME):
        return
    if inner and _are_enclosed(text, inner):
        yield from _enclosed(text, guess, inner)
        return
    if not inner:
        yield from _parted(text, guess, guess.givens[-1].place)
    if not all(_may_part(text, guess, gap, first + step, inner) for step, gap in enumerate(gaps)):
        yield NEVER
    if guess.initials and is_amid_name(text, first):
        yield NEVER
    if guess.surnames[-1] in guess.initials and _is_middle(text, last):
        yield NEVER
    yield from _lines(text, guess, gaps.count(Gap.LINE), inner)
    yield from _middles(text, guess)


_ONE_SPACE: Final = [Gap.SPACE]


def _is_middle(text: Text, place: int) -> bool:
    """True for the W of "Anders W Jonsson"."""
    return text.gap(place) in (Gap.SPACE, Gap.DOT) and text.is_capital(place + 1)


def _inner(text: Text, guess: Guess) -> range:
    """The words between given name and surname, without particles that open the surname."""
    given = guess.givens[-1].place + 1
    return range(given, max(opening(text, guess.surnames[0].place), given))


def _lines(text: Text, guess: Guess, lines: int, inner: range) -> Iterator[Weighed]:
    """Of the lines that end within a name."""
    first, last = guess.givens[0].place, guess.surnames[-1].place
    if lines > 1 or (lines and (inner or is_listed(text, first, last))):
        yield NEVER
    if lines:
        yield NEVER if goes_on(text, first, last, Gap.LINE) else Weighed(Trait.LINE)


def _middles(text: Text, guess: Guess) -> Iterator[Weighed]:
    """Of the words between given name and surname."""
    middles = range(guess.givens[-1].place + 1, guess.surnames[0].place)
    between = [_middle(text, guess, place) for place in middles]
    cursed = sum(_is_curse(text, place) for place in middles)
    if between.count(Weighed(Trait.MIDDLE_UNCASED)) > max(cursed, 1):
        yield NEVER
    if any(_are_of_two(text, place) for place in middles[:-1]):
        yield NEVER
    if middles and guess.is_across:
        yield Weighed(Trait.MIDDLE_ACROSS, float(len(middles)))
    yield from between


def _are_of_two(text: Text, place: int) -> bool:
    """True for a surname with a given name behind it: "Eva Karlsson Erik Johansson"."""
    one, other = (role_of(key_of(text.stem(each))) for each in (place, place + 1))
    return one is Role.SURNAME and other is Role.GIVEN


def _may_part(text: Text, guess: Guess, gap: Gap, place: int, inner: range) -> bool:
    """True if this may stand between a word of a name and the next."""
    if gap is Gap.DOT:
        return text.is_initial(place) or _is_former(text, place) or _is_dotted(text, guess, place)
    if gap is Gap.COMMA and inner:
        return _is_former(text, place + 1)
    if gap in (Gap.CELL, Gap.SIGNS, Gap.COMMA):
        return not inner and place == guess.givens[-1].place
    if gap is Gap.QUOTE and inner and place + 1 == inner[0]:
        # "Anna (Eva Berg)" is Eva Berg; "Anna (Berg)" and "Anna Lind (f. Berg)" are Anna.
        return _is_former(text, inner[-1])
    return gap in (Gap.SPACE, Gap.TIGHT, Gap.LINE, Gap.QUOTED, Gap.QUOTE)


_PARTED: Final = {
    Gap.CELL: Trait.CELL,
    Gap.COMMA: Trait.CELL,
    Gap.SIGNS: Trait.SIGNS,
    Gap.QUOTE: Trait.SIGNS,
}
_BEGINS_ROW: Final = (Gap.LINE, Gap.BREAK)


def _parted(text: Text, guess: Guess, place: int) -> Iterator[Weighed]:
    """Of what parts a word of a name from the next though no name has it."""
    gap, first = text.gap(place), guess.pieces[0].place
    if gap not in _PARTED:
        return
    is_part = guess.initials or guess.is_half_given or guess.is_half_surname
    if is_part or goes_on(text, first, guess.pieces[-1].place, gap):
        yield NEVER
    if gap is Gap.COMMA and not (text.is_tight(place) and text.gap(first - 1) in _BEGINS_ROW):
        yield NEVER
    yield Weighed(_PARTED[gap])


def _is_dotted(text: Text, guess: Guess, place: int) -> bool:
    """True for St. and Jo. where she enrolled them so."""
    return guess.name.has_written(f"{text.written(place)}.")


def _are_enclosed(text: Text, middles: range) -> bool:
    """True if brackets or quotation marks are around all words between two of a name."""
    words = text.words
    return are_enclosed(text.folded, words[middles[0] - 1], words[middles[-1] + 1])


def _enclosed(text: Text, guess: Guess, middles: range) -> Iterator[Weighed]:
    """Of a nickname, a former name, her office or a footnote within a name."""
    if guess.initials:
        yield NEVER
    named = all(text.is_capital(place) or _is_former(text, place) for place in middles)
    if named and len(middles) < FARTHEST:
        yield from (Weighed(Trait.MIDDLE) for _ in middles)
    else:
        yield Weighed(Trait.MIDDLE_UNCASED, 1.0 if len(middles) == 1 else 2.0)
    if guess.is_across:
        yield Weighed(Trait.MIDDLE_ACROSS, float(min(len(middles), FARTHEST)))


def _is_former(text: Text, place: int) -> bool:
    """True for the word that says that a former name follows."""
    return key_of(text.stem(place)) in FORMER


def _middle(text: Text, guess: Guess, place: int) -> Weighed:
    """Of a word between given name and surname."""
    if text.is_initial(place) or key_of(text.stem(place)) in PARTICLES or _is_former(text, place):
        return Weighed(Trait.MIDDLE)
    if text.stem(place).isdigit():
        return NEVER  # "Sara 3 Holm 5" is a table
    if guess.name.has_written(text.written(place)):
        return Weighed(Trait.MIDDLE)
    if guess.initials or text.stem(place) in LINKS:
        return NEVER
    if _is_curse(text, place):
        return Weighed(Trait.MIDDLE_UNCASED)
    if text.is_capital(place):
        if is_no_name(key_of(text.stem(place))):
            return Weighed(Trait.MIDDLE_WORD)
        # In a line of capitals every verb has one.
        shouted = text.is_shouted(place) and text.is_shouted(guess.givens[0].place)
        return Weighed(Trait.MIDDLE_UNCASED if shouted else Trait.MIDDLE)
    return NEVER if text.is_lower(place) else Weighed(Trait.MIDDLE_UNCASED)


def _is_curse(text: Text, place: int) -> bool:
    """True for a curse in small letters: "Amina jävla Testberg"."""
    return not text.is_capital(place) and key_of(text.stem(place)) in _CURSES


_CURSES: Final = frozenset(map(key_of, CURSES))


def _surname_first(text: Text, guess: Guess) -> Iterator[Weighed]:
    place = guess.surnames[-1].place
    gap = text.gap(place)
    if gap not in _REVERSING or guess.slips > 1:
        yield NEVER
    if guess.initials and not (text.is_dotted(place + 1) or _are_bound(text, guess)):
        yield NEVER
    first, last = guess.surnames[0].place, guess.givens[-1].place
    if is_amid_name(text, first) and not registers.begins_row(text, first):
        yield NEVER  # "Anna Berg, Erik Lind" does not name Erik Berg
    if gap is Gap.COMMA and is_enumerated(text, first, last):
        yield NEVER  # "Omar, Farah, Ali" are three people
    if gap is Gap.COMMA and text.has_no_case(first) and are_two(text, first, last):
        yield NEVER
    if gap is Gap.COMMA and _has_surname_behind(text, last):
        yield NEVER  # "Berg, Erik Holm och Anna Lund" names Erik Holm
    if gap in (Gap.CELL, Gap.LINE):
        if guess.initials or goes_on(text, first, last, gap):
            yield NEVER
        if gap is Gap.LINE and not text.is_alone(opening(text, first), last):
            yield NEVER
        yield Weighed(Trait.CELL if gap is Gap.CELL else Trait.LINE)
    if text.is_lower(first) and gap is not Gap.TIGHT:
        yield Weighed(Trait.REVERSED_LOWER)
        return
    if not guess.initials:  # "Berg, A." is how lists have it.
        yield Weighed(Trait.REVERSED)
    if text.gap(last) is Gap.SPACE and text.is_capital(last + 1):
        yield Weighed(Trait.REVERSED_AND_MORE)


def _are_bound(text: Text, guess: Guess) -> bool:
    """True for both initials of a double name: "Berg A-L", "Berg PO"; the A of "Berg A" may be a
    word."""
    first, last = guess.initials[0].place, guess.initials[-1].place
    if first == last:
        return text.is_shouted(last) and not text.is_shouted(guess.surnames[-1].place)
    return text.is_hyphened_before(last)


def _has_surname_behind(text: Text, last: int) -> bool:
    behind = last + 1
    if text.gap(last) is not Gap.SPACE or not text.is_capital(behind):
        return False
    return role_of(key_of(text.stem(behind))) is Role.SURNAME


_REVERSING: Final = (Gap.SPACE, Gap.TIGHT, Gap.COMMA, Gap.CELL, Gap.LINE)
