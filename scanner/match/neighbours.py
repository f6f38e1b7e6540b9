"""Words beside a guess: whether names go on there, and whose or what its own words are then.

"Anna Berg, Erik Lind" names no Erik Berg, "Lars-Anna Berg" another, "Anna Bergs gata" nobody.
"""

from typing import Final

from scanner.match import common, things
from scanner.match.gaps import FARTHEST, Gap
from scanner.match.guess import Guess
from scanner.match.lexicon import Role, is_name, is_rather_word, role_bits, role_of
from scanner.match.text import Text
from scanner.match.words import LINKS, TITLES, key_of
from scanner.text.particles import PARTICLES


def goes_on(text: Text, first: int, last: int, gap: Gap) -> bool:
    """True if other names stand before or behind, parted by the same, or bound to the words.

    "Anna - Berg - Ali" are three; the Anna of "Eva Holm⇥Anna Lind⇥Per Berg" has no other surname.
    """
    first = opening(text, first)
    return any(
        _may_be_listed(text, place)
        and (
            outer in _JOINING
            or (gap, outer) in _WIDER
            or (outer is gap and (gap is not Gap.LINE or farther in (Gap.LINE, Gap.BREAK)))
        )
        for place, outer, farther in (
            (first - 1, text.gap(first - 1), text.gap(first - 2)),
            (last + 1, text.gap(last), text.gap(last + 1)),
        )
    )


_JOINING: Final = (Gap.SPACE, Gap.TIGHT, Gap.DOT)
"""What may stand between words of one name, so that it goes on there."""
_WIDER: Final = ((Gap.LINE, Gap.CELL), (Gap.CELL, Gap.COMMA))
"""What parts rows, and what parts the words of one: "Lund⇥Maria⏎Ek⇥Johan" has no Maria Ek."""


def opening(text: Text, first: int) -> int:
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


_COMMON_ABROAD: Final = -13.0
"""Bits of a word in another script: few names are commoner, and the lexicon has none of them."""


def are_two(text: Text, first: int, last: int) -> bool:
    """True if rare words stand before and behind "Berg, Anna" in a script without capitals.

    They may be the other halves of "Eva Berg, Anna Lind".
    """
    beyond = (first - 1, text.gap(first - 1)), (last + 1, text.gap(last))
    return all(gap is Gap.SPACE and _may_be_listed(text, place) for place, gap in beyond)


def is_amid_name(text: Text, place: int) -> bool:
    """True if a word runs on into this one as a given name would: "Anna (Al-)Berg"."""
    before = place - 1
    # A page may go on with particles for ever, and some names are nothing else.
    for _ in range(FARTHEST):
        if text.gap(before) is Gap.BREAK or key_of(text.stem(before)) not in PARTICLES:
            break
        before -= 1
    joined = text.gap(before) in (Gap.SPACE, Gap.DOT)
    return joined and _may_be_name(text, before) and text.stem(before) not in _NO_GIVEN


_NO_GIVEN: Final = LINKS | TITLES


def _may_be_name(text: Text, place: int) -> bool:
    """True for a capital, unless it is that of a sentence which an ordinary word begins."""
    key = key_of(text.stem(place))
    if not text.is_capital(place) or not key.isalpha():
        return False
    if text.gap(place - 1) not in (Gap.BREAK, Gap.DOT, Gap.LINE):
        return True
    return not _is_word(key)


def is_second_given(text: Text, place: int) -> bool:
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


def is_enumerated(text: Text, first: int, last: int) -> bool:
    """True if a comma parts the words from one other name that many bear."""
    beyond = (first - 1, first - 2), (last + 1, last + 1)
    return any(
        gap is Gap.COMMA
        and _is_name_of_many(key_of(text.stem(place)))
        and not _is_of_two(text, both)
        for gap, (place, both) in zip(_outer_gaps(text, first, last), beyond, strict=True)
    )


def is_listed(text: Text, first: int, last: int) -> bool:
    """True if more words of names go on before or behind: "Berg Anna⏎Lind Erik" is a list.

    "Ali Omar, Anna⏎Berg, Erik Lind" is another.
    """
    before, behind = _outer_gaps(text, first, last)
    return (
        before in _JOINING
        or behind in _JOINING
        or (before is Gap.COMMA and not _is_of_two(text, first - 2))
        or (behind is Gap.COMMA and not _is_of_two(text, last + 1))
    )


def _is_of_two(text: Text, place: int) -> bool:
    """True if a word with a capital and the next stand together as given name and surname."""
    joined = text.gap(place) in (Gap.SPACE, Gap.TIGHT)
    return joined and _may_be_name(text, place) and _may_be_name(text, place + 1)


def is_bound_to_other(text: Text, guess: Guess) -> bool:
    """True if a hyphen binds the given name to another's; "häx-Amina" is called names, and she."""
    first, behind = guess.givens[0].place, guess.givens[-1].place + 1
    bound = (
        other
        for other, hyphened in ((first - 1, first), (behind, behind))
        if text.is_hyphened_before(hyphened) and not guess.is_at(other)
    )
    return any(_may_be_called(text, other, beside=first) for other in bound)


def is_amid_initials(text: Text, guess: Guess) -> bool:
    """True if a hyphen binds an initial to one that is not hers: "A-M Berg" is no Anna-Lena."""
    return any(
        not guess.is_at(other) and text.is_hyphened_before(behind) and text.is_initial(other)
        for piece in guess.initials
        for other, behind in ((piece.place - 1, piece.place), (piece.place + 1, piece.place + 1))
    )


def _may_be_called(text: Text, place: int, *, beside: int) -> bool:
    """False for a word, a particle (abdullah-al-masri), and small letters beside a capital."""
    key = key_of(text.stem(place))
    if key in PARTICLES or (text.is_lower(place) and text.is_capital(beside)):
        return False
    return not key.isascii() or role_bits(key, Role.GIVEN) > role_bits(key, Role.WORD)


_LONGEST_COMPANY: Final = 3
"""Words of a company's name behind its owner's."""


def is_thing(text: Text, first: int, last: int) -> bool:
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
