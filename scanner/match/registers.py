"""Lines of names with nothing but blanks between: "Berg Anna Lind Erik" names no Anna Lind.

Which of two neighbours belong together shows at the ends of the line: it begins with a surname, or
ends with a given name, where surnames stand first.
"""

from typing import Final

from scanner.match.gaps import Gap
from scanner.match.lexicon import Role, is_rather_word, role_of
from scanner.match.text import Text
from scanner.match.words import key_of

_FARTHEST: Final = 6
"""Words to either side that are looked at."""


def are_of_two_rows(text: Text, first: int, last: int) -> bool:
    """True for a given name and a surname of two rows, one of which ends where the next begins."""
    before, behind = first - 1, last + 1
    if not (_runs_on(text, before) and _runs_on(text, last)):
        return False
    surnames_first = _is_surname_first(text, before, behind)
    if surnames_first is None:
        return _role(text, before) is Role.SURNAME and _role(text, behind) is Role.GIVEN
    return surnames_first


def begins_row(text: Text, place: int) -> bool:
    """True for a surname behind whole rows: Lind in "Berg Anna Lind Erik"."""
    start = _start(text, place)
    blanks = text.gaps(start, place).count(Gap.SPACE)
    return blanks > 0 and blanks % 2 == 0 and _is_surname_first(text, place, place + 1) is True


def _is_surname_first(text: Text, first: int, last: int) -> bool | None:
    """How the line of names around some words goes; None where it does not tell."""
    start, end = _start(text, first), _end(text, last)
    if first - start == _FARTHEST or end - last == _FARTHEST:
        return None
    told = {_role(text, start), _OTHER[_role(text, end)]} - {None}
    return told == {Role.SURNAME} if len(told) == 1 else None


_OTHER: Final = {Role.GIVEN: Role.SURNAME, Role.SURNAME: Role.GIVEN, None: None}


def _role(text: Text, place: int) -> Role | None:
    return role_of(key_of(text.stem(place)))


def _start(text: Text, place: int) -> int:
    start = place
    while place - start < _FARTHEST and _runs_on(text, start - 1):
        start -= 1
    return start


def _end(text: Text, place: int) -> int:
    end = place
    while end - place < _FARTHEST and _runs_on(text, end):
        end += 1
    return end


def _runs_on(text: Text, place: int) -> bool:
    """True if a name stands here, and the next goes on with no sign but a hyphen between."""
    if text.gap(place) not in (Gap.SPACE, Gap.TIGHT):
        return False
    return _may_be_name(text, place) and _may_be_name(text, place + 1)


def _may_be_name(text: Text, place: int) -> bool:
    return text.is_capital(place) and not is_rather_word(key_of(text.stem(place)))
