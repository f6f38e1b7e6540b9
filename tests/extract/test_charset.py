"""Encodings by the standards' rules, and by their own test suite."""

import re
from collections.abc import Iterator

import pytest
import webencodings
from hypothesis import given
from hypothesis import strategies as st

from scanner.extract import charset
from tests.extract.pages import SHARED

META = '<meta charset="{}">'
NAME = "Åsa Öberg"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (NAME.encode(), ""),
        (NAME.encode("cp1252"), ""),
        (NAME.encode("latin-1"), "text/html; charset=ISO-8859-1"),
        (NAME.encode("utf-16"), ""),
        (b"\xef\xbb\xbf" + NAME.encode(), "text/html; charset=latin1"),
        (NAME.encode("utf-16-be"), 'text/html; Charset = "UTF-16BE"'),
        (NAME.encode("cp1252"), "text/html; charset=no-such-thing"),
    ],
)
def test_the_mark_wins_then_the_header_then_the_guess(body: bytes, content_type: str) -> None:
    assert charset.decode(body, content_type) == NAME


@pytest.mark.parametrize(
    ("declaration", "codec"),
    [
        (META.format("iso-8859-1"), "latin-1"),
        ('<meta http-equiv=Content-Type content="text/html; charset=koi8-r">', "koi8-r"),
        ("<META CHARSET='Windows-1256'/>", "cp1256"),
        ('<?xml version="1.0" encoding="iso-8859-15"?><rss>', "iso-8859-15"),
        ("<!-- " + META.format("koi8-r") + " -->" + META.format("utf-8"), "utf-8"),
        ("<script><meta charset=big5></script>", "big5"),
        (META.format("utf-16"), "utf-8"),
        ('<meta content="charset=koi8-r">' + META.format("cp1251"), "cp1251"),
        ("<p>" + " " * 3000 + META.format("cp1251"), "cp1251"),
    ],
)
def test_a_page_may_declare_its_own_encoding(declaration: str, codec: str) -> None:
    word = {"koi8-r": "Анна", "cp1251": "Анна", "cp1256": "أمينة", "big5": "名字"}.get(codec, NAME)
    text = declaration + word
    assert charset.decode(text.encode(codec)) == text


@pytest.mark.parametrize("label", ["utf-16", "utf-16le", "utf-16be"])
def test_a_header_that_says_utf_16_of_markup_in_single_bytes_is_not_believed(label: str) -> None:
    markup = f"<!doctype html><p>{NAME}"
    assert charset.decode(markup.encode(), f"text/html; charset={label}") == markup
    wide = "utf-16-be" if label.endswith("be") else "utf-16-le"
    assert charset.decode(markup.encode(wide), f"text/html; charset={label}") == markup


def test_xml_in_utf_16_shows_itself_without_a_mark() -> None:
    text = '<?xml version="1.0"?><rss>Åsa</rss>'
    assert charset.decode(text.encode("utf-16-le")) == text
    assert charset.decode(text.encode("utf-16-be")) == text


@given(st.binary(max_size=200), st.sampled_from(["", "charset=utf-8", "charset=iso-2022-jp"]))
def test_any_bytes_become_text_without_surrogates(body: bytes, content_type: str) -> None:
    charset.decode(body, content_type).encode()


def suite() -> Iterator[tuple[bytes, str]]:
    files = sorted((SHARED / "conformance" / "charset").glob("html5lib_*.dat"))
    if not files:
        pytest.skip("needs the suite in ../shared/data/conformance/charset, which is not here")
    for file in files:
        for case in re.split(rb"(?:^|\n)#data\n", file.read_bytes())[1:]:
            data, _, expected = case.partition(b"#encoding\n")
            yield data.removesuffix(b"\n"), expected.split(b"\n")[0].decode().strip()


def test_the_public_suite_agrees() -> None:
    count = 0
    for data, label in suite():
        found = charset.encoding_of(data + b"\xff")
        assert found.name == webencodings.lookup(label).name, data[:200]
        count += 1
    assert count >= 80
