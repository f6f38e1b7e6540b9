"""Names in other scripts than the Latin one: with slips, and as people there write them.

Of those who enrolled a name in its own script, and of everybody who is written in another.
"""

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Final

from rapidfuzz.distance import OSA

from scanner.bench.names import transcriptions
from scanner.bench.names.origins import Origin
from scanner.bench.names.written import Case, Expect, Family, Kind, Language, Write

SHORTEST: Final = 4
"""Letters of a word that is still itself with a slip."""

_KEYS: Final = {
    Language.ARABIC: ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"),
    Language.PERSIAN: ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"),
    Language.RUSSIAN: ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    Language.HEBREW: ("קראטוןםפ", "שדגכעיחלך", "זסבהנמצתץ"),
    Language.GREEK: ("ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"),
}
_AT_HOME: Final = {
    Language.ARABIC: Origin.ARABIC,
    Language.PERSIAN: Origin.PERSIAN,
    Language.RUSSIAN: Origin.SLAVIC,
}
_RENDERED: Final = {
    Language.ARABIC: transcriptions.arabic,
    Language.PERSIAN: transcriptions.persian,
    Language.RUSSIAN: transcriptions.cyrillic,
    Language.HEBREW: transcriptions.hebrew,
    Language.GREEK: transcriptions.greek,
}

Slip = Callable[[str, int, Iterable[str], Random], str]
"""A word, where its letter is not the first, rows of keys."""


def dropped(word: str, at: int, _keys: Iterable[str], _chance: Random) -> str:
    return word[:at] + word[at + 1 :]


def doubled(word: str, at: int, _keys: Iterable[str], _chance: Random) -> str:
    return word[:at] + word[at] + word[at:]


def swapped(word: str, at: int, _keys: Iterable[str], _chance: Random) -> str:
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def stray(word: str, at: int, keys: Iterable[str], chance: Random) -> str:
    return word[:at] + chance.choice(_beside(word[at], keys)) + word[at:]


def changed(word: str, at: int, keys: Iterable[str], chance: Random) -> str:
    return word[:at] + chance.choice(_beside(word[at], keys)) + word[at + 1 :]


SLIPS: Final[tuple[Slip, ...]] = (dropped, doubled, swapped, stray, changed)


def _beside(letter: str, keys: Iterable[str]) -> str:
    """Keys beside a letter's."""
    for row in keys:
        place = row.find(letter)
        if place >= 0:
            return row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    return letter


def _slipped(written: str, slip: Slip, language: Language, chance: Random) -> str:
    """A name with a slip behind the second letter of a word; empty where none is long enough."""
    words = written.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > SHORTEST and word.isalpha()]
    if not long:
        return ""
    at = chance.choice(long)
    word = words[at]
    words[at] = slip(word, chance.randrange(2, len(word)), _KEYS[language], chance)
    return " ".join(words) if words[at] != word else ""


def _at_home(slip: Slip, language: Language) -> Write:
    def write(case: Case) -> str:
        if case.name.native is None or case.name.origin is not _AT_HOME[language]:
            return ""
        return _slipped(" ".join(case.name.native), slip, language, case.chance)

    return write


def _rendered(language: Language) -> Write:
    def write(case: Case) -> str:
        return _slipped(_RENDERED[language](case), case.chance.choice(SLIPS), language, case.chance)

    return write


def as_enrolled(name: str, _case: Case) -> str:
    return name


def surname_first(name: str, _case: Case) -> str:
    given, _, surname = name.partition(" ")
    return f"{surname} {given}"


def surname_first_comma(name: str, case: Case) -> str:
    given, _, surname = name.partition(" ")
    comma = "," if case.name.origin is Origin.SLAVIC else "،"
    return f"{surname}{comma} {given}"


def hash_tag(name: str, _case: Case) -> str:
    return f"#{name.replace(' ', '_')}"


def hash_tag_joined(name: str, _case: Case) -> str:
    return f"#{name.replace(' ', '').lower()}"


def genitive(name: str, case: Case) -> str:
    return _declined(name, "gen", case)


def dative(name: str, case: Case) -> str:
    return _declined(name, "dat", case)


def near(name: str, case: Case) -> str:
    """Another name that is known, a letter from hers."""
    words = name.split(" ")
    at = case.chance.randrange(len(words))
    others = [
        other
        for other in sorted(set(case.stock.native.values()))
        if OSA.distance(other, words[at], score_cutoff=1) == 1
    ]
    words[at] = case.chance.choice(others) if others else ""
    return " ".join(words) if all(words) else ""


def _declined(name: str, grammar: str, case: Case) -> str:
    woman = case.name.woman
    words = [transcriptions.declined(word, grammar, woman=woman) for word in name.split(" ")]
    return " ".join(words)


Way = Callable[[str, Case], str]


def _natively(way: Way, language: Language) -> Write:
    def write(case: Case) -> str:
        if case.name.native is None or case.name.origin is not _AT_HOME[language]:
            return ""
        return way(" ".join(case.name.native), case)

    return write


def _enrolled(
    way: Way, *languages: Language, expect: Expect = Expect.HIT, grammar: str = ""
) -> Iterator[Kind]:
    for language in languages or _AT_HOME:
        yield Kind(
            name=f"{way.__name__}_at_home_in_{language.name.lower()}",
            family=Family.SCRIPT if expect is Expect.HIT else Family.NEGATIVE,
            expect=expect,
            write=_natively(way, language),
            languages=(language,),
            enrolled_natively=True,
            grammar=grammar,
        )


def _kinds() -> Iterator[Kind]:
    for language in _AT_HOME:
        for slip in SLIPS:
            yield Kind(
                name=f"{slip.__name__}_at_home_in_{language.name.lower()}",
                family=Family.SLIP,
                expect=Expect.HIT,
                write=_at_home(slip, language),
                languages=(language,),
                enrolled_natively=True,
            )
    for language in _RENDERED:
        yield Kind(
            name=f"slipped_in_{language.name.lower()}",
            family=Family.SLIP,
            expect=Expect.HIT,
            write=_rendered(language),
            languages=(language,),
        )


KINDS: Final[tuple[Kind, ...]] = (
    *_kinds(),
    *_enrolled(as_enrolled),
    *_enrolled(surname_first),
    *_enrolled(surname_first_comma),
    *_enrolled(hash_tag),
    *_enrolled(hash_tag_joined),
    *_enrolled(genitive, Language.RUSSIAN, grammar="gen"),
    *_enrolled(dative, Language.RUSSIAN, grammar="dat"),
    *_enrolled(near, expect=Expect.NONE),
)
