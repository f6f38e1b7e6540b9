"""A number is a link that calls it; anything else stays words."""

import pytest

from scanner.render.dial import dial


@pytest.mark.parametrize(
    ("written", "called"),
    [("112", "112"), ("114 14", "11414"), ("031-390 06 20", "0313900620"),
     ("+46 (0)31-390 06 20", "+46313900620")],
)  # fmt: skip
def test_a_number_can_be_called(written: str, called: str) -> None:
    assert dial(written) == f'<a href="tel:{called}">{written}</a>'


@pytest.mark.parametrize("written", ["031-390 06 20, dygnet runt", "receptionen", "", "<b>112"])
def test_words_are_not(written: str) -> None:
    shown = dial(written)
    assert "<" not in shown
    assert shown == dial(written).escape(written)
