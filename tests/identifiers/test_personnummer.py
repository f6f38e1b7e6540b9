"""Against Skatteverket's test numbers and the public format cases, where they are at hand."""

import csv
import json
from pathlib import Path

import pytest

from scanner.identifiers.kinds import find_folded, normalise
from scanner.identifiers.personnummer import luhn
from scanner.model.person import DetailKind
from scanner.text.fold import fold

DATA = Path(__file__).parents[2] / ".." / "shared" / "data" / "identifiers"
with_data = pytest.mark.skipif(
    not DATA.exists(), reason="needs ../shared/data/identifiers, the public test numbers"
)


def official() -> list[str]:
    """Skatteverket's; the file's reserve numbers of hospitals are another thing."""
    with (DATA / "personnummer_test.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row["pin12"] for row in rows if "skatteverket" in row["source"]]


@with_data
def test_every_official_test_number_is_one() -> None:
    numbers = official()
    assert len(numbers) > 3000
    for number in numbers:
        assert normalise(DetailKind.PERSONNUMMER, number) == number[2:]
        dashed = f"{number[2:8]}-{number[8:]}"
        assert [each.normal.reveal() for each in find_folded(fold(dashed)) if each.sure] == [
            number[2:]
        ]


@with_data
def test_one_wrong_digit_is_always_noticed() -> None:
    for number in official()[:200]:
        for place in range(2, 12):
            wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
            assert normalise(DetailKind.PERSONNUMMER, wrong) is None


def cases(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found


@with_data
def test_public_format_cases() -> None:
    for case in cases("personnummer_meta_list.json"):
        if case["valid"] and case["type"] in ("ssn", "con"):
            forms = {case[form] for form in ("long_format", "short_format", "separated_format")}
            normals = {normalise(DetailKind.PERSONNUMMER, form) for form in forms}
            assert normals == {case["short_format"]}


@with_data
def test_organisation_and_interim_numbers_are_none() -> None:
    others = cases("personnummer_meta_orgnumber.json") + cases("personnummer_meta_interim.json")
    for case in others:
        assert normalise(DetailKind.PERSONNUMMER, case["separated_format"]) is None


@pytest.mark.parametrize(
    ("number", "right"), [("9001019802", True), ("9001019803", False), ("0", True), ("", True)]
)
def test_check_digit(number: str, right: bool) -> None:
    assert luhn(number) is right


@pytest.mark.parametrize("date", ["000230", "010229", "001301", "000100", "000192", "000432"])
def test_a_day_that_never_was_is_no_birthday(date: str) -> None:
    completed = [f"{date}238{check}" for check in range(10)]
    assert [normalise(DetailKind.PERSONNUMMER, each) for each in completed] == [None] * 10
