"""Long passwords that nobody tries first."""

import pytest

from scanner.model.personal import Personal
from scanner.portal.staff.passwords import COMMON_FILE, Weakness, common, weakness

OWN = (Personal("Eva Ansvarig"), Personal("eva.ansvarig@provstad.example"))


@pytest.mark.parametrize(
    ("password", "is_weak"),
    [
        ("tunna gula cyklar", None),
        ("Blåbär & 4 stolar", None),
        ("k7#Qm2!vRx9p", None),
        ("موز أزرق على السطح", None),
        ("eleven signs", None),
        ("elva tecken", Weakness.SHORT),
        ("x" * 201, Weakness.LONG),
        ("Sommar2026!!", Weakness.COMMON),
        ("Password1234", Weakness.COMMON),
        ("Lösenord 2026", Weakness.COMMON),
        ("qwertyuiop12", Weakness.COMMON),
        ("aaaaaaaaaaaaa", Weakness.COMMON),
        ("123456789012", Weakness.COMMON),
        ("abc1abc1abc1", Weakness.COMMON),
        ("Eva.Ansvarig1", Weakness.NAMED),
        ("provstad-eva-26", Weakness.NAMED),
    ],
)
def test_what_is_too_weak_and_why(password: str, is_weak: Weakness | None) -> None:
    assert weakness(Personal(password), Personal(password), OWN) is is_weak


def test_the_list_holds_letters_only_each_once_and_in_order() -> None:
    lines = COMMON_FILE.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert all(line.isalpha() and line == line.casefold() for line in lines)
    assert common() == set(lines)
