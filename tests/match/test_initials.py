"""Initials of double given names and surnames: A-L, A.-L., PO."""

import pytest

from scanner.match.matcher import Matcher
from scanner.model.mention import PartForm
from scanner.model.person import WatchedPerson

MATCHER = Matcher(
    [
        WatchedPerson("lena", "Anna-Lena", "Provqvist"),
        WatchedPerson("po", "Per-Olof", "Provdal"),
        WatchedPerson("eva", "Eva-Liisa", "Provvaara"),
        WatchedPerson("siri", "Siri", "Provek-Holm"),
        WatchedPerson("asa", "Anna-Birgitta", "Provgren"),
        WatchedPerson("karin", "Karin", "Provmark"),
    ],
    seed=1,
)


def initials(text: str) -> list[tuple[str, str]]:
    """Whom, and what of each text stands for initials."""
    return [
        (mention.person_id, text[part.start : part.end])
        for mention in MATCHER.find([text])[0]
        for part in mention.parts
        if part.form is PartForm.INITIAL
    ]


@pytest.mark.parametrize(
    ("text", "person", "written"),
    [
        ("A-L Provqvist skrev under.", "lena", "AL"),
        ("A.-L. Provqvist skrev under.", "lena", "AL"),
        ("A. L. Provqvist skrev under.", "lena", "AL"),
        ("Provqvist A-L skrev under.", "lena", "AL"),
        ("Provqvist, A-L", "lena", "AL"),
        ("Provqvist A.-L. och Ek B.", "lena", "AL"),
        ("A. Provqvist skrev under.", "lena", "A"),
        ("P-O Provdal ringde.", "po", "PO"),
        ("PO Provdal ringde.", "po", "PO"),
        ("Jour: Provdal PO, tel. 1", "po", "PO"),
        ("plats 14 – E-L Provvaara", "eva", "EL"),
        ("Siri P-H ringde.", "siri", "PH"),
    ],
)
def test_both_are_hers(text: str, person: str, written: str) -> None:
    found = initials(text)
    assert {one for one, _ in found} == {person}
    assert "".join(each for _, each in found) == written


@pytest.mark.parametrize(
    "text",
    [
        "A-M Provqvist skrev under.",
        "L-A Provqvist skrev under.",
        "Provqvist A-M skrev under.",
        "A-K Provmark ringde.",
        "K-A Provmark ringde.",
        "AB Provgren",
        "Provgren AB",
        "Po Provdal ringde.",
        "PROVDAL PO",
        "OP Provdal ringde.",
    ],
)
def test_anothers_are_nobodys(text: str) -> None:
    assert not initials(text)
