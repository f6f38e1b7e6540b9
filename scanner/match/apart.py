"""Names whose given name and surname stand in two places: "Bergström? Ja, Karin är bra."

In: two words that `lone` found alone. Out: the readings that stand. Both are what was enrolled but
for case, accents and a genitive's s; nothing around them says that either is somebody else's.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from scanner.match import things
from scanner.match.agreement import Agreement
from scanner.match.join import Found, Seen
from scanner.match.lexicon import NAME, Role, is_rather_word, role_bits
from scanner.match.names import Name, Side
from scanner.match.select import Judged
from scanner.match.sieve import Spot
from scanner.match.words import LINKS, key_of, parts
from scanner.model.mention import PartForm, PartRole, Tier

SCORE: Final = 0.3
"""Of every such mention: a share of such pages as the development pages are, by no model."""

_LONGEST: Final = 48
"""Characters of a double name, to either side, at most."""
_GOES_ON: Final = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_GOES_BEFORE: Final = re.compile(r"(?:[^\W_]+[-\u2010\u2011])*[^\W_]+\Z")
_HALVES_BEFORE: Final = re.compile(r"(?:[^\W_]+[-\u2010\u2011])+\Z")
_HALVES_BEHIND: Final = re.compile(r"(?:[-\u2010\u2011][^\W_]+)+")
_EDGE: Final = 16
"""Characters before a word that tell whether a sentence begins with it."""
_INITIAL: Final = re.compile(r"[ \u00a0]([^\W\d_])(?![\w'’-])")
_INITIAL_LISTED: Final = re.compile(r",? ([^\W\d_])(?![\w'’-])")
_NEXT: Final = re.compile(r"(?:'s|’s)?[ \u00a0]([^\W\d_]+)")
_LAST: Final = re.compile(r"([^\W\d_]+)[ \u00a0]\Z")
_BEGINS: Final = re.compile(r"(?:\A|[.:!?…\n*•>–—-])[\s\"“”„«'(\[]*\Z")
_FORMER: Final = re.compile(r"\b(?:född|f\.|f\.d\.|née|nee|geb\.) \Z")
_PRONOUN: Final = "I"


class Word(NamedTuple):
    """A word, with the other half of a double name that a hyphen binds to it; or both halves."""

    start: int
    end: int
    written: str
    keys: tuple[str, ...]


def find(
    text: str,
    spots: Iterable[Spot],
    named: Callable[[int], Name],
    standing: Sequence[Judged],
    agreement: Agreement,
) -> Iterator[Judged]:
    """The readings of pairs of lone words; none that names whom `standing` ones name."""
    taken = {key for found, _ in standing for key in taken_by(text, found)}
    told = {person for _, people in standing for person in people}
    reached: dict[int, int] = {}
    for spot in sorted(spots, key=_place):
        if spot.start < reached.get(spot.name, 0):
            continue
        found = _found(text, spot, named(spot.name), taken, agreement)
        people = tuple([each for each in found.name.bearers if each not in told]) if found else ()
        if found and people:
            reached[spot.name] = spot.end
            yield found, people


def _place(spot: Spot) -> tuple[int, int]:
    """What ends first, and of that the nearest."""
    return spot.end, -spot.start


def taken_by(text: str, found: Found) -> Iterator[str]:
    """Keys of words that serve another reading: they are that person's everywhere in the text."""
    for start, end in found.spans:
        yield from _keys(text[start:end])


def _found(
    text: str, spot: Spot, name: Name, taken: Set[str], agreement: Agreement
) -> Found | None:
    ends = beginning_at(text, spot.start), ending_at(text, spot.end)
    if ends[0].end > ends[1].start or not taken.isdisjoint(chain(ends[0].keys, ends[1].keys)):
        return None
    for given, surname in (ends, ends[::-1]):
        if is_whole(given, name.given, agreement) and is_whole(surname, name.surname, agreement):
            break
    else:
        return None
    if not (stands(text, given, name.given) and stands(text, surname, name.surname)):
        return None
    if _are_two(text[ends[0].end : ends[1].start]) or not _is_alone(text, given, surname, name):
        return None
    return Found(
        name=name,
        parts=tuple([seen(word, name, is_given=given is word) for word in ends]),
        traits=(),
        score=SCORE,
        tier=Tier.LOW,
        is_apart=True,
    )


def _are_two(between: str) -> bool:
    """True where the text itself says that they are two: Anna och Berg."""
    word = between[1:-1]
    return between == f" {word} " and word.isalpha() and key_of(word.lower()) in LINKS


def seen(word: Word, name: Name, *, is_given: bool) -> Seen:
    """A word as the part of a name that it is."""
    role = PartRole.GIVEN if is_given else PartRole.SURNAME
    side = name.given if is_given else name.surname
    if not word.keys[0].isascii() and word.keys != _keys_of(side):
        form = PartForm.SCRIPT
    elif word.keys != _keys_of(side):
        form = PartForm.INFLECTED
    elif all(map(name.has_written, word.written.replace("-", " ").split())):
        form = PartForm.EXACT
    else:
        form = PartForm.FOLDED
    return Seen(PartRole.SPELLING if name.is_spelling else role, form, word.start, word.end)


def beginning_at(text: str, start: int) -> Word:
    """The word that begins at a place, or whose other half does."""
    found = _GOES_ON.match(text, start, start + _LONGEST)
    before = _HALVES_BEFORE.search(text, max(start - _LONGEST, 0), start)
    return _word(text, before.start() if before else start, found.end() if found else start)


def ending_at(text: str, end: int) -> Word:
    """The word that ends at a place, or whose other half does."""
    before = _GOES_BEFORE.search(text, max(end - _LONGEST, 0), end)
    behind = _HALVES_BEHIND.match(text, end, end + _LONGEST)
    return _word(text, before.start() if before else end, behind.end() if behind else end)


def reaching(text: str, start: int, end: int) -> Word:
    """The words from one place to another, with the other halves of the first and the last."""
    return _word(text, beginning_at(text, start).start, ending_at(text, end).end)


def _word(text: str, start: int, end: int) -> Word:
    return Word(start, end, text[start:end], _keys(text[start:end]))


@lru_cache(maxsize=1 << 12)
def _keys(written: str) -> tuple[str, ...]:
    return tuple(map(key_of, parts(written)))


def is_whole(word: Word, side: Side, agreement: Agreement) -> bool:
    """True for a whole given name or surname, with a genitive's s perhaps; or rendered."""
    keys = _keys_of(side)
    if not keys:
        return False
    if word.keys in (keys, (*keys[:-1], f"{keys[-1]}s")):
        return True
    halves = parts(word.written)
    return len(keys) == len(halves) and all(
        not half.isascii() and _is_rendered(half, at, side, agreement)
        for at, half in enumerate(halves)
    )


def _is_rendered(half: str, place: int, side: Side, agreement: Agreement) -> bool:
    return any(
        candidate.form is PartForm.SCRIPT and (at == place or len(side.parts) == 1)
        for at, candidate in agreement(half, side).parts
    )


def _keys_of(side: Side) -> tuple[str, ...]:
    return tuple([part.key for part in side.parts])


def stands(text: str, word: Word, side: Side) -> bool:
    """False for an ordinary word with which a sentence begins."""
    begins = _BEGINS.search(text, max(word.start - _EDGE, 0), word.start)
    return not (begins and all(_is_word(part.key) for part in side.parts))


def _is_word(key: str) -> bool:
    """True for what is commoner as a word than such names are: that it is one, is known."""
    return is_rather_word(key) and role_bits(key, Role.WORD) > NAME


def _is_alone(text: str, given: Word, surname: Word, name: Name) -> bool:
    """False where an initial that is not hers stands beside, or what makes it a thing's name."""
    single = _INITIAL.match(text, given.end)
    if single and _is_other(single[1], name.surname):
        return False
    return is_surname_alone(text, surname, name)


def initial_of(text: str, surname: Word, name: Name) -> Iterator[Seen]:
    """The initial of her given name behind her surname: "Lindqvist A"."""
    single = _INITIAL_LISTED.match(text, surname.end)
    if single and single[1].isupper() and not _is_other(single[1], name.given):
        role = PartRole.SPELLING if name.is_spelling else PartRole.GIVEN
        yield Seen(role, PartForm.INITIAL, *single.span(1))


def is_surname_alone(text: str, surname: Word, name: Name) -> bool:
    """False beside another's initial, of who was called so, and in the name of a thing."""
    single = _INITIAL_LISTED.match(text, surname.end)
    if single and _is_other(single[1], name.given):
        return False
    behind = _NEXT.match(text, surname.end)
    if _FORMER.search(text, max(surname.start - _EDGE, 0), surname.start):
        return False
    before = _LAST.search(text, max(surname.start - _LONGEST, 0), surname.start)
    if behind:
        key, capital = key_of(behind[1].lower()), behind[1][0].isupper()
        if things.is_company(key) or things.is_behind(key, capital=capital):
            return False
    return not (before and things.is_before(key_of(before[1].lower())))


def _is_other(letter: str, side: Side) -> bool:
    """True for a capital that is no initial of hers."""
    is_initial = letter.isupper() and letter != _PRONOUN
    return is_initial and key_of(letter.lower())[:1] != side.parts[0].key[:1]
