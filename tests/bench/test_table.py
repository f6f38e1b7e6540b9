"""The table says what was measured, beside what, and whether the bar is reached."""

import pytest

from scanner.bench.table import CHEAPER, DEARER, Bar, Row, markdown, missed

FLOOR = Bar(limit=130, is_floor=True)
CEILING = Bar(limit=4.0, is_floor=False)


@pytest.mark.parametrize(
    ("bar", "value", "holds"),
    [
        (FLOOR, 130, True),
        (FLOOR, 129.9, False),
        (CEILING, 4.0, True),
        (CEILING, 4.1, False),
    ],
)
def test_a_bar_holds_at_its_limit(bar: Bar, value: float, holds: bool) -> None:
    assert bar.holds(value) is holds


def test_a_row_shows_both_costs_the_figure_and_its_bar() -> None:
    row = Row(
        what="match, 1,000 people",
        pages=2_000,
        seconds=0.00015,
        peer="partial_ratio",
        peer_seconds=0.02,
        measured=133.3,
        unit=CHEAPER,
        bar=FLOOR,
    )
    assert markdown([row]).splitlines()[-1] == (
        "| match, 1,000 people | 2,000 | 150 µs | partial_ratio | 20.00 ms "
        "| 133× cheaper | ≥ 130× cheaper | yes |"
    )


def test_a_row_without_bar_claims_nothing() -> None:
    row = Row(what="text", measured=2.5, unit=CHEAPER)
    assert markdown([row]).endswith("| text |  |  |  |  | 2.50× cheaper |  |  |")


def test_every_line_has_as_many_cells_as_the_head() -> None:
    rows = [Row(what="a", measured=1, unit="s CPU"), Row(what="b", measured=1, unit="pages/s")]
    assert {line.count("|") for line in markdown(rows).splitlines()} == {9}


def test_a_bar_that_is_not_reached_is_told() -> None:
    slow = Row(what="crawl", measured=9.0, unit=DEARER, bar=CEILING)
    rows = [slow, Row(what="match", measured=140, unit=CHEAPER, bar=FLOOR)]
    assert missed(rows) == (slow,)
    assert "| no |" in markdown(rows)
