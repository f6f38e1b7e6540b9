"""A town in other scripts, from its letters."""

import pytest

from scanner.assess.identity.exonyms import exonyms
from scanner.places.phrases import comparable


def found(town: str, text: str) -> bool:
    return any(one.search(comparable(text)[0]) for one in exonyms(town))


@pytest.mark.parametrize(
    ("town", "text"),
    [
        ("Provstad", "بلدية بروفستاد"),
        ("Provstad", "السوسيال في بروڤستاد"),
        ("Provstad", "социальная служба Провстада"),
        ("Testköping", "في تيستشوبينغ"),
        ("Testköping", "في تستكوبينغ"),
        ("Granhult", "بغرانهولت"),
    ],
)
def test_a_town_is_known_by_its_consonants(town: str, text: str) -> None:
    assert found(town, text)


@pytest.mark.parametrize(
    ("town", "text"),
    [
        ("Provstad", "في بوراس"),
        ("Provstad", "بروفستادية"),
        ("Ed", "عد"),
        ("Testköping", "لينشوبينغ"),
    ],
)
def test_another_town_or_word_is_not_taken_for_it(town: str, text: str) -> None:
    assert not found(town, text)
