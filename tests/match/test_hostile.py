"""Texts written to be slow or to break something: their cost is linear, what is told of them true.

CPU time of a text is held against that of one an eighth as long, never against a clock.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from random import Random
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from scanner.match.batch import cut
from scanner.match.keys import Hasher
from scanner.match.matcher import Matcher
from scanner.match.row import laid
from scanner.model.mention import Mention, PartForm, PartMatch
from scanner.model.person import WatchedPerson
from scanner.text.fold import fold_key
from tests.match.test_matcher import PEOPLE

MATCHER: Final = Matcher(PEOPLE, seed=1)

Written = Callable[[int, Random], str]
"""A text of so many characters; by chance, so that no cache has seen it."""

LONGER: Final = 8
"""The long text to the short one."""
SLACK: Final = 3
"""A quadratic cost would be eight times the linear one."""
MOMENT: Final = 0.1
"""Seconds of CPU that tell nothing."""
ATTEMPTS: Final = 4
"""A busy machine may be slow for a moment; what is not linear is so each time."""


def repeated(unit: str) -> Written:
    return lambda length, chance: (unit * (length // len(unit) + 1))[:length]


def novel(letters: str, size: int, case: Callable[[str], str] = str) -> Written:
    """Words that nobody has read before."""

    def written(length: int, chance: Random) -> str:
        words = ("".join(chance.choices(letters, k=size)) for _ in range(length // size))
        return case(" ".join(words))[:length]

    return written


def between(left: str, name: str, right: str) -> Written:
    return lambda length, chance: left * (length // 2) + name + right * (length // 2)


def anything(length: int, chance: Random) -> str:
    return "".join(map(chr, chance.choices(range(0x110000), k=length)))


def slips(length: int, chance: Random) -> str:
    """Names with a wrong letter each: all of them are near somebody's."""

    def slip(name: str) -> str:
        at = chance.randrange(1, len(name))
        return name[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + name[at + 1 :]

    names = ("Amina", "Warsame", "Britta", "Löfkvist", "Provberg", "Testman")
    return " ".join(slip(chance.choice(names)) for _ in range(length // 7))[:length]


LATIN: Final = "abcdefghijklmnopqrstuvwxyzåäö"
ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
CYRILLIC: Final = "абвгдежзийклмнопрстуфхцчшщыэюя"

LETTERS: Final = ["a", "A", "é", "س", "漢", "😀", "\u0301", "a\u0301", "\u200b", "\u202e", "\ud800"]
"""One of them a million times."""
NOBODYS: Final = [
    "a1 ", "* ", "A*na W*rs*me ", "W****** ", "a b c d ", "A. ", "A.W.", "A ", "aA", "Ann-", "'",
    "&auml;", "&", "Ã¶", "LindstrÃ¶m ", "amina.", "\n", "\0", "\u0640", "-\n", ": ", "Amina ",
    "name ", "Förnamn: Efternamn: ", "Amina (jag ", "Amina Förnamn ", "\u202eab", "4 m ", "a\n",
    "aminawarsam", "stoppaaminawarsaman ", "jävla ", "Amina ... ",
    "AMINA BRITTA SARA ", "%FF", "=FF", "%C3", "|~~\U0001f170 ",
    "Warsame ", "Provberg Testman ", "x" * 23 + " ", "Amina B. ",
]  # fmt: skip
HERS: Final = [
    "Amina Warsame ", "Amina Warsame. ", "AminaWarsame", "amina_warsame_", "A. Warsame ",
    "amina.warsame@", "Warsame, Amina, ", "4m1n4 w4r54m3 ", "Warsme Amian ", "سارة الخطيب ",
    "Am\udc80ina War\ud800same ", "Аminа Wаrsame ", "\u202eAmina\u202c \u200fWarsame ",
    "Förnamn: Amina\nEfternamn: Warsame\n", "Warsame\tAmina\n", "Amina (x x) Warsame (",
    "Amina jävla Warsame ", "#stoppaaminawarsame ", "emasraW animA\u202e",
    "Warsame\nAmina\n", "A\nm\ni\nn\na\n\nW\na\nr\ns\na\nm\ne\n\n", "Amina 😀 Warsame 😀 ",
    "Ami-\nna War-\nsame ", "A m i n a  W a r s a m e ", "Amina ”Amina ” Warsame ",
]  # fmt: skip

NOBODY: Final[dict[str, Written]] = {
    "small words": novel(LATIN, 8),
    "capitalised words": novel(LATIN, 7, str.title),
    "short capitalised words": novel("aeimnrsw", 5, str.title),
    "Arabic words": novel(ARABIC, 5),
    "Cyrillic words": novel(CYRILLIC, 6, str.title),
    "long words": novel("aminwrse", 40),
    "Greek words": novel("αβγδεζηθικλμνξοπρστυφχψω", 6, str.title),
    "Hebrew words": novel("אבגדהוזחטיכלמנסעפצקרשת", 5),
    "digits for letters": novel("4310asmniwr", 7),
    "masked words": novel("amin*rsw*", 7, str.title),
    "any character": anything,
    "quotes in quotes": between("”»", "Amina", "«”"),
    "brackets in brackets": between("([", "Amina", ")]"),
    **{repr(unit): repeated(unit) for unit in NOBODYS},
}

NAMED: Final[dict[str, Written]] = {
    "slips": slips,
    "every given name beside every surname": lambda length, chance: " ".join(
        chance.choices(("Amina", "Britta", "Sara", "Åsa", "Warsame", "Löfkvist"), k=length // 7)
    ),
    **{repr(unit): repeated(unit) for unit in HERS},
}


GIVEN: Final = ["Agnes", "Amina", "Darko", "Elif", "Farah", "Gunnar", "Hodan", "Ibrahim"]
SURNAMES: Final = [f"B{letter}rgtest" for letter in "abcdefghijklmnopqrstuvwxyz"]
CROWD: Final = Matcher(
    (WatchedPerson(" ".join(name), *name) for name in product(GIVEN, SURNAMES)), seed=1
)
"""Everybody shares her surname with seven others, her given name and an initial with all 25."""

CROWDED: Final[dict[str, Written]] = {
    "all names side by side": lambda length, chance: " ".join(
        chance.choices((*GIVEN, *SURNAMES), k=length // 6)
    ),
    "a list": lambda length, chance: "\n".join(
        f"{chance.choice(SURNAMES)}, {chance.choice(GIVEN)}" for _ in range(length // 14)
    ),
    "initials": lambda length, chance: " ".join(
        f"{chance.choice(GIVEN)} B." for _ in range(length // 9)
    ),
}


def spent(text: str, matcher: Matcher) -> float:
    started = time.process_time()
    matcher.find([text])
    return time.process_time() - started


def is_linear(written: Written, length: int, matcher: Matcher) -> bool:
    shorter = min(spent(written(length, Random(number)), matcher) for number in range(3))
    longer = spent(written(LONGER * length, Random(LONGER)), matcher)
    return longer < LONGER * SLACK * shorter + MOMENT


def assert_linear(written: Written, length: int, matcher: Matcher = MATCHER) -> None:
    assert any(is_linear(written, length, matcher) for _ in range(ATTEMPTS))


@pytest.mark.parametrize("letter", LETTERS, ids=ascii)
def test_a_million_times_one_letter(letter: str) -> None:
    assert_linear(repeated(letter), 125_000)
    assert MATCHER.find([letter * 1_000_000]) == [()]


@pytest.mark.parametrize("written", NOBODY.values(), ids=map(ascii, NOBODY))
def test_a_text_that_names_nobody(written: Written) -> None:
    assert_linear(written, 10_000)


@pytest.mark.parametrize("written", NAMED.values(), ids=map(ascii, NAMED))
def test_a_text_full_of_her_name(written: Written) -> None:
    assert_linear(written, 500)


def test_a_name_that_is_nothing_but_particles() -> None:
    assert_linear(repeated("Le Van "), 500, Matcher([WatchedPerson("one", "Van", "Le")], seed=1))


def test_a_word_of_names_without_end() -> None:
    assert_linear(repeated("AminaWarsame"), 2_000)


def test_a_long_word_of_another_alphabet_before_a_name() -> None:
    text = f"Warsame, Amina\n{'ж' * 200}\nWarsame, Amina"
    assert {mention.start for mention in MATCHER.find([text])[0]} == {0, 216}


def test_halves_of_a_double_surname_side_by_side() -> None:
    double = Matcher([WatchedPerson("one", "Anna Karin", "Provberg Testlind")], seed=1)
    assert_linear(repeated("Anna Karin Provberg Testlind "), 500, double)


@pytest.mark.parametrize("written", CROWDED.values(), ids=CROWDED)
def test_a_text_of_names_that_many_share(written: Written) -> None:
    assert_linear(written, 1_000, CROWD)


SLOT: Final = np.uint64(64 - 20)
"""The first bits of a key decide where `memory` keeps what a word means."""


def slots(words: Sequence[str], seed: int) -> list[int]:
    batch = cut(laid([" ".join(words)]))
    found = Hasher.of(seed).keys_of(batch.letters, batch.first, batch.length) >> SLOT
    return [int(slot) for slot in found]


def test_words_that_push_each_other_out_of_memory_do_so_under_one_seed_only() -> None:
    chance = Random(1)
    words = sorted({"".join(chance.choices(LATIN, k=8)) for _ in range(40_000)})
    crowded = {slot for slot, count in Counter(slots(words, 1)).items() if count > 1}
    crafted = [word for word, slot in zip(words, slots(words, 1), strict=True) if slot in crowded]
    assert len(crafted) > 1_000
    assert len(set(slots(crafted, 1))) <= len(crafted) / 2
    assert len(set(slots(crafted, 2))) > len(crafted) * 0.99
    text = " ".join(crafted * 10)
    cost = {seed: spent(text, Matcher(PEOPLE, seed=seed)) for seed in (2, 1)}
    assert cost[1] < SLACK * cost[2] + MOMENT


UNITS: Final = st.sampled_from([*LETTERS, *NOBODYS, *HERS])
TEXTS: Final = st.lists(
    st.one_of(
        st.builds(str.__mul__, UNITS, st.integers(1, 4)),
        st.text(st.characters(exclude_categories=()), max_size=5),
        st.sampled_from(["Amina", "Warsame", "Britta", "Löfkvist", " ", ", ", "\n"]),
    ),
    max_size=12,
).map("".join)


@settings(max_examples=200)
@given(TEXTS)
def test_parts_lie_in_their_mention_and_mentions_in_the_text(text: str) -> None:
    for mention in MATCHER.find([text])[0]:
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0 < mention.score <= 1
        starts = [each.start for each in mention.parts]
        assert starts == sorted(starts)
        assert mention.start == mention.parts[0].start
        assert mention.end == mention.parts[-1].end
        assert all(each.start < each.end for each in mention.parts)


@settings(max_examples=200)
@given(TEXTS)
def test_what_is_told_is_what_stands_there(text: str) -> None:
    for mention in MATCHER.find([text])[0]:
        for part in mention.parts:
            assert is_like(text[part.start : part.end], part, mention), (text, part)


DIGITS: Final = str.maketrans("013457*", "oieasta")
NAMES: Final = {
    person.person_id: [
        fold_key(name.reveal()) for name in (person.given, person.surname, *person.spellings)
    ]
    for person in PEOPLE
}


def is_like(written: str, part: PartMatch, mention: Mention) -> bool:
    """Whether a stretch of a text may be read as a part of her name: most letters agree.

    Backwards too, for a sign may turn it.
    """
    read = fold_key(written).translate(DIGITS).replace(" ", "")
    if part.form is PartForm.INITIAL:
        return any(read[0] == word[0] for name in NAMES[mention.person_id] for word in name.split())
    ways = product((read, read[::-1]), NAMES[mention.person_id])
    return any(fuzz.partial_ratio(way, name) > 60 for way, name in ways)


@settings(max_examples=50)
@given(UNITS, st.integers(0, 100), UNITS, st.integers(0, 100))
def test_nothing_hides_a_name_in_a_paragraph_of_its_own(
    before: str, times: int, behind: str, more: int
) -> None:
    said = "beslutet som Amina Warsame fattade var fel."
    text = f"{before * times}\n\n{said}\n\n{behind * more}"
    start = text.index(said) + said.index("Amina")
    found = [(each.start, each.end) for each in MATCHER.find([text])[0]]
    assert (start, start + len("Amina Warsame")) in found
