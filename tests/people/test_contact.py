"""How she is reached outside work: nothing that the employer reads."""

import pytest

from scanner.model.personal import Personal
from scanner.people.contact import Fault, Written, fault

WORK = ("provstad.example", "social.provkoping.example")


@pytest.mark.parametrize(
    ("private", "found"),
    [
        ("amina@provstad.example", Fault.AT_WORK),
        ("amina@PROVSTAD.example", Fault.AT_WORK),
        ("amina@mail.provstad.example", Fault.AT_WORK),
        ("amina@provkoping.example", Fault.AT_WORK),
        ("amina@skola.provkoping.example", Fault.AT_WORK),
        ("amina@hemprovstad.example", None),
        ("amina@hemma.example", None),
        ("070-174 06 05", None),
        ("", None),
        ("provstad.example", Fault.NOT_VALID),
    ],
)
def test_no_address_of_the_employers_is_private(private: str, found: Fault | None) -> None:
    assert fault(Written(private=Personal(private)), WORK) is found
