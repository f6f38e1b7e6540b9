"""Names as parts. All people are invented."""

import pytest

from scanner.match import names
from scanner.match.names import ALL, Name, as_one_word, given_side, surname_side, with_initial
from scanner.model.ids import PersonId


def of(given: str, surname: str) -> Name:
    bearers = (PersonId("p"),)
    return Name(given_side(given), surname_side(surname), bearers, is_spelling=False)


@pytest.mark.parametrize(
    ("given", "surname", "keys"),
    [
        ("Amina", "Testberg", ["testberg"]),
        ("Amina", "Provström Ali", ["provstrom", "ali", "provstromali"]),
        ("Åsa", "von Provhed", ["provhed", "vonprovhed"]),
        ("Sara", "Al-Khatib", ["khatib", "alkhatib"]),
        ("Sara", "AlKhatib", ["alkhatib", "khatib"]),
        ("Ian", "MacProv", ["macprov", "prov"]),
        ("Dr. Amina", "Warsame", ["warsame"]),
    ],
)
def test_what_a_word_may_be_of_a_surname(given: str, surname: str, keys: list[str]) -> None:
    assert [part.key for _, part in of(given, surname).surname.placed] == keys


def test_a_title_is_no_given_name() -> None:
    assert [part.key for part in of("Dr. Amina", "Warsame").given.parts] == ["amina"]


def test_all_parts_together_have_a_place_of_their_own() -> None:
    assert [at for at, _ in of("Ann-Marie", "Provhed").given.placed] == [0, 1, ALL]


def test_accents_are_kept_beside_the_key() -> None:
    [part] = of("Åsa", "Löfberg").surname.parts
    assert part == ("lofberg", "löfberg")


def test_somebody_is_called_by_nicknames() -> None:
    assert "kicki" in [part.key for _, part in of("Christina", "Provhed").given.nicknames]


def test_a_name_as_one_word_is_a_long_one() -> None:
    assert as_one_word(of("Amina", "Warsame")) == {"aminawarsame", "warsameamina"}
    assert as_one_word(of("Sara", "Al-Khatib")) >= {"sarakhatib", "alkhatibsara"}
    assert "omaralkhatib" in as_one_word(of("Omar", "Al-Khatib"))
    assert as_one_word(of("Bo", "Ek")) == frozenset()


def test_a_surname_behind_an_initial_is_not_the_surname_itself() -> None:
    assert with_initial(of("Amina", "Warsame")) == {"awarsame"}
    assert with_initial(of("Astrid", "Asplund")) == frozenset()
    assert with_initial(of("Bo", "Ek")) == frozenset()


def test_a_nickname_stands_alone_unless_it_is_a_name() -> None:
    assert as_one_word(of("Sossetanten", "")) == {"sossetanten"}
    assert as_one_word(of("Anna", "")) == frozenset()


def test_no_name_outlives_the_matcher_that_looked_for_it() -> None:
    remembering = [each for each in vars(names).values() if hasattr(each, "cache_info")]
    assert [each.__name__ for each in remembering if each.__module__ == names.__name__] == []
