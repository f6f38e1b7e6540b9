"""What the grammar of other languages adds to names."""

import pytest

from scanner.match.endings import native_stems


@pytest.mark.parametrize(
    ("written", "first_form"),
    [
        ("петронеллы", "петронелла"),
        ("варданом", "вардан"),
        ("ратасе", "ратас"),
        ("башу", "баша"),
        ("мерье", "мерья"),
        ("андреем", "андреи"),
        ("амаль", "амал"),
        ("миколі", "микола"),
        ("ولارس", "لارس"),
        ("لكريستينا", "كريستينا"),
        ("العريضي", "عريضي"),
        ("γιώργου", "γιωργοσ"),
        ("ולארס", "לארס"),
    ],
)
def test_a_form_is_read_as_its_first_form(written: str, first_form: str) -> None:
    stems = {stem.word: stem.cost for stem in native_stems(written)}
    assert stems[first_form] > 0


def test_a_word_as_it_stands_costs_nothing() -> None:
    assert native_stems("анна")[0] == ("анна", 0.0)


def test_nothing_is_left_of_a_short_word() -> None:
    assert [stem.word for stem in native_stems("ول")] == ["ول"]


def test_latin_words_have_no_stems_here() -> None:
    assert native_stems("anna") == ()
