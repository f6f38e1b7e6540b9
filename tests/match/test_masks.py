"""Words in which letters are hidden agree with the parts that they may be, and with no others."""

import pytest

from scanner.match.batch import Words, cut
from scanner.match.letters import HIDDEN
from scanner.match.masks import Masks
from scanner.match.row import laid

PARTS = ("anna", "anne", "lindstrom", "kristinahamnskvist", "bo")


def words(*texts: str) -> Words:
    batch = cut(laid(texts))
    return Words(batch.letters, batch.first, batch.length)


@pytest.mark.parametrize(
    ("masked", "parts"),
    [
        ("a*na", {"anna"}),
        ("a*n*", {"anna", "anne"}),
        ("l*ndstr*m", {"lindstrom"}),
        ("kristinah*mnskvist", {"kristinahamnskvist"}),
        ("kristinahamnskvis*", {"kristinahamnskvist"}),
        ("l*nd", set()),
        ("a*ne*", set()),
    ],
)
def test_what_is_told_must_agree(masked: str, parts: set[str]) -> None:
    found, numbers = Masks(words(*PARTS)).find(words("plain", masked.replace("*", HIDDEN)).alone())
    assert {PARTS[number] for number in numbers} == parts
    assert set(found.tolist()) <= {1}


def test_words_that_hide_nothing_are_not_asked_for() -> None:
    assert [len(each) for each in Masks(words(*PARTS)).find(words("anna", "bo").alone())] == [0, 0]
