"""Slips of the hand, told from other names."""

from collections.abc import Iterator
from math import isclose, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match import channel
from scanner.match.channel import chance, meant_bits
from scanner.match.lexicon import Role

NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)


def test_shares_of_the_kinds_of_slips_are_all_of_them() -> None:
    kinds = (
        channel.DROPPED,
        channel.UNDOUBLED,
        channel.DOUBLED,
        channel.STRAY_NEIGHBOUR,
        channel.STRAY,
        channel.SWAPPED,
        channel.NEIGHBOURING_KEY,
        channel.NEAR_VOWEL,
        channel.OTHER_LETTER,
    )
    assert isclose(sum(kinds), 1.0)


SLIPS = (
    ("lindsrtom", "lindstrom", Role.SURNAME),
    ("lindstrm", "lindstrom", Role.SURNAME),
    ("andersssn", "andersson", Role.SURNAME),
    ("krisitna", "kristina", Role.GIVEN),
    ("fatiam", "fatima", Role.GIVEN),
    ("warsaame", "warsame", Role.SURNAME),
    ("hosseiini", "hosseini", Role.SURNAME),
    ("yilmsz", "yilmaz", Role.SURNAME),
    ("aslim", "salim", Role.SURNAME),
    ("qvarnfosr", "qvarnfors", Role.SURNAME),
)


@pytest.mark.parametrize(("written", "meant", "role"), SLIPS)
def test_a_slip_speaks_for_the_name(written: str, meant: str, role: Role) -> None:
    assert meant_bits(written, meant, role) > 0


OTHERS = (
    ("lundstrom", "lindstrom", Role.SURNAME),
    ("lindberg", "lundberg", Role.SURNAME),
    ("anja", "anna", Role.GIVEN),
    ("marina", "marika", Role.GIVEN),
    ("hassan", "hasan", Role.SURNAME),
    ("jansson", "jonsson", Role.SURNAME),
    ("amira", "amina", Role.GIVEN),
)


VETOED = tuple(each for each in OTHERS if each[0] != "hassan")


@pytest.mark.parametrize(("written", "meant", "role"), VETOED)
def test_another_name_speaks_against_the_one_meant(written: str, meant: str, role: Role) -> None:
    assert meant_bits(written, meant, role) < 0


SPELT = (
    ("christina", "kristina", Role.GIVEN),
    ("muhamad", "mohammed", Role.GIVEN),
    ("lindquist", "lindkvist", Role.SURNAME),
    ("hussain", "hussein", Role.SURNAME),
    ("petersson", "pettersson", Role.SURNAME),
)


@pytest.mark.parametrize(("written", "meant", "role"), SPELT)
def test_another_spelling_of_the_name_is_the_name(written: str, meant: str, role: Role) -> None:
    assert meant_bits(written, meant, role) > 5


SLIPS_IN_SPELLINGS = (
    ("chrsitina", "kristina", Role.GIVEN),
    ("muhamda", "mohammed", Role.GIVEN),
    ("lindqquist", "lindkvist", Role.SURNAME),
)


@pytest.mark.parametrize(("written", "meant", "role"), SLIPS_IN_SPELLINGS)
def test_a_slip_in_another_spelling_speaks_for_the_name(
    written: str, meant: str, role: Role
) -> None:
    assert meant_bits(written, meant, role) > 0


def test_twins_in_spelling_are_likelier_than_other_letters() -> None:
    assert chance("lindkvist", "lindqvist") > 8 * chance("lindmvist", "lindqvist")
    assert chance("christina", "kristina") > 8 * chance("mhristina", "kristina")


def test_a_neighbouring_key_is_likelier_than_a_far_one() -> None:
    assert chance("linfstrom", "lindstrom") > chance("linpstrom", "lindstrom")


@given(NAMES, NAMES)
def test_no_evidence_is_more_than_the_name_itself(written: str, meant: str) -> None:
    assert chance(written, meant) <= 1 - channel.SLIP


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_written_has_an_answer(written: str, meant: str) -> None:
    assert isfinite(meant_bits(written, meant, Role.GIVEN))


BY_ORIGIN = {
    "Swedish": "lindstrom andersson bergqvist sandberg",
    "Arabic": "mansour khalil ibrahimi alhassan",
    "Somali": "warsame abukar jimale samatar",
    "Persian": "hosseini rezaei karimi tavakoli",
    "Turkish": "yilmaz ozturk demirci karaca",
    "Slavic": "petrovic hodzic kowalski jovanovic",
    "Finnish": "virtanen korhonen nieminen makinen",
}


@pytest.mark.parametrize("origin", BY_ORIGIN)
def test_slips_are_known_alike_whatever_the_origin_of_the_name(origin: str) -> None:
    told = [
        meant_bits(written, name, Role.SURNAME) > -1.5
        for name in BY_ORIGIN[origin].split()
        for written in _slips(name)
    ]
    assert sum(told) >= 0.93 * len(told)


def _slips(name: str) -> Iterator[str]:
    """A letter doubled, two swapped, one left out; never the first."""
    for place in range(1, len(name)):
        yield name[:place] + name[place] + name[place:]
        yield name[:place] + name[place + 1 :]
        swapped = name[:place] + name[place : place + 2][::-1] + name[place + 2 :]
        if swapped != name:
            yield swapped
