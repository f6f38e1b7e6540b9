"""How a word is a part of a name, and how much that tells."""

import pytest

from scanner.match.evidence import LEAST, Edge, evidence
from scanner.match.letters import HIDDEN
from scanner.match.lexicon import Role
from scanner.match.names import Part
from scanner.match.words import key_of
from scanner.model.mention import PartForm


def part(folded: str) -> Part:
    return Part(key_of(folded), folded)


@pytest.mark.parametrize(
    ("word", "name", "form"),
    [
        ("lindström", "lindström", PartForm.FOLDED),
        ("lindstrom", "lindström", PartForm.FOLDED),
        ("lindstroem", "lindström", PartForm.FOLDED),
        ("lindströms", "lindström", PartForm.INFLECTED),
        ("lindströmille", "lindström", PartForm.INFLECTED),
        ("juntusella", "juntunen", PartForm.INFLECTED),
        ("lindqvist", "lindkvist", PartForm.VARIANT),
        ("lindquists", "lindkvist", PartForm.VARIANT),
        ("liiiindström", "lindström", PartForm.VARIANT),
        ("stjernström", "stjärnström", PartForm.VARIANT),
        ("kush", "kuş", PartForm.VARIANT),
        ("shukrue", "şükrü", PartForm.VARIANT),
        ("ostedt", "åstedt", PartForm.VARIANT),
        ("sacdiyo", "sadiyo", PartForm.VARIANT),
        ("lindsrtöm", "lindström", PartForm.TYPO),
        ("akdernir", "akdemir", PartForm.TYPO),
        ("hel", "hell", PartForm.TYPO),
        ("lidström", "lidstrom", PartForm.FOLDED),
        (f"lindstr{HIDDEN}m", "lindström", PartForm.TYPO),
        ("линдстрём", "lindström", PartForm.SCRIPT),
        ("линдстрёма", "lindström", PartForm.SCRIPT),
        ("mohammed", "محمد", PartForm.SCRIPT),
        ("محمد", "محمد", PartForm.FOLDED),
        ("ومحمد", "محمد", PartForm.INFLECTED),
    ],
)
def test_how_a_word_is_a_surname(word: str, name: str, form: PartForm) -> None:
    found = evidence(word, part(name), Role.SURNAME)
    assert found is not None
    assert found.form is form
    assert found.bits > LEAST


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("berglund", "lindström"),
        ("lindberg", "lindström"),
        ("lin", "lindström"),
        ("лена", "lindström"),
        ("", "lindström"),
        ("ek", "ek-lund"),
        (f"{HIDDEN}erg", "lindström"),
    ],
)
def test_what_is_no_part_of_it(word: str, name: str) -> None:
    assert evidence(word, part(name), Role.SURNAME) is None


def test_another_name_tells_less_than_a_slip() -> None:
    name = part("lindström")
    slip, other = (evidence(word, name, Role.SURNAME) for word in ("lindsrtöm", "lundström"))
    assert slip is not None
    assert other is None or (other.is_borne and other.bits < slip.bits)


SLIPS_AT_HOME = """
منصروي منصوري
المنصوي المنصوري
خديججة خديجة
الهاام الهام
مرییم مریم
حسیني‌ حسینی
юханссон юхансон
маирна марина
кузнецоов кузнецов
дмитирий дмитрий
кузнецва кузнецов
אסתרר אסתר
לוינסטין לוינשטיין
παπαδοπυλος παπαδοπουλος
"""


@pytest.mark.parametrize("pair", SLIPS_AT_HOME.strip().splitlines())
def test_a_slip_is_one_in_any_script(pair: str) -> None:
    word, name = pair.replace("\u200c", "").split()
    found = evidence(word, part(name), Role.SURNAME)
    assert found is not None
    assert found.bits > -1.5


OTHERS_AT_HOME = """
حسين حسن
حسن حسين
محمود محمد
أحمد محمد
حمد أحمد
بن ابن
عليا علي
أمين أمينة
منصوري منصور
كريم رحيم
مریم مریمی
марина мария
мария марина
иванов ивановский
дамир дамира
דוד דודי
μαρια μαριος
"""


@pytest.mark.parametrize("pair", OTHERS_AT_HOME.strip().splitlines())
def test_another_name_is_no_slip_in_any_script(pair: str) -> None:
    word, name = pair.split()
    for role in (Role.GIVEN, Role.SURNAME):
        found = evidence(word, part(name), role)
        assert found is None or found.bits < -1.0


def test_endings_close_a_name_and_proclitics_open_it() -> None:
    ending = evidence("lindströms", part("lindström"), Role.SURNAME)
    proclitic = evidence("وليندستروم", part("lindström"), Role.SURNAME)
    assert ending is not None
    assert proclitic is not None
    assert (ending.edge, proclitic.edge) == (Edge.LAST, Edge.FIRST)
