"""What bearers of a given name are called."""

import pytest

from scanner.match.families import family
from scanner.match.nicknames import _pairs, nicknames

CALLED = (
    ("kristina", "kicki"),
    ("christina", "stina"),
    ("kristina", "tina"),
    ("margareta", "maggan"),
    ("margareta", "greta"),
    ("katarina", "kattis"),
    ("katarina", "nina"),
    ("elisabeth", "lisa"),
    ("elisabet", "bettan"),
    ("elizabeth", "betty"),
    ("anna", "annie"),
    ("anna", "anki"),
    ("birgitta", "gittan"),
    ("karin", "kajsa"),
    ("mikael", "micke"),
    ("michael", "micke"),
    ("anders", "adde"),
    ("johan", "jocke"),
    ("lars", "lasse"),
    ("per", "pelle"),
    ("karl", "kalle"),
    ("jan", "janne"),
    ("bo", "bosse"),
    ("stefan", "steffe"),
    ("magnus", "mange"),
    ("fredrik", "fredde"),
    ("mohamed", "mo"),
    ("muhammad", "mo"),
    ("yusuf", "jusse"),
    ("malgorzata", "gosia"),
    ("dmitrij", "dima"),
    ("oleksandr", "sasha"),
    ("александр", "саша"),
    ("олександр", "саша"),
    ("марія", "маша"),
    ("asa", "asis"),
)


@pytest.mark.parametrize(("name", "called"), CALLED)
def test_a_nickname_is_known_both_ways(name: str, called: str) -> None:
    assert called in nicknames(name)
    assert family(name) in {family(each) for each in nicknames(called)}


def test_who_is_called_alike_is_not_the_same() -> None:
    assert "bettan" not in nicknames("lisa")
    assert nicknames("xqzv") == ()


def test_no_name_is_its_own_nickname() -> None:
    assert [pair for pair in _pairs() if family(pair[0]) == family(pair[1])] == []
