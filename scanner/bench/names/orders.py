"""Names in other cases, with endings, in other orders, with parts more or less."""

from typing import Final

from scanner.bench.names.written import Case, Expect, Family, Kind, Language, kinds

NICKNAMES: Final = {
    "Anders": ("Adde",),
    "Anna": ("Annie", "Anki"),
    "Aleksandar": ("Sasha",),
    "Aleksandra": ("Sasha",),
    "Birgitta": ("Gittan",),
    "Bo": ("Bosse",),
    "Elisabeth": ("Lisa", "Bettan", "Betty"),
    "Fredrik": ("Fredde",),
    "Jan": ("Janne",),
    "Johan": ("Jocke",),
    "Karin": ("Kajsa",),
    "Karl": ("Kalle",),
    "Katarina": ("Kattis", "Nina"),
    "Kristina": ("Kicki", "Stina", "Tina"),
    "Lars": ("Lasse",),
    "Magnus": ("Mange",),
    "Margareta": ("Maggan", "Greta"),
    "Per": ("Pelle",),
    "Stefan": ("Steffe",),
    "Mohamed": ("Mo",),
}
"""Common ones; `match.nicknames` knows more."""

_APOSTROPHES: Final = "'’"
_BACK, _ROUND, _FRONT_ROUND = "aıâ", "ou", "öü"


def plain(case: Case) -> str:
    return case.name.full


def upper(case: Case) -> str:
    return case.name.full.upper()


def lower(case: Case) -> str:
    return case.name.full.lower()


def upper_surname(case: Case) -> str:
    return f"{case.name.given} {case.name.surname.upper()}"


def lower_given(case: Case) -> str:
    return f"{case.name.given.lower()} {case.name.surname}"


def mixed_case(case: Case) -> str:
    letters = enumerate(case.name.full)
    return "".join(each.upper() if at % 2 else each.lower() for at, each in letters)


def genitive(case: Case) -> str:
    return "" if case.name.full[-1] in "sxz" else f"{case.name.full}s"


def genitive_upper(case: Case) -> str:
    return genitive(case).upper()


def genitive_apostrophe(case: Case) -> str:
    return f"{case.name.full}{case.chance.choice(_APOSTROPHES)}s"


def genitive_colon(case: Case) -> str:
    return f"{case.name.full}:s"


def genitive_bare_apostrophe(case: Case) -> str:
    return f"{case.name.full}’" if case.name.full[-1] in "sxz" else ""


def genitive_both(case: Case) -> str:
    """As a foreigner's hand writes it: both words with their ending."""
    name = case.name
    return "" if name.given[-1] in "sxz" or name.surname[-1] in "sxz" else _each(case, "s")


def compound(case: Case) -> str:
    return f"{case.name.full}-{case.chance.choice(('ärendet', 'affären', 'fallet', 'gate'))}"


def turkish_ending(case: Case) -> str:
    return f"{case.name.full}{case.chance.choice(_APOSTROPHES)}{_turkish(case)}"


def turkish_ending_joined(case: Case) -> str:
    return f"{case.name.full}{_turkish(case)}"


def finnish_ending(case: Case) -> str:
    full, ending = case.name.full, case.chance.choice(("n", "lle", "lta", "sta", "lla"))
    if full.endswith("nen"):
        return f"{full[:-3]}se{ending}"
    return f"{full}{'' if full[-1] in 'aeiouyäöå' else 'i'}{ending}"


def slavic_ending(case: Case) -> str:
    """As Polish, Czech or Bosnian text has names of men."""
    name = case.name
    if name.woman or {name.given[-1], name.surname[-1]} & set("aeiouyåäöıü"):
        return ""
    return _each(case, case.chance.choice(("a", "u", "om")))


def somali_ending(case: Case) -> str:
    return f"{case.name.full}{case.chance.choice(('ka', 'ta', 'na'))}"


def reversed_comma(case: Case) -> str:
    return f"{case.name.surname}, {case.name.given}"


def reversed_plain(case: Case) -> str:
    return f"{case.name.surname} {case.name.given}"


def reversed_upper(case: Case) -> str:
    return f"{case.name.surname.upper()} {case.name.given}"


def reversed_comma_tight(case: Case) -> str:
    return f"{case.name.surname},{case.name.given}"


def reversed_middle(case: Case) -> str:
    return f"{case.name.surname}, {case.name.given} {_given(case)}"


def middle_name(case: Case) -> str:
    return f"{case.name.given} {_given(case)} {case.name.surname}"


def two_middle_names(case: Case) -> str:
    return f"{case.name.given} {_given(case)} {_given(case)} {case.name.surname}"


def first_name_before(case: Case) -> str:
    """She goes by her second name; the register writes all."""
    return f"{_given(case)} {case.name.full}"


def middle_initial(case: Case) -> str:
    return f"{case.name.given} {_initial(case)}. {case.name.surname}"


def middle_initials(case: Case) -> str:
    return f"{case.name.given} {_initial(case)}.{_initial(case)}. {case.name.surname}"


def nickname_between(case: Case) -> str:
    word = case.chance.choice(("Häxan", "Bossen", "Drottningen", "the Boss", "Råttan"))
    return f"{case.name.given} ”{word}” {case.name.surname}"


def title_before_surname(case: Case) -> str:
    return f"{case.name.given} (socialsekreterare) {case.name.surname}"


def added_surname(case: Case) -> str:
    joint, more = case.chance.choice("- "), _surname(case)
    halves = case.chance.choice(((case.name.surname, more), (more, case.name.surname)))
    return "" if " " in case.name.surname else f"{case.name.given} {joint.join(halves)}"


def former_name(case: Case) -> str:
    return f"{case.name.given} {case.name.former}" if case.name.former else ""


def former_and_present(case: Case) -> str:
    name = case.name
    return f"{name.given} {name.surname} (f. {name.former})" if name.former else ""


def half_given(case: Case) -> str:
    halves = case.name.given.split("-")
    return f"{case.chance.choice(halves)} {case.name.surname}" if len(halves) > 1 else ""


def half_surname(case: Case) -> str:
    halves = _halves(case.name.surname)
    return f"{case.name.given} {case.chance.choice(halves)}" if len(halves) > 1 else ""


def swapped_surname_halves(case: Case) -> str:
    halves = _halves(case.name.surname)
    return f"{case.name.given} {halves[1]}-{halves[0]}" if len(halves) > 1 else ""


def double_given_joined(case: Case) -> str:
    first, dash, second = case.name.given.partition("-")
    return f"{first}{second.lower()} {case.name.surname}" if dash else ""


def double_given_apart(case: Case) -> str:
    return case.name.full.replace("-", " ", 1) if "-" in case.name.given else ""


def double_surname_other_joint(case: Case) -> str:
    surname = case.name.surname
    other = surname.translate(str.maketrans("- ", " -"))
    return f"{case.name.given} {other}" if len(_halves(surname)) > 1 else ""


def nickname(case: Case) -> str:
    known = NICKNAMES.get(case.name.given)
    return f"{case.chance.choice(known)} {case.name.surname}" if known else ""


def initial_surname(case: Case) -> str:
    return f"{case.name.given[0]}. {case.name.surname}"


def initial_surname_tight(case: Case) -> str:
    return f"{case.name.given[0]}.{case.name.surname}"


def surname_initial(case: Case) -> str:
    return f"{case.name.surname}, {case.name.given[0]}."


def given_initial(case: Case) -> str:
    return f"{case.name.given} {case.name.surname[0]}."


def two_initials(case: Case) -> str:
    return f"{case.name.given[0]}.{case.name.surname[0]}."


def shared_surname(case: Case) -> str:
    """Two of a family: it may be she."""
    return f"{case.name.given} och {_given(case)} {case.name.surname}"


def sentence_between(case: Case) -> str:
    return f"{case.name.given}. {case.name.surname}"


def _each(case: Case, ending: str) -> str:
    return f"{case.name.given}{ending} {case.name.surname}{ending}"


def _given(case: Case) -> str:
    names = case.stock.women if case.name.woman else case.stock.men
    return case.chance.choice([name for name in names if name not in case.name.given])


def _surname(case: Case) -> str:
    return case.chance.choice([name for name in case.stock.surnames if name != case.name.surname])


def _initial(case: Case) -> str:
    return case.chance.choice("ABCEFGHIJKLMNPRSTV")


def _halves(surname: str) -> list[str]:
    halves = surname.replace("-", " ").split()
    return halves if min(map(len, halves)) > 3 else [surname]  # Al-Amin is one name.


def _turkish(case: Case) -> str:
    """Genitive, dative or ablative by the harmony of the last vowel."""
    full = case.name.full.lower()
    vowel = next((each for each in reversed(full) if each in "aeıioöuüyäåâ"), "e")
    high = (
        "u" if vowel in _ROUND else "ü" if vowel in _FRONT_ROUND else "ı" if vowel in _BACK else "i"
    )
    low = "a" if vowel in _BACK + _ROUND else "e"
    open_end = full[-1] == vowel
    return case.chance.choice(
        (f"n{high}n" if open_end else f"{high}n", f"y{low}" if open_end else low, f"d{low}n")
    )


KINDS: Final[tuple[Kind, ...]] = (
    *kinds(Family.CASE, plain, upper, lower, upper_surname, lower_given, mixed_case),
    *kinds(
        Family.ENDING,
        genitive,
        genitive_upper,
        genitive_apostrophe,
        genitive_colon,
        genitive_bare_apostrophe,
        genitive_both,
        compound,
        slavic_ending,
        somali_ending,
    ),
    *kinds(
        Family.ENDING,
        turkish_ending,
        turkish_ending_joined,
        languages=(Language.TURKISH, Language.SWEDISH),
    ),
    *kinds(Family.ENDING, finnish_ending, languages=(Language.FINNISH, Language.SWEDISH)),
    *kinds(
        Family.ORDER,
        reversed_comma,
        reversed_plain,
        reversed_upper,
        reversed_comma_tight,
        reversed_middle,
        middle_name,
        two_middle_names,
        first_name_before,
        middle_initial,
        middle_initials,
        nickname_between,
        title_before_surname,
        added_surname,
        former_name,
        former_and_present,
        half_given,
        half_surname,
        swapped_surname_halves,
        double_given_joined,
        double_given_apart,
        double_surname_other_joint,
        nickname,
    ),
    *kinds(
        Family.PART,
        initial_surname,
        initial_surname_tight,
        surname_initial,
        given_initial,
        two_initials,
        shared_surname,
        sentence_between,
        expect=Expect.WEAK,
    ),
)
