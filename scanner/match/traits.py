"""What speaks for and against a guess: how its parts agree, their order and case, whose they are.

In: a stretch of text and a guess. Out: traits, which `score` weighs.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from scanner.match import common, registers, score, things
from scanner.match.evidence import Edge
from scanner.match.fields import Field, are_of_one
from scanner.match.gaps import CURSES, FARTHEST, Gap, are_enclosed
from scanner.match.guess import Guess, Piece
from scanner.match.letters import HIDDEN
from scanner.match.lexicon import Role, is_name, is_no_name, is_rather_word, role_bits, role_of
from scanner.match.score import Trait, Weighed
from scanner.match.text import Text
from scanner.match.words import FORMER, LINKS, key_of
from scanner.model.mention import PartForm, PartRole
from scanner.text.particles import PARTICLES

MOST_SLIPS: Final = 3
"""In both parts together."""
SHORTEST_FUZZY_LOWER: Final = 6
"""Letters of a word in small letters that may be a spelling twin or a slip."""

NEVER: Final = Weighed(Trait.NEVER)


def traits(text: Text, guess: Guess) -> tuple[Weighed, ...] | None:
    """All that speaks for and against a guess; None where it cannot be."""
    found = []
    for each in _traits(text, guess):
        if each is NEVER:
            return None
        found.append(each)
    return tuple(found)


def _traits(text: Text, guess: Guess) -> Iterator[Weighed]:
    yield _ACROSS if guess.is_across else _FULL
    yield from odd(text)
    yield from _order(text, guess)
    yield from _forms(guess)
    yield from _edges(text, guess)
    yield from _case(text, guess)
    yield from _whose(text, guess)


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
    pieces = guess.pieces
    if guess.initials and (guess.fuzzy or len(guess.initials) > 1):
        yield NEVER
    if guess.fuzzy and guess.slips > MOST_SLIPS:
        yield NEVER
    yield from _agreement(guess)
    for piece in pieces:
        candidate = piece.candidate
        if candidate.form is PartForm.FOLDED:
            continue
        if piece.role is PartRole.SURNAME and candidate.form is PartForm.INITIAL:
            yield Weighed(Trait.SURNAME_INITIAL)
        elif candidate.form in _TRAITS:
            yield Weighed(_TRAITS[candidate.form], float(max(candidate.slips, 1)))
        if candidate.is_borne:
            yield Weighed(Trait.BORNE)
    if all(piece.candidate.form is PartForm.TYPO for piece in pieces):
        yield Weighed(Trait.TYPOS_BOTH)


def _agreement(guess: Guess) -> Iterator[Weighed]:
    """How much the parts tell; between scripts bits are many and less sure."""
    told = [
        piece.candidate for piece in guess.pieces if piece.candidate.form is not PartForm.INITIAL
    ]
    bits = sorted(candidate.bits for candidate in told)
    if guess.is_across:
        both = (
            min(sum(piece.candidate.bits for piece in role), MOST_ACROSS)
            for role in (guess.givens, guess.surnames)
        )
        yield Weighed(Trait.SCRIPT, sum(both) / score.STRONG)
        if bits[0] <= _LEAST_SCRIPT:
            yield NEVER
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


def _order(text: Text, guess: Guess) -> Iterator[Weighed]:
    if guess.givens[-1].place < guess.surnames[0].place:
        yield from _in_order(text, guess)
    elif guess.surnames[-1].place + 1 == guess.givens[0].place:
        yield from _reversed(text, guess)
    elif not are_of_one(text, guess.surnames[-1].place, guess.givens[0].place, Field.GIVEN):
        yield NEVER


def _in_order(text: Text, guess: Guess) -> Iterator[Weighed]:
    first, last = guess.givens[0].place, guess.surnames[-1].place
    gaps = text.gaps(first, last)
    if _is_second_given(text, first):
        yield Weighed(Trait.SECOND_GIVEN)
    elif registers.is_across(text, first, last):
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
    if guess.initials and _is_amid_name(text, first):
        yield NEVER
    if guess.surnames[-1] in guess.initials and _is_middle(text, last):
        yield NEVER
    yield from _lines(text, guess, gaps.count(Gap.LINE), inner)
    yield from _middles(text, guess)


def _inner(text: Text, guess: Guess) -> range:
    """The words between given name and surname, without particles that open the surname."""
    given = guess.givens[-1].place + 1
    return range(given, max(_opening(text, guess.surnames[0].place), given))


def _lines(text: Text, guess: Guess, lines: int, inner: range) -> Iterator[Weighed]:
    """Of the lines that end within a name."""
    first, last = guess.givens[0].place, guess.surnames[-1].place
    if lines > 1 or (lines and (inner or _is_listed(text, first, last))):
        yield NEVER
    if lines:
        yield NEVER if _goes_on(text, first, last, Gap.LINE) else Weighed(Trait.LINE)


def _middles(text: Text, guess: Guess) -> Iterator[Weighed]:
    """Of the words between given name and surname."""
    middles = range(guess.givens[-1].place + 1, guess.surnames[0].place)
    between = [_middle(text, guess, place) for place in middles]
    cursed = sum(_is_curse(text, place) for place in middles)
    if between.count(Weighed(Trait.MIDDLE_UNCASED)) > max(cursed, 1):
        yield NEVER
    if middles and guess.is_across:
        yield Weighed(Trait.MIDDLE_ACROSS, float(len(middles)))
    yield from between


_ONE_SPACE: Final = [Gap.SPACE]


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
    if is_part or _goes_on(text, first, guess.pieces[-1].place, gap):
        yield NEVER
    if gap is Gap.COMMA and not (text.is_tight(place) and text.gap(first - 1) in _BEGINS_ROW):
        yield NEVER
    yield Weighed(_PARTED[gap])


def _goes_on(text: Text, first: int, last: int, gap: Gap) -> bool:
    """True if other names stand before or behind, parted by the same, or bound to the words.

    "Anna - Berg - Ali" are three; the Anna of "Eva Holm⇥Anna Lind⇥Per Berg" has no other surname.
    """
    first = _opening(text, first)
    return any(
        _may_be_listed(text, place)
        and (
            outer in (Gap.SPACE, Gap.TIGHT, Gap.DOT)
            or (outer is gap and (gap is not Gap.LINE or farther in (Gap.LINE, Gap.BREAK)))
        )
        for place, outer, farther in (
            (first - 1, text.gap(first - 1), text.gap(first - 2)),
            (last + 1, text.gap(last), text.gap(last + 1)),
        )
    )


def _opening(text: Text, first: int) -> int:
    """Where a name begins with the particles before it: Al-Masri."""
    for _ in range(FARTHEST):
        if first == 0 or key_of(text.stem(first - 1)) not in PARTICLES:
            break
        first -= 1
    return first


def _may_be_listed(text: Text, place: int) -> bool:
    """True for a word that may be a name by its first letter and by what is known of it."""
    if not 0 <= place < len(text.words) or text.is_lower(place):
        return False
    key = key_of(text.stem(place))
    return not key.isdigit() and not _is_word(key)


def _is_word(key: str) -> bool:
    """True for what is likelier an ordinary word than a name."""
    return is_rather_word(key) if key.isascii() else role_bits(key, Role.WORD) >= _COMMON_ABROAD


def _is_dotted(text: Text, guess: Guess, place: int) -> bool:
    """True for St. and Jo. where she enrolled them so."""
    return f"{text.written(place)}." in guess.name.written


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
    if text.written(place) in guess.name.written:
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


def _reversed(text: Text, guess: Guess) -> Iterator[Weighed]:
    place = guess.surnames[-1].place
    gap = text.gap(place)
    if gap not in _REVERSING or guess.slips > 1:
        yield NEVER
    if guess.initials and not text.is_dotted(place + 1):
        yield NEVER
    first, last = guess.surnames[0].place, guess.givens[-1].place
    if _is_amid_name(text, first) and not registers.begins(text, first):
        yield NEVER  # "Anna Berg, Erik Lind" does not name Erik Berg
    if gap is Gap.COMMA and _is_enumerated(text, first, last):
        yield NEVER  # "Omar, Farah, Ali" are three people
    if gap is Gap.COMMA and text.has_no_case(first) and _are_two(text, first, last):
        yield NEVER
    if gap in (Gap.CELL, Gap.LINE):
        if guess.initials or _goes_on(text, first, last, gap):
            yield NEVER
        if gap is Gap.LINE and not text.is_alone(_opening(text, first), last):
            yield NEVER
        yield Weighed(Trait.CELL if gap is Gap.CELL else Trait.LINE)
    if text.is_lower(first) and gap is not Gap.TIGHT:
        yield Weighed(Trait.REVERSED_LOWER)
        return
    if not guess.initials:  # "Berg, A." is how lists have it.
        yield Weighed(Trait.REVERSED)
    if text.gap(last) is Gap.SPACE and text.is_capital(last + 1):
        yield Weighed(Trait.REVERSED_AND_MORE)


def _are_two(text: Text, first: int, last: int) -> bool:
    """True if rare words stand before and behind "Berg, Anna" in a script without capitals.

    They may be the other halves of "Eva Berg, Anna Lind".
    """
    beyond = (first - 1, text.gap(first - 1)), (last + 1, text.gap(last))
    return all(gap is Gap.SPACE and _may_be_listed(text, place) for place, gap in beyond)


_REVERSING: Final = (Gap.SPACE, Gap.TIGHT, Gap.COMMA, Gap.CELL, Gap.LINE)


def _is_amid_name(text: Text, place: int) -> bool:
    """True if a word runs on into this one as a given name would: "Anna (Al-)Berg"."""
    before = place - 1
    # A page may go on with particles for ever, and some names are nothing else.
    for _ in range(FARTHEST):
        if text.gap(before) is Gap.BREAK or key_of(text.stem(before)) not in PARTICLES:
            break
        before -= 1
    joined = text.gap(before) in (Gap.SPACE, Gap.DOT)
    return joined and _may_be_name(text, before) and text.stem(before) not in LINKS


def _may_be_name(text: Text, place: int) -> bool:
    """True for a capital, unless it is that of a sentence which an ordinary word begins."""
    if not text.is_capital(place):
        return False
    key = key_of(text.stem(place))
    if text.gap(place - 1) not in (Gap.BREAK, Gap.DOT, Gap.LINE):
        return True
    return not _is_word(key)


_COMMON_ABROAD: Final = -13.0
"""Bits of a word in another script: few names are commoner, and the lexicon has none of them."""


def _is_second_given(text: Text, place: int) -> bool:
    """True if another given name stands before: "Anna Karin Berg" is seldom a Karin Berg."""
    before = place - 1
    joined = text.gap(before) is Gap.SPACE and text.is_capital(before)
    return joined and _is_given(key_of(text.stem(before)))


def _is_given(key: str) -> bool:
    """True for a known name but a surname; most lists do not say which of both a name is."""
    if key in common.GIVEN:
        return True
    surely = role_bits(key, Role.GIVEN) > role_bits(key, Role.WORD) + _NO_TOWN
    return surely and is_name(key) and role_of(key) is not Role.SURNAME


_NO_TOWN: Final = 2.5
"""Bits by which a given name is commoner than a word: Kalmar is not."""


def _is_name_of_many(key: str) -> bool:
    return key in common.NAMES or _is_given(key)


def _outer_gaps(text: Text, first: int, last: int) -> tuple[Gap, Gap]:
    """What stands before and behind a name, where a capitalised word stands beyond it."""
    before, behind = text.gap(first - 1), text.gap(last)
    return (
        before if before is not Gap.BREAK and _may_be_name(text, first - 1) else Gap.BREAK,
        behind if behind is not Gap.BREAK and _may_be_name(text, last + 1) else Gap.BREAK,
    )


def _is_enumerated(text: Text, first: int, last: int) -> bool:
    """True if a comma parts the words from one other name that many bear."""
    beyond = (first - 1, first - 2), (last + 1, last + 1)
    return any(
        gap is Gap.COMMA
        and _is_name_of_many(key_of(text.stem(place)))
        and not _is_of_two(text, both)
        for gap, (place, both) in zip(_outer_gaps(text, first, last), beyond, strict=True)
    )


def _is_listed(text: Text, first: int, last: int) -> bool:
    """True if more words of names go on before or behind: "Berg Anna⏎Lind Erik" is a list.

    "Ali Omar, Anna⏎Berg, Erik Lind" is another.
    """
    before, behind = _outer_gaps(text, first, last)
    goes_on = (Gap.SPACE, Gap.TIGHT, Gap.DOT)
    return (
        before in goes_on
        or behind in goes_on
        or (before is Gap.COMMA and not _is_of_two(text, first - 2))
        or (behind is Gap.COMMA and not _is_of_two(text, last + 1))
    )


def _is_of_two(text: Text, place: int) -> bool:
    """True if a word with a capital and the next stand together as given name and surname."""
    joined = text.gap(place) in (Gap.SPACE, Gap.TIGHT)
    return joined and _may_be_name(text, place) and _may_be_name(text, place + 1)


def _case(text: Text, guess: Guess) -> Iterator[Weighed]:
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
    """Without capitals ordinary words look like names: only long words may be inexact.

    None is disguised.
    """
    stems = [stem for stem in (text.stem(piece.place) for piece in fuzzy) if HIDDEN not in stem]
    if len(stems) > 1 or any(len(stem) < SHORTEST_FUZZY_LOWER for stem in stems):
        yield NEVER
    if all(_is_word_in_small(key_of(text.stem(piece.place))) for piece in pieces):
        yield Weighed(Trait.LOWER_WORDS)
    if fuzzy:
        yield Weighed(Trait.LOWER_FUZZY)


def _is_word_in_small(key: str) -> bool:
    """True for what in small letters is probably an ordinary word."""
    if key.isascii():
        return key in common.WORDS or is_rather_word(key)
    return role_bits(key, Role.WORD) > _WORD_ABROAD


_WORD_ABROAD: Final = -17.0
"""Bits of a word in another script: once in 130,000 words."""


def _whose(text: Text, guess: Guess) -> Iterator[Weighed]:
    """Who else, or what, bears what stands there: halves, another's given name, a street."""
    if _is_bound_to_other(text, guess):
        # "Lars-Gunnar" is no half of "Karl-Gunnar".
        yield NEVER if guess.is_half_given else Weighed(Trait.OTHER_GIVEN)
    behind = guess.pieces[-1].place + 1
    if _is_thing(text, guess.pieces[0].place, guess.pieces[-1].place):
        yield Weighed(Trait.THING)
    elif text.is_hyphened_before(behind):
        yield Weighed(Trait.GOES_ON)
    if guess.is_half_given:
        yield Weighed(Trait.HALF_GIVEN)
    if guess.is_half_surname:
        yield Weighed(Trait.HALF_SURNAME)


_LONGEST_COMPANY: Final = 3
"""Words of a company's name behind its owner's."""


def _is_thing(text: Text, first: int, last: int) -> bool:
    """True for "Anna Lindbergs gata", "Stiftelsen Anna Lindberg", "Anna Lindbergs Bil AB"."""
    if _is_at_name(text, first) and things.is_before(key_of(text.stem(first - 1))):
        return True
    gap, behind = text.gap(last), last + 1
    if gap is Gap.BREAK:
        return text.is_joined_by(behind, "&") and things.is_and(key_of(text.stem(behind)))
    if gap is not Gap.SPACE and not text.is_hyphened_before(behind):
        return False
    key = key_of(text.stem(behind))
    return things.is_behind(key, capital=text.is_capital(behind)) or _is_firm(text, last)


def _is_at_name(text: Text, first: int) -> bool:
    """True if nothing parts a name from the word before: "ул. Анна Берг", "kafé ”Anna Berg”"."""
    gap = text.gap(first - 1)
    if gap is Gap.DOT:
        return len(text.stem(first - 1)) <= _LONGEST_ABBREVIATION
    return gap is Gap.SPACE or any(text.is_joined_by(first, sign) for sign in _QUOTES)


_LONGEST_ABBREVIATION: Final = 3
_QUOTES: Final = '«"“”„'


def _is_firm(text: Text, last: int) -> bool:
    """True if a firm's last word, AB or A.Ş., follows behind capitals."""
    for place in range(last, last + _LONGEST_COMPANY):
        if text.gap(place) is not Gap.SPACE:
            return False
        if things.is_company(key_of(text.stem(place + 1))) or _is_limited(text, place + 1):
            return True
        if not text.is_capital(place + 1):
            return False
    return False


def _is_limited(text: Text, place: int) -> bool:
    """True for the Turkish A.Ş."""
    dotted = text.is_dotted(place) and text.gap(place) is Gap.TIGHT
    return dotted and text.stem(place) == "a" and key_of(text.stem(place + 1)) == "s"


def _is_bound_to_other(text: Text, guess: Guess) -> bool:
    """True if a hyphen binds the given name to another's; "häx-Amina" is called names, and she."""
    first, behind = guess.givens[0].place, guess.givens[-1].place + 1
    bound = (
        other
        for other, hyphened in ((first - 1, first), (behind, behind))
        if text.is_hyphened_before(hyphened) and not guess.is_at(other)
    )
    return any(_may_be_called(text, other, beside=first) for other in bound)


def _may_be_called(text: Text, place: int, *, beside: int) -> bool:
    """False for a word, a particle (abdullah-al-masri), and small letters beside a capital."""
    key = key_of(text.stem(place))
    if key in PARTICLES or (text.is_lower(place) and text.is_capital(beside)):
        return False
    return not key.isascii() or role_bits(key, Role.GIVEN) > role_bits(key, Role.WORD)
