"""What is not her, and lies near: other people, places, companies, words."""

import re
from typing import Final

from rapidfuzz.distance import OSA

from scanner.bench.names.origins import Name, Origin
from scanner.bench.names.slips import LONG, bare
from scanner.bench.names.transcriptions import arabic, cyrillic, persian
from scanner.bench.names.written import Case, Expect, Family, Kind, Language, kinds

WORDS_AS_NAMES: Final = tuple(
    Name(given=given, surname=surname, origin=Origin.SWEDISH, woman=False)
    for given, surname in (
        ("Björn", "Berg"),
        ("Sten", "Lind"),
        ("Per", "Ek"),
        ("Bo", "Strand"),
        ("Rosa", "Lilja"),
        ("Stig", "Kvist"),
        ("Max", "Stark"),
        ("Siv", "Lund"),
        ("Maj", "Hall"),
        ("Hans", "Dal"),
    )
)
"""People whose names are words as well."""


def same_surname(case: Case) -> str:
    return f"{_other_given(case)} {case.name.surname}"


def same_given(case: Case) -> str:
    return f"{case.name.given} {_other_surname(case)}"


def near_surname(case: Case) -> str:
    """Another surname that many bear, a letter or two from hers."""
    near = _near(case.name.surname, case.stock.surnames, case)
    return f"{case.name.given} {case.chance.choice(near)}" if near else ""


def near_given(case: Case) -> str:
    near = _near(case.name.given, case.stock.given, case)
    return f"{case.chance.choice(near)} {case.name.surname}" if near else ""


def near_both(case: Case) -> str:
    given = _near(case.name.given, case.stock.given, case)
    surname = _near(case.name.surname, case.stock.surnames, case)
    if not given or not surname:
        return ""
    return f"{case.chance.choice(given)} {case.chance.choice(surname)}"


def other_ending(case: Case) -> str:
    """Her surname's first half with another second one: nobody's, or a rare name."""
    halves = (
        "berg",
        "lund",
        "gren",
        "ström",
        "vall",
        "stad",
        "rud",
        "heim",
        "ova",
        "oğlu",
        "zadeh",
    )
    surname = case.name.surname
    if len(surname) < LONG or "-" in surname or " " in surname:
        return ""
    fits = [half for half in halves if OSA.distance(surname[4:].lower(), half) > 2]
    return f"{case.name.given} {surname[:4]}{case.chance.choice(fits)}"


def two_people(case: Case) -> str:
    """Her given name on one, her surname on the other."""
    joint = case.chance.choice((" och ", ", ", " & ", " samt ", " / ", " and "))
    name = case.name
    return f"{name.given} {_other_surname(case)}{joint}{_other_given(case)} {name.surname}"


def two_people_crossed(case: Case) -> str:
    """The surname of one stands before the given name of the next."""
    name = case.name
    return f"{_other_given(case)} {name.surname}, {name.given} {_other_surname(case)}"


def two_in_register(case: Case) -> str:
    name = case.name
    joint = case.chance.choice([";", ","])
    return f"{name.surname}, {_other_given(case)}{joint} {_other_surname(case)}, {name.given}"


def half_each(case: Case) -> str:
    name = case.name
    return f"{name.given} {_other_surname(case)}-{_other_surname(case)} mot {name.surname}s familj"


def given_alone(case: Case) -> str:
    return case.name.given


def given_alone_twice(case: Case) -> str:
    return f"{case.name.given} och {_other_given(case)}"


def given_then_other_word(case: Case) -> str:
    word = case.chance.choice(("Socialsekreterare", "Provstad", "Handläggaren", "Tingsrätten"))
    return f"{case.name.given} {word}"


def company(case: Case) -> str:
    tail = case.chance.choice(("s Bil AB", " & Söner AB", " Bygg AB", "s Åkeri", " Holding"))
    return f"{case.name.surname}{tail}"


def company_of_two(case: Case) -> str:
    return f"{_other_surname(case)} {case.name.surname} & Partners AB"


def street(case: Case) -> str:
    return f"{case.name.surname}{case.chance.choice(('gatan', 's väg', 'sgatan', ' torg'))} 12"


def place_with_given(case: Case) -> str:
    return f"{case.name.given}s {case.chance.choice(('park', 'plats', 'minne', 'kulle', 'krog'))}"


def far_apart(case: Case) -> str:
    return (
        f"{case.name.given} sa att det var bra. Senare på kvällen ringde en annan handläggare, som "
        f"heter {_other_given(case)} {case.name.surname}"
    )


def words(case: Case) -> str:
    """A name of words, used as words."""
    if case.name not in WORDS_AS_NAMES:
        return ""
    given, surname = case.name.given.lower(), case.name.surname.lower()
    return case.chance.choice((f"en {given} vid {surname}", f"två {given} och ett {surname}"))


def somebody(case: Case) -> str:
    return f"{_other_given(case)} {_other_surname(case)}"


def somebody_by_mail(case: Case) -> str:
    address = f"{_other_given(case)}.{case.name.surname}@provstad.example"
    return bare(address).lower().replace(" ", "")


def somebody_by_tag(case: Case) -> str:
    return f"#{case.name.given}{_other_surname(case).replace(' ', '')}"


def somebody_masked(case: Case) -> str:
    surname = case.name.surname
    return f"{_other_given(case)} {surname[0]}{'*' * 2}{surname[3:]}"


def _other_given(case: Case) -> str:
    return unlike(case.stock.given, case)


def _other_surname(case: Case) -> str:
    return unlike(case.stock.surnames, case)


def unlike(names: tuple[str, ...], case: Case) -> str:
    """Another name, which nobody takes for a part of hers."""
    halves = case.name.full.replace("-", " ").split()
    while True:
        other = case.chance.choice(names)
        if all(OSA.normalized_distance(half.lower(), other.lower()) > 0.5 for half in halves):
            return other


def _near(name: str, names: tuple[str, ...], case: Case) -> list[str]:
    """Other names at one letter, of long ones at two; none that is a spelling of the same."""
    native = case.stock.native
    reach = 2 if len(name) >= LONG else 1
    return [
        other
        for other in names
        if 0 < OSA.distance(name.lower(), other.lower(), score_cutoff=reach) <= reach
        and not _sound_alike(name, other)
        and (name not in native or native[name] != native.get(other))
    ]


def _sound_alike(one: str, other: str) -> bool:
    return _heard(one) == _heard(other)


def _heard(name: str) -> str:
    heard = _SOMALI_C.sub("", name.lower().rstrip("h"))
    for written, sound in _HEARD:
        heard = heard.replace(written, sound)
    return "".join(each for at, each in enumerate(heard) if heard[at - 1 : at] != each)


_SOMALI_C: Final = re.compile("^c(?=abd|aa|um|us)")
"""Cabdi and Abdi are one name in two spellings."""
_HEARD: Final = (
    ("fv", "v"),
    ("qu", "kv"),
    ("ck", "k"),
    ("ch", "k"),
    ("ph", "f"),
    ("f", "v"),
    ("th", "t"),
    ("gh", "g"),
    ("kh", "k"),
    ("ou", "u"),
    ("oo", "u"),
    ("hl", "l"),
    ("hn", "n"),
    ("ey", "ei"),
    ("q", "k"),
    ("c", "k"),
    ("w", "v"),
    ("z", "s"),
    ("x", "h"),
    ("y", "i"),
    ("j", "i"),
    ("é", "e"),
    ("ä", "e"),
    ("å", "o"),
    ("sson", "son"),
)
"""Spellings that are no other name but a twin: they would make wrong negatives."""


KINDS: Final[tuple[Kind, ...]] = (
    *kinds(
        Family.NEGATIVE,
        same_surname,
        same_given,
        near_surname,
        near_given,
        near_both,
        other_ending,
        two_people,
        two_people_crossed,
        two_in_register,
        half_each,
        given_alone,
        given_alone_twice,
        given_then_other_word,
        company,
        company_of_two,
        street,
        place_with_given,
        far_apart,
        words,
        somebody,
        somebody_by_mail,
        somebody_by_tag,
        somebody_masked,
        expect=Expect.NONE,
    ),
    *(
        kind
        for language, transcribe in (
            (Language.RUSSIAN, cyrillic),
            (Language.ARABIC, arabic),
            (Language.PERSIAN, persian),
        )
        for kind in kinds(
            Family.NEGATIVE,
            same_surname,
            same_given,
            expect=Expect.NONE,
            languages=(language,),
            transcribe=transcribe,
        )
    ),
)
