"""Names that share their parts: halves that fit many tell of nobody, whole names are found."""

from itertools import product

import pytest

from scanner.match.crowds import MOST
from scanner.match.matcher import Matcher
from scanner.model.person import WatchedPerson

GIVEN = ("Anna", "Maria", "Fatima", "Karin", "Hodan", "Irma")
SURNAMES = ("Provberg", "Testlund", "Warsame", "Demirtest", "Jamaprov")
PEOPLE = tuple(
    WatchedPerson(f"{one} {two} {three} {four}", f"{one}-{two}", f"{three}-{four}")
    for one, two, three, four in product(GIVEN, GIVEN, SURNAMES, SURNAMES)
    if one != two and three != four
)
MATCHER = Matcher((*PEOPLE, WatchedPerson("plain", "Anna", "Testlund")), seed=1)


def named(text: str) -> set[str]:
    return {str(each.person_id) for each in MATCHER.find([text])[0]}


def test_halves_that_fit_a_crowd_tell_of_nobody() -> None:
    assert len(PEOPLE) > 50 * MOST
    assert named("säger Maria Warsame i dag") == set()
    assert named("säger Anna Testlund i dag") == {"plain"}


@pytest.mark.parametrize(
    "text",
    [
        "säger Maria-Fatima Warsame-Provberg i dag",
        "säger Maria Fatima Warsame Provberg i dag",
        "säger Maria-Fatima Warsaame-Provberg i dag",
        "säger Mariafatima Warsameprovberg i dag",
        "säger Warsame-Provberg, Maria-Fatima i dag",
        "Anna Testlund, Karin Provberg, Maria-Fatima Warsame-Provberg och Hodan Warsame",
    ],
)
def test_a_whole_name_is_found_in_any_crowd(text: str) -> None:
    assert "Maria Fatima Warsame Provberg" in named(text)


def test_a_page_of_shared_names_names_few() -> None:
    text = " ".join(f"{one} {two}" for one, two in product(GIVEN, SURNAMES) for _ in range(8))
    assert len(named(text)) < 50 * MOST
