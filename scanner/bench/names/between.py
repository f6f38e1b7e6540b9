"""Names with something between their parts or glued to them; and what parts two people so."""

from typing import Final

from scanner.bench.names.negatives import unlike
from scanner.bench.names.slips import ascii_letters
from scanner.bench.names.written import Case, Expect, Family, Kind, kinds, swapped

_FORMS: Final = (
    ("Förnamn: ", "\nEfternamn: "),
    ("First name: ", "\nLast name: "),
    ("Given name: ", ", Family name: "),
    ('{"firstName": "', '", "lastName": "'),
    ("Förnamn\t", "\nEfternamn\t"),
    ("Tilltalsnamn:\n", "\nEfternamn:\n"),
    ("Имя: ", "\nФамилия: "),
    ("الاسم: ", "\nاللقب: "),
    ("Adı: ", "\nSoyadı: "),
    ("Etunimi: ", "\nSukunimi: "),
)
_FORMS_REVERSED: Final = (
    ("Efternamn: ", "\nFörnamn: "),
    ("Surname: ", "\nGiven name: "),
    ("Фамилия: ", "\nИмя: "),
    ("نام خانوادگی: ", "\nنام: "),
)
_CELLS: Final = ("\t", " | ", ";", '","', "      ")
_SIGNS: Final = (" 😀 ", "🤡", " ❤️ ", "... ", "…", " - ", " – ", "--", " / ", " • ", " * ", "::")
_CURSES: Final = ("jävla", "fucking", "häxan", "jävla hora", "idiot", "kärringen")
_WORDS_INSIDE: Final = (
    "(socialsekreterare i Provstad)",
    "(45)",
    "[1]",
    "”den onda häxan”",
    "'the evil witch'",
    "(känd från tidningen)",
)
_BEFORE: Final = ("häx", "Häx", "soc", "Soc", "ex", "nazi", "super", "idiot")
_APART: Final = ("\n", "\t", "–", " – ", "    ", "…", "' ", ":", " > ")
_LEET: Final = dict(zip("aeio", "4310", strict=True))
_GLUED_BEFORE: Final = ("stoppa", "avslöja", "hatar", "real", "häxan", "sparka")
_GLUED_BEHIND: Final = ("avslöjad", "måstebort", "official", "sucks", "watch", "ljuger")
_LONGER: Final = ("sson", "gren", "man", "oglu", "ova", "nejad", "nen")


def fields_of_form(case: Case) -> str:
    first, second = case.chance.choice(_FORMS)
    return f"{first}{case.name.given}{second}{case.name.surname}"


def fields_of_form_reversed(case: Case) -> str:
    first, second = case.chance.choice(_FORMS_REVERSED)
    return f"{first}{case.name.surname}{second}{case.name.given}"


def cells_of_row(case: Case) -> str:
    return case.chance.choice(_CELLS).join((case.name.given, case.name.surname))


def cells_of_row_reversed(case: Case) -> str:
    return case.chance.choice(_CELLS).join((case.name.surname, case.name.given))


def lines_reversed(case: Case) -> str:
    return f"\n{case.name.surname}\n{case.name.given}\n"


def signs_between(case: Case) -> str:
    return case.chance.choice(_SIGNS).join((case.name.given, case.name.surname))


def curse_between(case: Case) -> str:
    return f"{case.name.given} {case.chance.choice(_CURSES)} {case.name.surname}"


def words_between(case: Case) -> str:
    return f"{case.name.given} {case.chance.choice(_WORDS_INSIDE)} {case.name.surname}"


def word_before_hyphen(case: Case) -> str:
    return f"{case.chance.choice(_BEFORE)}-{case.name.full}"


def set_apart(case: Case) -> str:
    """Letters with anything but a space between them."""
    sign = case.chance.choice(_APART)
    words = case.name.full.replace("-", " ").split()
    return (" " if sign.strip() else 2 * sign).join(sign.join(word) for word in words)


def set_apart_in_leet(case: Case) -> str:
    full = swapped(case.name.full.lower(), _LEET)
    return "   ".join(" ".join(word) for word in full.replace("-", " ").split())


def turned_by_sign(case: Case) -> str:
    return f"\u202e{case.name.full[::-1]}\u202c"


def hash_tag_glued(case: Case) -> str:
    return f"#{case.chance.choice(_GLUED_BEFORE)}{_as_one(case)}"


def user_name_initial(case: Case) -> str:
    plain = (ascii_letters(case) or case.name.full).lower().replace("-", "")
    given, *surname = plain.split(" ")
    return f"@{given[0]}{''.join(surname)}"


def address_glued(case: Case) -> str:
    return f"https://forum.example/{_as_one(case)}{case.chance.choice(_GLUED_BEHIND)}"


def file_name_glued(case: Case) -> str:
    return f"{case.name.full.replace(' ', '')}{case.chance.randint(1990, 2030)}final.pdf"


def two_in_lines(case: Case) -> str:
    name = case.name
    return f"{_given(case)} {name.surname}\n{name.given} {_surname(case)}"


def two_in_rows(case: Case) -> str:
    name, cell = case.name, case.chance.choice(_CELLS)
    rows = (_given(case), name.surname), (name.given, _surname(case))
    return "\n".join(cell.join(row) for row in rows)


def two_in_cells(case: Case) -> str:
    """Whole names side by side: the given name of one beside the surname of the next."""
    name, cell = case.name, case.chance.choice(_CELLS[:2])
    return f"{_given(case)} {name.surname}{cell}{name.given} {_surname(case)}"


def two_in_forms(case: Case) -> str:
    name, (first, second) = case.name, case.chance.choice(_FORMS[:2])
    people = (_given(case), name.surname), (name.given, _surname(case))
    return "\n".join(f"{first}{one}{second}{other}" for one, other in people)


def two_between_signs(case: Case) -> str:
    name, sign = case.name, case.chance.choice(_SIGNS)
    return f"{_given(case)} {name.surname}{sign}{name.given} {_surname(case)}"


def given_names_in_list(case: Case) -> str:
    """Her surname is a given name here."""
    sign = case.chance.choice((*_CELLS, *_SIGNS))
    name = case.name
    return sign.join((_given(case), name.given, name.surname, _given(case)))


def other_in_brackets(case: Case) -> str:
    return f"{case.name.given} ({_given(case)} {case.name.surname})"


def street_behind_dash(case: Case) -> str:
    return f"{case.name.given} - {case.name.surname}s{case.chance.choice(('gatan', 'vägen'))} 5"


def longer_tag(case: Case) -> str:
    """Her name with which a longer surname begins."""
    return f"#stoppa{_as_one(case)}{case.chance.choice(_LONGER)}"


def _as_one(case: Case) -> str:
    plain = ascii_letters(case) or case.name.full
    return plain.lower().replace(" ", "").replace("-", "")


def _given(case: Case) -> str:
    return unlike(case.stock.given, case)


def _surname(case: Case) -> str:
    return unlike(case.stock.surnames, case)


KINDS: Final[tuple[Kind, ...]] = (
    *kinds(
        Family.ORDER,
        fields_of_form,
        fields_of_form_reversed,
        cells_of_row,
        cells_of_row_reversed,
        lines_reversed,
        curse_between,
        words_between,
        word_before_hyphen,
    ),
    *kinds(Family.DISGUISE, signs_between, set_apart, set_apart_in_leet, turned_by_sign),
    *kinds(Family.HANDLE, hash_tag_glued, address_glued, file_name_glued),
    *kinds(Family.HANDLE, user_name_initial, expect=Expect.WEAK),
    *kinds(
        Family.NEGATIVE,
        two_in_lines,
        two_in_rows,
        two_in_cells,
        two_in_forms,
        two_between_signs,
        given_names_in_list,
        other_in_brackets,
        street_behind_dash,
        longer_tag,
        expect=Expect.NONE,
    ),
)
