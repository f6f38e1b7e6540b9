"""Somali names in the letters of other languages, and in Arabic ones."""

import pytest

from scanner.match.matcher import Matcher
from scanner.match.scripts import bits
from scanner.match.somali import as_others_write
from scanner.model.mention import Tier
from scanner.model.person import WatchedPerson


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("xuseen", "huseen"),
        ("cabdiraxmaan", "abdirahmaan"),
        ("cali", "ali"),
        ("caasha", "aasha"),
        ("ismaaciil", "ismaaiil"),
        ("nimco", "nimo"),
        ("camilla", "camilla"),
        ("carl", "carl"),
        ("chaachoua", "chaachoua"),
        ("isaac", "isaa"),
        ("lindqvist", "lindqvist"),
    ],
)
def test_x_is_h_and_c_is_mute_where_a_name_is_somali(name: str, other: str) -> None:
    assert as_others_write(name) == other


@pytest.mark.parametrize(
    ("name", "native"),
    [
        ("maxamed", "محمد"),
        ("xirsi", "حرسي"),
        ("cabdi", "عبدي"),
        ("faarax", "فارح"),
        ("cumar", "عمر"),
    ],
)
def test_a_rendering_is_that_of_the_name_as_others_write_it(name: str, native: str) -> None:
    assert bits(name, native) == bits(as_others_write(name), native) > 0


@pytest.mark.parametrize(
    ("given", "surname", "text"),
    [
        ("Maxamed", "Xirsi", "قال محمد حرسي إن"),
        ("Xaliimo", "Faarax", "حليمة فارح قالت"),
        ("Cabdi", "Provgeedi", "عبدي بروفغيدي كتب"),
        ("Ximena", "Provquiroga", "كتبت خيمينا بروفكيروغا"),
    ],
)
def test_she_is_found_in_arabic(given: str, surname: str, text: str) -> None:
    matcher = Matcher([WatchedPerson("her", given, surname)], seed=1)
    assert [mention.person_id for mention in matcher.find([text])[0]] == ["her"]


def test_carina_is_no_arina() -> None:
    matcher = Matcher([WatchedPerson("her", "Carina", "Provdal")], seed=1)
    assert matcher.find(["كارينا بروفدال"])[0][0].tier is Tier.FULL
    assert [each.is_surname_alone for each in matcher.find(["أرينا بروفدال"])[0]] == [True]
