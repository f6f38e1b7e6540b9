"""Documents carry the tables of the stored run, and no others."""

import json
from pathlib import Path

import pytest

from scanner.bench.carried import TABLES, carried

ROOT = Path(__file__).parents[2]
RUN = {
    key: value
    for name in ("matching", "severity")
    for key, value in json.loads((ROOT / "docs" / f"{name}.json").read_bytes()).items()
}


@pytest.mark.parametrize(
    ("document", "table"),
    [("README.md", "speed"), ("docs/matching.md", "speed"), ("docs/severity.md", "severity")],
)
def test_documents_say_what_the_stored_run_measured(document: str, table: str) -> None:
    """After a new run: `python -m scanner.bench.carried docs/matching.json README.md …`."""
    written = (ROOT / document).read_text(encoding="utf-8")
    assert f"<!-- /{table} -->" in written
    assert carried(written, RUN) == written


@pytest.mark.parametrize("table", TABLES)
def test_a_table_stands_between_its_marks(table: str) -> None:
    made = carried(f"before\n<!-- {table} -->\nold\n<!-- /{table} -->\nbehind\n", RUN)
    head, rule, *rows = made.splitlines()[2:-2]
    assert made.startswith(f"before\n<!-- {table} -->\n| ")
    assert made.endswith(f"|\n<!-- /{table} -->\nbehind\n")
    assert rows
    assert {line.count("|") for line in (head, rule, *rows)} == {head.count("|")}


def test_what_was_not_measured_stays_empty() -> None:
    made = carried("<!-- speed -->\n<!-- /speed -->", {"cost": {"match, 10 people: pages/s": 9}})
    assert "| 10 | 9 (≥ 9,000) |  |" in made


def test_a_table_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        carried("<!-- weather -->\n<!-- /weather -->", RUN)
