"""Tables and the stored run: what was measured, and whether it is enough."""

import json

import pytest

from scanner.bench.names import accuracy_table, reference
from scanner.bench.names.generated import generate
from scanner.bench.names.trying import HELD_OUT, Tried, tried
from scanner.bench.table import CHEAPER, Row


@pytest.fixture(scope="module")
def run() -> Tried:
    return tried(generate(5, people=12, texts=1))


def test_tables_have_every_kind_every_origin_and_every_bucket(run: Tried) -> None:
    table = accuracy_table.markdown([run])
    assert "| generated | best F1 |" not in table  # Texts and hits stand between.
    assert f"| generated | {run.accuracy.texts:,} | {run.accuracy.hits:,} | best F1 |" in table
    assert all(f"| generated | {kind.what} |" in table for kind in run.accuracy.kinds)
    assert all(f"| generated | {one.origin} |" in table for one in run.slices)
    assert table.count("largest difference") == 1
    assert "| generated | 0.99–1.00 |" in table


def test_weak_kinds_stand_first(run: Tried) -> None:
    lines = accuracy_table.markdown([run]).splitlines()
    shares = {kind.what: kind.share for kind in run.accuracy.kinds}
    order = [shares[line.split(" | ")[1]] >= 0.9 for line in lines if _kind(line) in shares]
    assert order == sorted(order)


def _kind(line: str) -> str:
    return line.split(" | ")[1] if line.count(" | ") == 4 else ""


def test_a_stored_run_is_the_same_for_the_same_matcher(run: Tried) -> None:
    row = Row(
        what="match, 10 people",
        measured=123.4,
        unit=CHEAPER,
        peer="partial_ratio over all names (9 pages)",
    )
    other = Row(what="start", measured=1.0, unit="s CPU")
    written = reference.written([run], [row, other])
    again = tried(generate(5, people=12, texts=1))
    assert reference.written([again], [row, other]) == written
    stored = json.loads(written)
    assert stored["cost"] == {
        "match, 10 people: × cheaper than partial_ratio over all names": 120.0
    }
    assert stored["accuracy"]["generated"]["kinds"]["plain"] == "7/7"


def test_a_stored_run_holds_no_name(run: Tried) -> None:
    written = reference.written([run], [])
    people = generate(5, people=12, texts=1).people
    assert not any(each.surname.reveal() in written for each in people)


def test_the_measured_trial_has_a_seed_of_its_own() -> None:
    assert HELD_OUT > 1_000_000
