import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from scanner.match.batch import Words, cut
from scanner.match.nearness import SHORTEST_SLIP
from scanner.match.row import laid
from scanner.match.sounds import sounds
from scanner.match.spelling import spelling
from scanner.match.words import key_of

TWINS = [
    "Kristina Christina", "Karin Carin", "Erik Eric", "Sofia Sophia", "Filip Philip",
    "Eriksson Erixon", "Svensson Swensson", "Gustafsson Gustavsson", "Lindqvist Lindkvist",
    "Lindqvist Lindquist", "Wallin Vallin", "Jonsson Johnsson", "Hansson Hanson",
    "Elisabeth Elisabet", "Hjelm Jelm", "Yusuf Jusuf", "Mohammed Mohamed", "Khalid Kalid",
    "Nour Nur", "Cecilia Sesilia", "Xalimo Halimo", "Axmed Ahmed", "Maxamed Mahamed",
    "Faarax Farah", "Cabdirahman Abdirahman", "Cumar Umar", "Sacdiyo Sadiyo", "Ismaaciil Ismaiil",
    "Marija Maria", "Dariya Daria", "Begović Begovich", "Stanković Stankovitch",
]  # fmt: skip
OTHERS = [
    "Lindberg Lindborg", "Anna Hanna", "Erik Erika", "Berg Borg", "Ali Alia", "Eva Ava",
    "Hassan Hussein", "Lindström Lundström", "Alex Aleh", "Felix Felih", "Maija Maia Maj",
    "Zahra Sara", "Carl Arl", "Souad Svad", "Khalid Ghalid Shalid",
]  # fmt: skip


def keys(names: str) -> list[str]:
    return [key_of(name) for name in names.lower().split()]


@pytest.mark.parametrize("names", TWINS)
def test_twins_are_spelt_by_one_sound(names: str) -> None:
    assert len({spelling(key) for key in keys(names)}) == 1


@pytest.mark.parametrize("names", OTHERS)
def test_other_names_are_not(names: str) -> None:
    assert len({spelling(key) for key in keys(names)}) > 1


@pytest.mark.parametrize("names", TWINS)
def test_twins_are_looked_up_by_sound_or_as_a_slip(names: str) -> None:
    one, other = keys(names)
    batch = cut(laid([f"{one} {other}"]))
    heard = sounds(Words.taken(batch.letters, batch.first, batch.length).text())
    first, second = bytes(heard).split(b"\0")[:2]
    slips = 1 if min(len(one), len(other)) >= SHORTEST_SLIP else 0
    assert first == second or OSA.distance(one, other) <= slips


def test_letters_that_arabic_borrowed_are_its_own() -> None:
    assert spelling("پرویز") == spelling("برویز")


@given(st.text("abcehkqwxz", max_size=12))
def test_a_sound_is_never_longer_than_twice_the_word(key: str) -> None:
    assert len(spelling(key)) <= 2 * len(key)
