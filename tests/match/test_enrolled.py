"""Whoever was enrolled, in whatever letters, is found where a text has her name exactly so."""

import unicodedata
from typing import Final

import pytest
from hypothesis import assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from scanner.match.matcher import Matcher
from scanner.match.words import LINKS
from scanner.model.person import WatchedPerson
from scanner.model.personal import Personal
from scanner.people.form import spelling_fault
from scanner.text.fold import fold_key
from scanner.text.particles import PARTICLES

_SCRIPTS: Final = {
    "LATIN": [(0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x131), (0x134, 0x149), (0x14A, 0x180)],
    "VIETNAMESE": [(0x1EA0, 0x1EFA)],
    "GREEK": [(0x391, 0x3CA)],
    "CYRILLIC": [(0x410, 0x450), (0x456, 0x457)],
    "ARABIC": [(0x621, 0x63B), (0x641, 0x64B), (0x67E, 0x67F), (0x6A9, 0x6AA), (0x6CC, 0x6CD)],
    "HEBREW": [(0x5D0, 0x5EB)],
    "ARMENIAN": [(0x531, 0x557), (0x561, 0x587)],
    "GEORGIAN": [(0x10D0, 0x10F1)],
    "ETHIOPIC": [(0x1200, 0x1240)],
    "SYRIAC": [(0x712, 0x72D)],
    "DEVANAGARI": [(0x905, 0x93A), (0x93E, 0x94D)],
    "BENGALI": [(0x985, 0x98D), (0x995, 0x9A9), (0x9BE, 0x9C5)],
    "TAMIL": [(0xB92, 0xB94), (0xBAE, 0xBBA), (0xBBE, 0xBC3)],
    "THAI": [(0xE01, 0xE2F), (0xE34, 0xE3A)],
    "HAN": [(0x4E00, 0x9FA6)],
    "KANA": [(0x3042, 0x3094), (0x30A2, 0x30F4)],
    "HANGUL": [(0xAC00, 0xD7A4)],
    "TIFINAGH": [(0x2D30, 0x2D66)],
    "ADLAM": [(0x1E900, 0x1E944)],
}
_TWO_SIGNS: Final = "Ŀŀ"
"""L and a dot as one letter, which Unicode advises against. Gal·la is found; "Bŀa" is not."""
_LETTERS: Final = tuple(
    "".join(
        letter
        for first, behind in ranges
        for letter in map(chr, range(first, behind))
        if unicodedata.category(letter)[0] in "LM" and letter not in _TWO_SIGNS
    )
    for ranges in _SCRIPTS.values()
)
_JOINTS: Final = st.sampled_from((" ", "-", ". "))


def _side(letters: str) -> st.SearchStrategy[str]:
    """A given name or a surname, of one or two words."""
    word = st.text(letters, min_size=2, max_size=9).map(str.capitalize)
    word = word.filter(lambda written: unicodedata.category(written[0])[0] == "L")
    return word | st.tuples(word, _JOINTS, word).map("".join)


PEOPLE: Final = st.sampled_from(_LETTERS).flatmap(
    lambda letters: st.tuples(_side(letters), _side(letters))
)


@settings(max_examples=300)
@drawn(PEOPLE)
def test_who_is_enrolled_is_found_as_she_wrote_her_name(name: tuple[str, str]) -> None:
    whole, fault = spelling_fault(Personal(" ".join(name)))
    assume(fault is None and all(map(_tells, name)))
    given, surname = (spelling_fault(Personal(side))[0].reveal() for side in name)
    person = WatchedPerson("a" * 32, given, surname, ())
    (mentions,) = Matcher([person], seed=1).find([f"Det var {whole.reveal()} som skrev."])
    assert {each.person_id for each in mentions} == {person.person_id}


def _tells(side: str) -> bool:
    """False for what is nothing but words that stand before names: "Von", "Och"."""
    return any(len(word) > 1 and word not in PARTICLES | LINKS for word in fold_key(side).split())


@pytest.mark.parametrize(
    ("given", "surname"),
    [
        ("شیرین", "مراد\u200cزاده"),
        ("پریسا", "حسینی\u200cنژاد"),
        ("Anna", "St. Clair"),
        ("Jo.", "Berg"),
        ("O. K.", "Svensson"),
        ("AnnMarie", "Berg"),
        ("Jordi", "Puig i Cadafalch"),
        ("小明", "王李"),
        ("민준", "김철수"),
        ("สมชาย", "ใจดี"),
        ("देवी", "शर्मा"),
        ("অআা", "অঅ. অঅা"),
        ("N'Golo", "D’Angelo"),
    ],
)
def test_names_with_signs_and_small_words_inside(given: str, surname: str) -> None:
    person = WatchedPerson("a" * 32, given, surname, ())
    matcher = Matcher([person], seed=1)
    for text in (f"{given} {surname}", f"Det var {given} {surname} som skrev."):
        assert [each.person_id for each in matcher.find([text])[0]] == [person.person_id]


@pytest.mark.parametrize("enrolled", ["مراد\u200cزاده", "مرادزاده"])
@pytest.mark.parametrize("written", ["مراد\u200cزاده", "مرادزاده", "مراد زاده"])
def test_a_zero_width_joint_may_be_there_or_not(enrolled: str, written: str) -> None:
    matcher = Matcher([WatchedPerson("a" * 32, "شیرین", enrolled, ())], seed=1)
    assert matcher.find([f"خانم شیرین {written} آمد"])[0]
