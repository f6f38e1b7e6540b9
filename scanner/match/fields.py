"""Fields of forms that hold one name: "Förnamn: Amina⏎Efternamn: Testberg"."""

from enum import Enum, auto
from functools import partial
from itertools import takewhile
from typing import Final

from scanner.match.gaps import Gap
from scanner.match.lexicon import is_rather_word
from scanner.match.text import Text
from scanner.match.words import key_of
from scanner.text.fold import fold


class Field(Enum):
    """What a label asks for."""

    GIVEN = auto()
    SURNAME = auto()
    MIDDLE = auto()
    """A name between the two, or a father's."""
    EITHER = auto()
    """A word of several labels: "name"."""


_LABELS: Final = {
    Field.GIVEN: """
        förnamn tilltalsnamn fornavn first given forename vorname prénom nombre etunimi kutsumanimi
        adı isim ime imię emri имя имени ім'я όνομα اسم الاسم الشخصي
    """,
    Field.SURNAME: """
        efternamn tillnamn släktnamn etternavn last family surname nachname apellido apellidos
        sukunimi soyadı soyisim prezime nazwisko mbiemri qoyska фамилия фамилии прізвище презиме
        επώνυμο اللقب لقب العائلة عائلة شهرت خانوادگی
    """,
    Field.MIDDLE: "mellannamn middle отчество patronymic",
    Field.EITHER: "namn name nom de famille magaca نام",
}
_FIELDS: Final = {
    key_of(fold(word).text): field for field, words in _LABELS.items() for word in words.split()
}

LABELS: Final = frozenset(fold(word).text for words in _LABELS.values() for word in words.split())
"""Folded words that are, or begin, the label of a field."""

_NEAR: Final = 6
"""Words from one label of a form to the next."""
_LONGEST: Final = 4
"""Words of one label: "nom de famille"."""
_SEVERAL: Final = 32
"""Words before a field that may show what the form asks for first."""


def are_of_one(text: Text, one: int, other: int, wanted: Field) -> bool:
    """True if two words stand in two fields of one form, of which the second is the wanted.

    Between them stand labels only: "Förnamn: Amina Karin⏎Efternamn: Testberg". Where forms follow
    each other, what stands first in one tells which two fields belong together.
    """
    more = sum(1 for _ in takewhile(partial(_is_further, text), range(one + 1, other)))
    labels = [_field(text, place) for place in range(one + 1 + more, other)]
    if labels[:1] == [Field.MIDDLE] and labels[1:2] == [None]:
        del labels[:2]
    if not labels or None in labels or text.gap(other - 1) is Gap.SPACE:
        return False
    first = _asked_first(text, one)
    if set(labels) == {Field.EITHER} and first is Field.SURNAME:
        labels = [Field.GIVEN]  # "نام خانوادگی: …⏎نام: …"
    if wanted not in labels:
        return False
    return first is not wanted and not _is_of_other(text, one)


def _is_further(text: Text, place: int) -> bool:
    """True for what is no first name in a field."""
    joined = text.gap(place - 1) in (Gap.SPACE, Gap.TIGHT) and _field(text, place - 1) is None
    return joined and text.is_capital(place) and _field(text, place) is None


def _is_of_other(text: Text, place: int) -> bool:
    """True if a colon shows that the word is in a field that asks for something else."""
    while _is_further(text, place):
        place -= 1
    if place == 0 or _field(text, place - 1) is not None:
        return False
    return ":" in text.folded.text[text.words[place - 1].end : text.words[place].start]


def _field(text: Text, place: int) -> Field | None:
    return _FIELDS.get(key_of(text.stem(place)))


def _asked_first(text: Text, place: int) -> Field | None:
    """Of the forms up to a word, what the first asks for first; None: no label stands there."""
    first, last = None, place - _SEVERAL - _NEAR - 1
    for at in range(max(place - _SEVERAL, 0), place):
        if _field(text, at) is None:
            continue
        if at - last > _NEAR:
            first = Field.GIVEN if _is_behind_value(text, at) else _asked(text, at)
        last = at
    return first


def _asked(text: Text, place: int) -> Field:
    """What a label that begins here asks for: "first name" and "name" for the given name."""
    behind = range(place, min(place + _LONGEST, len(text.words)))
    words = takewhile(bool, (_field(text, at) for at in behind))
    return Field.SURNAME if Field.SURNAME in words else Field.GIVEN


def _is_behind_value(text: Text, place: int) -> bool:
    """True if a name stands before a label: then what asked for it is out of sight."""
    before = place - 1
    if before < 0 or not text.is_capital(before) or _field(text, before) is not None:
        return False
    return not is_rather_word(key_of(text.stem(before)))
