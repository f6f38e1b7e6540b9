"""How common words and names are."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.batch import cut
from scanner.match.keys import rows
from scanner.match.lexicon import (
    Role,
    hashed,
    is_name,
    known_names,
    lexicon,
    of_rows,
    role_bits,
    spelled,
)
from scanner.match.row import laid

NAMES = (
    "anna karin fatima amina mohamed hassan ayse emine mehdi parisa jelena emir lindstrom "
    "lundqvist andersson warsame abdi yilmaz hosseini petrovic hodzic virtanen abdirahim fadumo "
    "jimale milinkovic bajramovic krasniqi rezaie barsoum"
)
KNOWN_WORD = -24.0
"""Bits of a word that stands once in sixteen million."""

as_word, as_given, as_surname = (
    partial(role_bits, role=role) for role in (Role.WORD, Role.GIVEN, Role.SURNAME)
)


@pytest.mark.parametrize("name", NAMES.split())
def test_a_name_of_any_origin_is_known(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "word", ["och", "som", "kommun", "barn", "from", "the", "with", "работа", "на", "في", "من"]
)
def test_an_ordinary_word_is_known_as_one(word: str) -> None:
    assert lexicon().holds(spelled([word]), Role.WORD, KNOWN_WORD)[0]


@pytest.mark.parametrize("word", ["per", "berg", "sten", "stolt", "hall"])
def test_a_name_that_is_a_word_is_both(word: str) -> None:
    assert is_name(word)
    assert lexicon().holds(spelled([word]), Role.WORD, KNOWN_WORD)[0]


@pytest.mark.parametrize("word", ["och", "skriver", "kommunen", "lindsrtom", "qvarnfosr", "xqzv"])
def test_no_word_and_no_slip_is_called_a_name(word: str) -> None:
    assert not is_name(word)


def test_bits_tell_common_from_rare() -> None:
    assert as_given("anna") > as_given("tyra") > as_given("xqzv")
    assert as_surname("andersson") > as_surname("lindstrom") > as_surname("lindstad")
    assert as_word("och") > as_word("kommun") > as_word("lindsrtom")


def test_an_unknown_name_is_told_from_a_slip_by_its_letters() -> None:
    assert as_surname("kvarnstad") > as_surname("kvarntsad") + 4


def test_a_word_is_found_with_and_without_its_digraph() -> None:
    assert is_name("isaac")
    assert as_given("isac") >= as_given("isaac")


@given(st.text(max_size=40))
def test_bits_are_finite_and_never_above_zero(word: str) -> None:
    for role in Role:
        assert -1000 < role_bits(word, role) <= 0


def test_words_of_a_batch_are_the_same_words() -> None:
    batch = cut(laid(["Anna Lindström skriver till Стокгольм"]))
    words = of_rows(rows(batch.letters, batch.first, batch.length))
    plain = spelled(["anna", "lindstrom", "skriver", "till", "стокгольм"])
    assert hashed(words).tolist() == hashed(plain).tolist()
    assert lexicon().holds(words, Role.WORD, KNOWN_WORD)[2:4].all()
    assert known_names(words)[:2].all()
