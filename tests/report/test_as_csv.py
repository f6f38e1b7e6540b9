"""The spreadsheet: one line a case, nothing that runs."""

import csv
from dataclasses import replace
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from scanner.model.ids import Address
from scanner.report.as_csv import BYTE_ORDER_MARK, COLUMNS, as_csv
from scanner.report.data import ReportData
from tests.report.cases import CASE, DATA, PHONE, PLACE, REVEALED


def rows(data: ReportData, language: str = "sv") -> list[list[str]]:
    text = as_csv(data, language)
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK))))


def test_one_line_a_case() -> None:
    header, line = rows(DATA)
    assert header == list(COLUMNS)
    assert dict(zip(header, line, strict=True)) == {
        "case": "V-K7Q2M9",
        "person": "P-4F7KX2",
        "level": "Hög",
        "tier": "T3",
        "change": "Ny",
        "verdict": "Ännu inte granskad",
        "probability": "99 %",
        "details": "Telefonnummer: 07•-••• •• 05 (personens egen uppgift)",
        "because": "webbplatsen nekade oss",
        "addresses": "hxxps://forum[.]example/trad/7?x=%3Cscript%3E hxxps://mirror[.]example/kopia",
        "first_seen": "20 november 2026 kl. 07.30",
        "last_seen": "21 november 2026 kl. 07.30",
        "evidence_sha256": "0" * 64,
    }


def test_a_lab_says_so_in_every_line() -> None:
    table = rows(replace(DATA, is_lab=True))
    assert len(table) == 2
    assert {line[-1] for line in table} == {"lab"}


def test_no_words_of_a_page_even_when_revealed() -> None:
    assert "Warsame" not in as_csv(REVEALED, "sv")


@given(st.text(alphabet='=+-@\t\r\n",;a', min_size=1))
def test_no_cell_is_a_formula_and_no_line_is_broken(hostile: str) -> None:
    severity = replace(CASE.severity, details=(replace(PHONE, masked=hostile),))
    place = replace(PLACE, address=Address(hostile))
    table = rows(replace(DATA, cases=(replace(CASE, severity=severity, places=(place,)),)))
    assert len(table) == 2
    assert all(cell[:1] not in set("=+-@\t\r") for row in table for cell in row)
