import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.spelling import sound_key
from scanner.match.words import key_of

TWINS = [
    "Kristina Christina", "Karin Carin", "Erik Eric", "Sofia Sophia", "Filip Philip",
    "Eriksson Erixon", "Svensson Swensson", "Gustafsson Gustavsson", "Lindqvist Lindkvist",
    "Lindqvist Lindquist", "Wallin Vallin", "Jonsson Johnsson", "Hansson Hanson",
    "Elisabeth Elisabet", "Hjelm Jelm", "Yusuf Jusuf", "Mohammed Mohamed", "Khalid Kalid",
    "Nour Nur", "Cecilia Sesilia",
]  # fmt: skip
OTHERS = [
    "Lindberg Lindborg", "Anna Hanna", "Erik Erika", "Berg Borg", "Ali Alia", "Eva Ava",
    "Hassan Hussein", "Lindström Lundström",
]  # fmt: skip


@pytest.mark.parametrize("pair", TWINS)
def test_twins_sound_alike(pair: str) -> None:
    one, other = map(key_of, pair.lower().split())
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize("pair", OTHERS)
def test_other_names_do_not(pair: str) -> None:
    one, other = map(key_of, pair.lower().split())
    assert sound_key(one) != sound_key(other)


@given(st.text("abcehkqwz", max_size=12))
def test_a_sound_is_never_longer_than_twice_the_word(key: str) -> None:
    assert len(sound_key(key)) <= 2 * len(key)
