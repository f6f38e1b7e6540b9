"""How many may bear a name."""

import pytest

from scanner.assess.identity.bearers import (
    UNLISTED_NAMESAKES,
    namesakes,
    namesakes_by_initial,
    sound,
    sounding_namesakes,
)


@pytest.mark.parametrize(
    ("given", "surname", "least", "most"),
    [
        ("Anna", "Andersson", 1800, 3000),
        ("ANNA", "andersson", 1800, 3000),
        ("Lars", "Johansson", 1500, 2600),
        ("Maria", "Lindberg", 150, 350),
        ("Mohamed", "Ali", 80, 600),
        ("Amina", "Testsson", UNLISTED_NAMESAKES, UNLISTED_NAMESAKES),
        ("Sixten", "Provsson", UNLISTED_NAMESAKES, UNLISTED_NAMESAKES),
    ],
)
def test_namesakes_are_counted(given: str, surname: str, least: float, most: float) -> None:
    assert least <= namesakes(given, surname) <= most


def test_names_of_one_part_of_the_world_go_together() -> None:
    """Over the whole country Mohamed Ali would be expected some twenty times."""
    assert namesakes("Mohamed", "Ali") > 10 * namesakes("Mohamed", "Lindqvist")


def test_unlisted_names_of_any_origin_weigh_the_same() -> None:
    pairs = [("Amina", "Rahwandi"), ("Sixten", "Provsson"), ("Hodan", "Dalmarow"), ("Živa", "Čop")]
    assert {namesakes(*pair) for pair in pairs} == {UNLISTED_NAMESAKES}


def test_a_double_surname_is_no_commoner_than_its_rarer_half() -> None:
    assert namesakes("Anna", "Andersson-Provmalm") < namesakes("Anna", "Andersson") / 100


@pytest.mark.parametrize(
    ("given", "surname"),
    [("Anna-Lena", "Andersson"), ("Mohamed Ali", "Hassan"), ("Anna", "Al Ali")],
)
def test_a_double_name_of_common_names_is_borne_by_many(given: str, surname: str) -> None:
    """That the whole of it is in no table does not make it rare."""
    assert namesakes(given, surname) > 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed", "Muhammad"),
        ("Lindqvist", "Lindkvist"),
        ("Katarina", "Catharina"),
        ("Per", "Ber"),
    ],
)
def test_names_that_another_script_does_not_tell_apart_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_a_name_in_another_script_may_be_any_that_sounds_so() -> None:
    assert sounding_namesakes("Mohamed", "Ali") > 2 * namesakes("Mohamed", "Ali")
    assert sounding_namesakes("Amina", "Testsson") >= UNLISTED_NAMESAKES


def test_an_initial_fits_many() -> None:
    assert namesakes_by_initial("Andersson") > 10_000 > namesakes_by_initial("Testsson")
