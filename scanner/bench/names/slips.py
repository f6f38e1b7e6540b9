"""Names misspelt: by the ear, by the hand, by a keyboard without their letters."""

import re
import unicodedata
from collections.abc import Callable
from random import Random
from typing import Final

from scanner.bench.names.origins import Origin
from scanner.bench.names.written import Case, Family, Kind, kinds, swapped

LONG: Final = 8
"""Letters from which a word is still itself with two slips."""
SHORTEST: Final = 4
"""Letters of a word that is still itself with one."""

_KEYS: Final = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
_VOWELS: Final = "aeiouyåäöıü"

_TWINS: Final[dict[Origin, tuple[tuple[str, str], ...]]] = {
    Origin.SWEDISH: (
        ("kv", "qv"),
        ("kv", "qu"),
        ("qv", "kv"),
        ("qv", "qu"),
        ("sson$", "son"),
        ("^v", "w"),
        ("^w", "v"),
        ("ll", "l"),
        ("tt", "t"),
        ("ck", "k"),
        ("^kr", "chr"),
        ("^ka", "ca"),
        ("^kl", "cl"),
        ("^ce", "se"),
        ("^z", "s"),
        ("k$", "c"),
        ("f(?=[ias])", "ph"),
        ("ks", "x"),
        ("kt", "ct"),
        ("tr", "thr"),
        ("gren", "green"),
        ("sj", "si"),
        ("berg$", "bergh"),
        ("lind$", "lindh"),
        ("ik", "ick"),
        ("fs", "vs"),
        ("en$", "én"),
        ("ström$", "strøm"),
        ("ll$", "l"),
    ),
    Origin.ARABIC: (
        ("^moha", "muha"),
        ("ahmed", "ahmad"),
        ("ahmad", "ahmed"),
        ("hussein", "hussain"),
        ("yousef", "yusuf"),
        ("omar", "umar"),
        ("khaled", "khalid"),
        ("ou", "u"),
        ("oo", "u"),
        ("u(?=[a-z])", "ou"),
        ("kh", "ch"),
        ("sh", "sch"),
        ("sh", "ch"),
        ("j", "dj"),
        ("w(?=[a-z])", "ou"),
        ("ei", "ai"),
        ("q", "k"),
        ("ss", "s"),
        ("aa", "a"),
        ("ia", "iya"),
        ("i$", "y"),
        ("ee", "i"),
        ("gh", "g"),
        ("al-", "el-"),
        ("al-", "al "),
        ("al-", "al"),
        ("al-", ""),
    ),
    Origin.SOMALI: (
        ("^c", ""),
        ("x", "h"),
        ("^ax", "ah"),
        ("mohamud", "mahamud"),
        ("aa", "a"),
        ("uu", "u"),
        ("ii", "i"),
        ("^abdi", "cabdi"),
        ("^ali$", "cali"),
        ("^h(?=[ai])", "x"),
        ("^omar", "cumar"),
        ("^osman", "cusmaan"),
        ("w", "v"),
        ("q", "k"),
        ("sh", "sch"),
        ("ay", "ai"),
        ("dh", "d"),
        ("y", "j"),
        ("an$", "aan"),
        ("e$", "eh"),
    ),
    Origin.PERSIAN: (
        ("gh", "q"),
        ("ei", "ey"),
        ("ou", "oo"),
        ("ou", "u"),
        ("i$", "y"),
        ("aei$", "ai"),
        ("ss", "s"),
        ("sh", "sch"),
        ("ee", "i"),
        ("kh", "ch"),
        ("j", "dj"),
        ("v", "w"),
        ("z", "s"),
        ("eh$", "e"),
        ("eh$", "a"),
        ("q", "gh"),
        ("h(?=[mnd])", ""),
        ("mohammad", "mohammed"),
        ("ho", "hu"),
    ),
    Origin.TURKISH: (
        ("ş", "sh"),
        ("ş", "sch"),
        ("ç", "ch"),
        ("ç", "tj"),
        ("c", "dj"),
        ("c", "j"),
        ("ü", "y"),
        ("ğ", ""),
        ("ğ", "gh"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("y(?=[aeiou])", "j"),
        ("ay", "ai"),
        ("ı", "y"),
        ("k$", "ck"),
        ("mehmet", "mehmed"),
        ("v", "w"),
    ),
    Origin.SLAVIC: (
        ("vic$", "vitch"),
        ("vic$", "vić"),
        ("ic$", "ich"),
        ("ov$", "off"),
        ("ov$", "ow"),
        ("ev$", "eff"),
        ("j", "y"),
        ("ju", "yu"),
        ("y", "j"),
        ("v", "w"),
        ("w", "v"),
        ("ks", "x"),
        ("sh", "sch"),
        ("ei$", "ej"),
        ("ei$", "ey"),
        ("i$", "y"),
        ("ia$", "ija"),
        ("ia$", "iya"),
        ("ija", "ia"),
        ("dj", "đ"),
        ("ts", "c"),
        ("z", "ž"),
        ("k", "c"),
    ),
    Origin.FINNISH: (
        ("aa", "a"),
        ("ii", "i"),
        ("ee", "e"),
        ("kk", "k"),
        ("ss", "s"),
        ("tt", "t"),
        ("nn", "n"),
        ("v", "w"),
        ("ks", "x"),
        ("k(?=a)", "c"),
        ("uu", "u"),
        ("pp", "p"),
        ("ll", "l"),
    ),
}
"""How the same name is spelled as well; patterns in small letters."""


def ascii_letters(case: Case) -> str:
    plain = bare(case.name.full)
    return plain if plain != case.name.full else ""


def ascii_genitive(case: Case) -> str:
    plain = ascii_letters(case)
    return f"{plain}s" if plain and plain[-1] not in "sxz" else ""


def digraphs(case: Case) -> str:
    return swapped(
        case.name.full, {"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae"}
    )


def one_digraph_dropped(case: Case) -> str:
    """Half the word has its dots: phones forget."""
    marked = [at for at, each in enumerate(case.name.full) if each in "åäöÅÄÖüğşçıİŞÇ"]
    if len(marked) < 2:
        return ""
    at = case.chance.choice(marked)
    return case.name.full[:at] + bare(case.name.full[at]) + case.name.full[at + 1 :]


def ring_as_o(case: Case) -> str:
    return swapped(case.name.full, {"å": "o"})


def dots_as_e(case: Case) -> str:
    return swapped(case.name.full, {"ä": "e"})


def danish_letters(case: Case) -> str:
    return swapped(case.name.full, {"ä": "æ", "ö": "ø"})


def wrong_dots(case: Case) -> str:
    return _once(case, "åäö", {"å": "ä", "ä": "å", "ö": "ä"})


def accent_added(case: Case) -> str:
    return _once(case, "eoai", {"e": "é", "o": "ó", "a": "á", "i": "í"})


def twin_given(case: Case) -> str:
    given = _twin(case.name.given, case)
    return f"{given} {case.name.surname}" if given else ""


def twin_surname(case: Case) -> str:
    surname = _twin(case.name.surname, case)
    return f"{case.name.given} {surname}" if surname else ""


def twin_both(case: Case) -> str:
    given, surname = _twin(case.name.given, case), _twin(case.name.surname, case)
    return f"{given} {surname}" if given and surname else ""


def deleted(case: Case) -> str:
    return _slip(case, lambda word, at, _: word[:at] + word[at + 1 :])


def inserted(case: Case) -> str:
    return _slip(case, _insert)


def substituted(case: Case) -> str:
    return _slip(case, _neighbour)


def transposed(case: Case) -> str:
    return _slip(
        case, lambda word, at, _: word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    )


def doubled(case: Case) -> str:
    return _slip(case, lambda word, at, _: word[:at] + word[at] + word[at:])


def undoubled(case: Case) -> str:
    short, count = re.subn(r"([a-zåäö])\1", r"\1", case.name.full, count=1)
    return short if count else ""


def vowel_heard(case: Case) -> str:
    return _once(case, "eäåoyiu", {"e": "ä", "ä": "e", "å": "o", "o": "å", "y": "i", "i": "y"})


def wrong_vowel(case: Case) -> str:
    return _slip(case, lambda word, at, chance: word[:at] + chance.choice(_VOWELS) + word[at + 1 :])


def first_letter_lost(case: Case) -> str:
    surname = case.name.surname
    return (
        f"{case.name.given} {surname[1:].capitalize()}"
        if surname.isalpha() and len(surname) > LONG
        else ""
    )


def last_letter_lost(case: Case) -> str:
    return case.name.full[:-1] if len(case.name.surname) > SHORTEST else ""


def two_slips_apart(case: Case) -> str:
    given, surname = case.name.given, case.name.surname
    if min(len(given), len(surname)) <= SHORTEST:
        return ""
    return f"{_one(given, case.chance)} {_one(surname, case.chance)}"


def two_slips_together(case: Case) -> str:
    surname = case.name.surname
    if len(surname) <= LONG:
        return ""
    return f"{case.name.given} {_one(_one(surname, case.chance), case.chance)}"


def misread(case: Case) -> str:
    """As a scanner of paper reads it."""
    looks = [
        ("rn", "m"),
        ("m", "rn"),
        ("l", "I"),
        ("cl", "d"),
        ("d", "cl"),
        ("li", "h"),
        ("o", "0"),
    ]
    case.chance.shuffle(looks)
    one, other = next(((a, b) for a, b in looks if a in case.name.surname[1:]), ("", ""))
    surname = case.name.surname
    changed = surname[0] + surname[1:].replace(one, other, 1) if one else ""
    return f"{case.name.given} {changed}" if changed and len(surname) > SHORTEST else ""


def space_inside(case: Case) -> str:
    surname = case.name.surname
    if len(surname) < LONG or " " in surname or "-" in surname:
        return ""
    at = case.chance.randint(3, len(surname) - 3)
    return f"{case.name.given} {surname[:at]} {surname[at:]}"


def space_moved(case: Case) -> str:
    full, at = case.name.full, len(case.name.given)
    return f"{full[: at - 1]} {full[at - 1]}{full[at + 1 :]}" if at > SHORTEST else ""


def space_lost(case: Case) -> str:
    return case.name.full.replace(" ", "")


def stretched(case: Case) -> str:
    at = case.chance.choice([n for n, each in enumerate(case.name.full) if each in _VOWELS] or [1])
    return (
        case.name.full[:at]
        + case.name.full[at] * case.chance.randint(3, 6)
        + case.name.full[at + 1 :]
    )


def bare(text: str) -> str:
    """Without accents and dots."""
    split = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o"))
    return "".join(each for each in split if not unicodedata.combining(each))


def _twin(word: str, case: Case) -> str:
    """The word in another spelling that is usual where it is from; empty where none is known."""
    lower = word.lower()
    found = [
        re.sub(pattern, other, lower, count=1)
        for pattern, other in _TWINS[case.name.origin]
        if re.search(pattern, lower)
    ]
    twins = [each for each in found if each != lower and len(each) >= 3]
    if not twins:
        return ""
    return re.sub(r"(?:^|(?<=[- ]))\w", lambda first: first[0].upper(), case.chance.choice(twins))


def _once(case: Case, which: str, pairs: dict[str, str]) -> str:
    """One letter behind the first is written as another."""
    full = case.name.full
    places = [at for at, each in enumerate(full) if each in which and each in pairs]
    if not places:
        return ""
    at = case.chance.choice(places)
    return full[:at] + pairs[full[at]] + full[at + 1 :]


def _slip(case: Case, change: Callable[[str, int, Random], str]) -> str:
    """One slip in the given name or the surname, if one of them is long enough."""
    words = [case.name.given, case.name.surname]
    long = [at for at, word in enumerate(words) if len(word) > SHORTEST]
    if not long:
        return ""
    at = case.chance.choice(long)
    words[at] = _changed(words[at], case.chance, change)
    return " ".join(words) if " ".join(words) != case.name.full else ""


def _changed(word: str, chance: Random, change: Callable[[str, int, Random], str]) -> str:
    places = [at for at in range(1, len(word)) if word[at].isalpha() and word[at - 1].isalpha()]
    at = chance.choice(places[1:])
    changed = change(word, at, chance)
    return changed if changed != word else change(word, places[0], chance)


def _one(word: str, chance: Random) -> str:
    return _changed(word, chance, chance.choice((_drop, _insert, _neighbour)))


def _drop(word: str, at: int, chance: Random) -> str:
    return word[:at] + word[at + 1 :]


def _insert(word: str, at: int, chance: Random) -> str:
    return word[:at] + chance.choice("abdefghijklmnoprstuvyåäö") + word[at:]


def _neighbour(word: str, at: int, chance: Random) -> str:
    """A key beside the right one."""
    row = next((row for row in _KEYS if word[at] in row), _KEYS[1])
    key = row.find(word[at])
    beside = [row[n] for n in (key - 1, key + 1) if 0 <= n < len(row)]
    return word[:at] + chance.choice(beside) + word[at + 1 :]


KINDS: Final[tuple[Kind, ...]] = (
    *kinds(
        Family.SPELLING,
        ascii_letters,
        ascii_genitive,
        digraphs,
        one_digraph_dropped,
        ring_as_o,
        dots_as_e,
        danish_letters,
        accent_added,
        twin_given,
        twin_surname,
        twin_both,
        undoubled,
        stretched,
    ),
    *kinds(
        Family.SLIP,
        deleted,
        inserted,
        substituted,
        transposed,
        doubled,
        vowel_heard,
        wrong_dots,
        wrong_vowel,
        first_letter_lost,
        last_letter_lost,
        two_slips_apart,
        two_slips_together,
        misread,
        space_inside,
        space_moved,
        space_lost,
    ),
)
