"""A square code is a drawing and nothing else."""

from bs4 import BeautifulSoup

from scanner.render.square import square


def test_it_draws_and_neither_loads_nor_styles() -> None:
    svg = BeautifulSoup(square('otpauth://totp/x"><script>'), "html.parser")
    assert {tag.name for tag in svg.find_all(True)} == {"svg", "path"}
    for tag in svg.find_all(True):
        assert set(tag.attrs) <= {"viewbox", "class", "d", "fill", "stroke"}


def test_other_texts_give_other_codes() -> None:
    assert square("a") == square("a") != square("b")
