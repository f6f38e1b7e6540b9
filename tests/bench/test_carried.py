"""Documents carry the tables of the stored run, and no others."""

from pathlib import Path

import pytest

from scanner.bench.carried import MATCHING, TABLES, carried, stored

ROOT = Path(__file__).parents[2]
RUNS = stored(ROOT / "docs")


@pytest.mark.parametrize(
    ("document", "table"),
    [
        ("README.md", "speed"),
        ("README.md", "identity"),
        ("README.md", "severity"),
        ("docs/matching.md", "speed"),
        ("docs/identity.md", "identity"),
        ("docs/severity.md", "severity"),
    ],
)
def test_documents_say_what_the_stored_run_measured(document: str, table: str) -> None:
    """After a new run: `python -m scanner.bench.carried docs README.md …`."""
    written = (ROOT / document).read_text(encoding="utf-8")
    assert f"<!-- /{table} -->" in written
    assert carried(written, RUNS) == written


@pytest.mark.parametrize("table", TABLES)
def test_a_table_stands_between_its_marks(table: str) -> None:
    made = carried(f"before\n<!-- {table} -->\nold\n<!-- /{table} -->\nbehind\n", RUNS)
    head, rule, *rows = made.splitlines()[2:-2]
    assert made.startswith(f"before\n<!-- {table} -->\n| ")
    assert made.endswith(f"|\n<!-- /{table} -->\nbehind\n")
    assert rows
    assert {line.count("|") for line in (head, rule, *rows)} == {head.count("|")}


def test_what_was_not_measured_stays_empty() -> None:
    made = carried(
        "<!-- speed -->\n<!-- /speed -->", {MATCHING: {"cost": {"match, 10 people: pages/s": 9}}}
    )
    assert "| 10 | 9 (≥ 9,000) |  |" in made


def test_a_table_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        carried("<!-- weather -->\n<!-- /weather -->", RUNS)
