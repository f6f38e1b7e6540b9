"""Nothing that acts on a terminal, deceives a reader or runs in a spreadsheet gets through."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.render.safe import csv_cell, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Amina Warsame", "Amina Warsame"),
        ("\x1b[2J", "␛[2J"),
        ("a\x00b", "a␀b"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("\x7f", "␡"),
        ("one\r\ntwo", "one\ntwo"),
        ("one\rtwo", "one␍two"),
        ("tab\tstays", "tab\tstays"),
        ("a\u2028b", "a⟨U+2028⟩b"),
        ("admin\u202egpj.exe", "admin⟨U+202E⟩gpj.exe"),
        ("\u2067bak\u2069", "⟨U+2067⟩bak⟨U+2069⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("أمينة\u200f", "أمينة\u200f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔧", "👩\u200d🔧"),
    ],
)
def test_what_acts_is_shown_as_a_mark(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_visible_text_has_no_control_but_tab_and_line_feed_and_can_be_written(text: str) -> None:
    shown = visible(text)
    controls = {char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")}
    assert controls <= {"\t", "\n"}
    assert not {unicodedata.bidirectional(char) for char in shown} & {
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"
    }  # fmt: skip
    assert shown.encode().decode() == shown
    assert visible(shown) == shown


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("V-K7Q2M9", "V-K7Q2M9"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+46 70", "'+46 70"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "␍=1"),
        (" =1", "'=1"),
        ("＝1", "'＝1"),
        ("a\nb", "a b"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert csv_cell(text) == cell


@given(st.text(alphabet="=+-@\t\r\n ＝|%a", min_size=1))
def test_no_cell_starts_as_a_formula_does(text: str) -> None:
    assert csv_cell(text)[:1] not in set("=+-@\t\r＝＋－＠")
