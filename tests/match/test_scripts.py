"""Renderings of names in other scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.scripts import (
    ALPHABETS,
    WORST,
    Background,
    Script,
    bits,
    models,
    native_letters,
    script_of,
)

RENDERINGS = [
    ("göran", "гёран"),
    ("sjöberg", "шёберг"),
    ("lindqvist", "линдквист"),
    ("johansson", "юханссон"),
    ("johansson", "يوهانسون"),
    ("lindberg", "ليندبيري"),
    ("bergström", "برگستروم"),
    ("peter", "پیتر"),
    ("mohammed", "محمد"),
    ("muhammad", "محمد"),
    ("shirin", "شیرین"),
    ("kovalenko", "коваленко"),
    ("hanna", "ганна"),
    ("lindström", "לינדסטרום"),
    ("papadopoulos", "παπαδόπουλος"),
    ("robinson", "ρόμπινσον"),
]
OTHERS = [
    ("johansson", "линдквист"),
    ("karlsson", "نيكولاس"),
    ("lundgren", "ليندبرغ"),
    ("martin", "پل"),
    ("shirin", "שמעון"),
]


@pytest.mark.parametrize(("latin", "native"), RENDERINGS)
def test_a_rendering_is_likelier_than_any_other_word(latin: str, native: str) -> None:
    assert bits(latin, native) > 5


@pytest.mark.parametrize(("latin", "native"), OTHERS)
def test_another_name_is_no_rendering(latin: str, native: str) -> None:
    assert bits(latin, native) < -10


@pytest.mark.parametrize(
    ("latin", "word"),
    [("anna", "انا"), ("ali", "الي"), ("per", "بر"), ("jon", "он"), ("lena", "لنا")],
)
def test_a_common_word_says_less_than_a_name_of_its_length(latin: str, word: str) -> None:
    background = models()[script_of(word) or Script.ARABIC].background
    assert word in background.words
    unknown = Background(background.counts, {})
    assert background.bits(word) > unknown.bits(word)


def test_a_rare_row_of_letters_is_no_name() -> None:
    assert bits("jassim", "جصيين") < bits("jassim", "جاسم") - 15


@pytest.mark.parametrize(
    ("native", "latin", "other"),
    [
        ("محمد", "mohamud", "magnus"),
        ("حسين", "hussein", "hassan"),
        ("شیرین", "shirin", "soran"),
        ("александр", "aleksandr", "aleksej"),
        ("олександр", "oleksandr", "oleksij"),
        ("שמעון", "shimon", "simone"),
        ("γεωργία", "georgia", "gerda"),
    ],
)
def test_a_native_name_is_known_by_its_latin_spelling(native: str, latin: str, other: str) -> None:
    assert bits(latin, native) > 3 > bits(other, native)


def test_a_name_without_its_accents_is_still_known() -> None:
    assert bits("sjoberg", "шёберг") > 3
    assert bits("sjoberg", "шёберг") < bits("sjöberg", "шёберг")


def test_marks_and_forms_of_letters_make_no_difference() -> None:
    assert bits("sara", "سَارة") == bits("sara", "ساره")
    assert native_letters("Йён".lower()) == "иен"


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("محمد", Script.ARABIC),
        ("шёберг", Script.CYRILLIC),
        ("לינד", Script.HEBREW),
        ("όλγα", Script.GREEK),
        ("åsa", None),
        ("山田", None),
        ("", None),
    ],
)
def test_the_script_of_a_word(word: str, script: Script | None) -> None:
    assert script_of(word) is script


@given(
    st.text("abcdefghijklmnopqrstuvwxyzåäöéšç", max_size=12),
    st.text("".join(ALPHABETS.values()) + "a'-", max_size=12),
)
def test_any_two_words_have_a_number(latin: str, native: str) -> None:
    assert WORST <= bits(latin, native) < 120


def test_long_words_end_soon() -> None:
    assert bits("a" * 3_000, "я" * 3_000) == WORST


@pytest.mark.parametrize("native", ["άφفт", "амiنа", "аμινα"])
def test_letters_of_two_scripts_render_nothing(native: str) -> None:
    assert bits("amina", native) == WORST
