"""Initials: of double names (A-L, A.-L., PO), and in other scripts (ك., К.)."""

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


ABROAD = Matcher(
    [
        WatchedPerson("katarina", "Katarina", "Provblad"),
        WatchedPerson("goran", "Göran", "Provlund"),
        WatchedPerson("hoda", "Hoda", "Mansour"),
        WatchedPerson("eva", "Eva", "Lindqvist"),
        WatchedPerson("dina", "Dina", "Mansour"),
    ],
    seed=1,
)


def initialled(text: str) -> set[str]:
    """Who is found by an initial."""
    return {
        mention.person_id
        for mention in ABROAD.find([text])[0]
        if any(part.form is PartForm.INITIAL for part in mention.parts)
    }


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("مع التحية، ك. بروفبلاد، أخصائية", "katarina"),
        ("كاتارينا ب. لم تجب", "katarina"),
        ("قابلنا غ. بروفلوند اليوم", "goran"),
        ("كتبت الموظفة هـ. منصور في تقريرها", "hoda"),
        ("Решение подписала К. Провблад.", "katarina"),
        ("Катарина П. не ответила", "katarina"),
        ("Решение подписала Э. Линдквист.", "eva"),
        ("Решение подписала Линдквист Е., секретарь", "eva"),
        ("Την απόφαση υπέγραψε η Κ. Προβμπλαντ", "katarina"),
    ],
)
def test_initials_of_other_scripts_are_hers(text: str, person: str) -> None:
    assert initialled(text) == {person}


@pytest.mark.parametrize(
    "text",
    [
        "مع التحية، م. بروفبلاد، أخصائية",
        "ب. كاتارينا",
        "ك بروفبلاد",
        "و بروفبلاد",
        "قال د. منصور",
        "Решение подписала М. Провблад.",
        "К Провблад никто не пошёл",
        "в г. Провблад",
        "С Линдквист я не говорил",
    ],
)
def test_others_letters_are_nobodys_initials(text: str) -> None:
    assert not initialled(text)
